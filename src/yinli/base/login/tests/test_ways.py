"""People without a password: how they confirm, and that their last way in stays."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from yinli.base.accounts.stepup import PROVEN_AT
from yinli.base.login import actions
from yinli.base.login.models import Identity
from yinli.base.login.tests.test_passkeys import RIGHT, browser, with_key
from yinli.base.login.ways import LastWayIn

SHEET = "/enterprises/?format=xlsx"


@pytest.fixture
def vouched(cast, settings):
    """An officer whom another system vouches for, and nothing else."""
    settings.LOGIN_DOORS = {"oidc": {"api": "https://sso.example", "client_id": "a", "secret": "s"}}
    actions.link_identity(cast.north_officer, "oidc", "me", by=cast.north_officer)
    return cast.north_officer


def stale(person, client=None) -> Client:
    """A browser whose proof is too old."""
    client = client or browser()
    client.force_login(person)
    session = client.session
    session[PROVEN_AT] = time.time() - 5 * 3600
    session.save()
    return client


def test_who_has_nothing_to_confirm_with_is_told_what_to_do(vouched):
    client = stale(vouched)
    told = client.get(client.get(SHEET).url)
    assert told.status_code == 403
    page = told.content.decode()
    assert "60 分钟内" in page and "设置密码的链接" in page


def test_the_only_way_in_stays(vouched, cast):
    with pytest.raises(LastWayIn):
        actions.unlink_identity(vouched, "oidc", by=vouched)
    client = stale(vouched)
    session = client.session
    session[PROVEN_AT] = time.time()
    session.save()
    assert "唯一的登录方式" in client.post("/accounts/by/oidc/unlink/", follow=True).content.decode()
    vouched.set_password(RIGHT)
    vouched.save()
    actions.unlink_identity(vouched, "oidc", by=vouched)
    assert not Identity.objects.exists()


def test_the_passkey_that_alone_lets_one_in_stays(cast):
    person = cast.south_officer
    with_key(person)
    person.set_unusable_password()
    person.save()
    client = stale(person)
    session = client.session
    session[PROVEN_AT] = time.time()
    session.save()
    [key] = Authenticator.objects.filter(type="webauthn")
    assert client.post(f"/accounts/2fa/keys/{key.pk}/remove/").url == "/accounts/security/"
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_whoever_has_keys_alone_is_asked_for_a_key_first(cast):
    person = cast.south_officer
    with_key(person)
    client = browser()
    client.post("/accounts/login/", {"login": person.username, "password": RIGHT})
    page = client.get("/accounts/2fa/authenticate/").content.decode()
    assert page.index('data-passkey="get"') < page.index('name="code"')
    assert "验证器应用" not in page
    person.set_unusable_password()
    person.save()
    client = stale(person)
    asked = client.get(client.get(SHEET).url)
    assert asked.url.startswith("/accounts/2fa/keys/reauthenticate/")
