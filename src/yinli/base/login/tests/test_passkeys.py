"""Passkeys: one of another site, of another person, shown again or shown without its person opens nothing."""

import json
import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from yinli.base.login.tests.key import PRESENT, SoftKey, text

RIGHT = "mountain-river-7"
LOGIN = "/accounts/2fa/keys/login/"


def browser() -> Client:
    """Passkeys need TLS: the origin a browser tells begins with https."""
    return Client(headers={"X-Forwarded-Proto": "https"}, wsgi_url_scheme="https")


def options(client) -> dict:
    """What the log-in page asks the authenticator."""
    return client.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"}).json()["request_options"]


def enter(client, shown):
    return client.post(LOGIN, {"credential": json.dumps(shown)})


def is_in(client) -> bool:
    return client.get("/accounts/security/").status_code == 200


def with_key(user) -> SoftKey:
    """Somebody sets up a passkey, by the page."""
    user.set_password(RIGHT)
    user.save()
    client, key = browser(), SoftKey()
    client.post("/accounts/login/", {"login": user.username, "password": RIGHT})
    page = client.get("/accounts/2fa/keys/add/").content.decode()
    asked = json.loads(unescape(re.findall(r"data-options='([^']+)'", page)[0]))
    made = json.dumps(key.made(asked))
    done = client.post("/accounts/2fa/keys/add/", {"name": "k", "passwordless": "on", "credential": made})
    assert done.status_code == 302
    return key


@pytest.fixture
def key(cast):
    """The northern officer's passkey."""
    return with_key(cast.north_officer)


def test_a_passkey_alone_opens_the_door(key):
    client = browser()
    assert enter(client, key.shown(options(client))).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize(
    "origin", ["https://testserver.evil.example", "https://evil.example", "http://testserver", "https://evil-testserver", "null"]
)  # fmt: skip
def test_one_that_was_shown_to_another_site_opens_nothing(key, origin):
    client = browser()
    enter(client, key.shown(options(client), origin=origin))
    assert not is_in(client)


def test_one_that_was_made_for_another_site_opens_nothing(key):
    client = browser()
    enter(client, key.shown(options(client), site="evil.example"))
    assert not is_in(client)


def test_what_was_shown_once_opens_nothing_again(key):
    client = browser()
    shown = key.shown(options(client))
    enter(client, shown)
    client.post("/accounts/logout/")
    enter(client, shown)
    assert not is_in(client)
    options(client)
    enter(client, shown)
    assert not is_in(client)


def test_what_was_shown_in_one_browser_opens_nothing_in_another(key):
    own, thief = browser(), browser()
    shown = key.shown(options(own))
    options(thief)
    enter(thief, shown)
    assert not is_in(thief)


def test_a_found_device_does_not_do_without_its_persons_finger_or_pin(key):
    client = browser()
    enter(client, key.shown(options(client), flags=PRESENT))
    assert not is_in(client)


def test_a_passkey_that_names_another_person_opens_neither_account(key, cast):
    other = with_key(cast.south_officer)
    client = browser()
    enter(client, key.shown(options(client), userHandle=other.handle))
    assert not is_in(client)


@pytest.mark.parametrize(
    "changed",
    [
        {"signature": text(b"x" * 70)}, {"authenticatorData": text(b"x")}, {"clientDataJSON": text(b"{}")},
        {"userHandle": text(b"nobody")}, {"userHandle": None}, {"userHandle": ""},
    ],
)  # fmt: skip
def test_what_is_broken_is_refused_and_breaks_nothing(key, changed):
    client = browser()
    assert enter(client, key.shown(options(client), **changed)).status_code == 302
    assert not is_in(client)


@pytest.mark.parametrize(
    "sent", ["", "{}", "[]", "7", '"x"', "null", '{"response": 7}', '{"id": "a", "response": {}}']
)
def test_nonsense_is_refused_and_breaks_nothing(key, sent):
    client = browser()
    options(client)
    assert client.post(LOGIN, {"credential": sent}).status_code == 302
    assert not is_in(client)


@pytest.mark.parametrize(
    "sent", ["{}", "[]", '{"id": "a", "response": {}}', '{"id": "YQ", "rawId": "YQ", "response": {}}']
)
def test_nonsense_sets_up_no_passkey_and_breaks_nothing(key, cast, sent):
    client = browser()
    enter(client, key.shown(options(client)))
    client.get("/accounts/2fa/keys/add/")
    assert client.post("/accounts/2fa/keys/add/", {"name": "k", "credential": sent}).status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_a_removed_passkey_and_a_closed_account_are_past(key, cast):
    client = browser()
    type(cast.north_officer).objects.filter(pk=cast.north_officer.pk).update(is_active=False)
    enter(client, key.shown(options(client)))
    assert not is_in(client)
    type(cast.north_officer).objects.filter(pk=cast.north_officer.pk).update(is_active=True)
    Authenticator.objects.all().delete()
    enter(client, key.shown(options(client)))
    assert not is_in(client)


def test_a_refused_passkey_stands_in_the_security_log(key, caplog):
    client = browser()
    enter(client, key.shown(options(client), origin="https://evil.example"))
    said = [record.getMessage() for record in caplog.records if record.name == "yinli.security"]
    assert any('"log_in.failed"' in line and '"factor": "key"' in line for line in said)
