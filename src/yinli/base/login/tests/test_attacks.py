"""Logging in as an attacker: proofs of one session in another, guessing where one is in already, ways elsewhere."""

import time
from urllib.parse import urlencode

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from yinli.base.accounts.stepup import PROVEN_AT
from yinli.base.login.tests.conftest import RIGHT, WRONG

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SHEET = "/enterprises/?format=xlsx"
FETCHED = f"/accounts/download/?{urlencode({'file': SHEET, 'back': '/enterprises/'})}"
ASKED = f"/accounts/reauthenticate/?{urlencode({'next': FETCHED})}"
HOUR = 3600


pytestmark = pytest.mark.usefixtures("quick_hash")


def signed_in(name="north_officer", address="192.0.2.1"):
    client = Client(REMOTE_ADDR=address)
    client.post("/accounts/login/", {"login": name, "password": RIGHT})
    return client


def stale(client):
    """The session's proof is too old by now."""
    session = client.session
    session[PROVEN_AT] = time.time() - 2 * HOUR
    session.save()
    return client


def code(steps: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30 + steps))


# Proofs ----------------------------------------------------------------------------------------------


def test_a_proof_given_in_one_session_is_none_in_another(officer):
    here, there = stale(signed_in()), stale(signed_in())
    assert here.post(ASKED, {"password": RIGHT}).status_code == 302
    assert here.get(SHEET).status_code == 200
    assert there.get(SHEET).url == ASKED


def test_a_proof_ends_with_its_session(officer):
    client = stale(signed_in())
    client.post(ASKED, {"password": RIGHT})
    client.post("/accounts/logout/")
    client.force_login(officer)
    assert stale(client).get(SHEET).url == ASKED


def test_another_persons_password_is_no_proof(officer, cast):
    cast.south_officer.set_password("forest-lake-93")
    cast.south_officer.save()
    client = stale(signed_in())
    client.post(ASKED, {"password": "forest-lake-93", "login": "south_officer", "username": "south_officer"})
    assert client.get(SHEET).url == ASKED


def test_a_code_that_logged_in_is_no_second_proof(officer):
    totp.TOTP.activate(officer, SECRET)
    client, used = signed_in(), code()
    client.post("/accounts/2fa/authenticate/", {"code": used})
    stale(client)
    assert client.post("/accounts/2fa/reauthenticate/", {"code": used}).status_code == 200
    assert client.get(SHEET).status_code == 302
    assert client.post("/accounts/2fa/reauthenticate/", {"code": code(1)}).status_code == 302
    assert client.get(SHEET).status_code == 200


def test_a_recovery_code_that_logged_in_is_no_second_proof(officer):
    totp.TOTP.activate(officer, SECRET)
    spare = RecoveryCodes.activate(officer).get_unused_codes()[0]
    client = signed_in()
    assert client.post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 302
    stale(client)
    assert client.post("/accounts/2fa/reauthenticate/", {"code": spare}).status_code == 200
    assert client.get(SHEET).status_code == 302


def test_anothers_code_is_no_proof(officer, cast):
    totp.TOTP.activate(cast.south_officer, SECRET)
    totp.TOTP.activate(officer, SECRET[::-1])
    client = signed_in()
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert client.get("/today/").status_code == 302


def test_what_was_kept_for_after_the_proof_is_the_same_persons(officer, cast):
    cast.administrator.set_password(RIGHT)
    cast.administrator.save()
    client = stale(signed_in("admin"))
    client.post("/staff/add/", {"username": "new.one", "name": "陈新"})
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "north_officer", "password": RIGHT})
    assert client.get("/accounts/go-on/").url == "/"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "page",
    [
        "password/change/", "2fa/totp/activate/", "2fa/totp/deactivate/", "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/", "2fa/keys/add/", "2fa/keys/1/remove/", "by/oidc/link/", "by/oidc/unlink/",
    ],
)  # fmt: skip
def test_how_one_logs_in_is_changed_after_a_fresh_proof_alone(officer, settings, method, page):
    settings.LOGIN_DOORS = {"oidc": {"api": "https://sso.example", "client_id": "a", "secret": "s"}}
    kept = officer.password
    answer = getattr(stale(signed_in()), method)(f"/accounts/{page}", {"oldpassword": RIGHT})
    if answer.status_code != 405:
        assert answer.status_code == 302 and answer.url.startswith("/accounts/reauthenticate/")
    officer.refresh_from_db()
    assert officer.password == kept


# Guessing from within --------------------------------------------------------------------------------


def test_the_password_cannot_be_guessed_where_a_proof_is_asked_for(officer):
    client = stale(signed_in())
    for _ in range(11):
        client.post(ASKED, {"password": WRONG})
    assert client.post(ASKED, {"password": RIGHT}).status_code == 200
    assert client.get(SHEET).url == ASKED


def test_the_old_password_cannot_be_guessed_where_it_is_changed(officer):
    """At a desk that was left open the proof is fresh: only the old password stands in the way."""
    client = signed_in()
    new = {"password1": "forest-lake-93", "password2": "forest-lake-93"}
    for _ in range(11):
        client.post("/accounts/password/change/", {"oldpassword": WRONG, **new})
    client.post("/accounts/password/change/", {"oldpassword": RIGHT, **new})
    officer.refresh_from_db()
    assert officer.check_password(RIGHT)


def test_the_right_old_password_changes_it_after_a_slip(officer):
    client = signed_in()
    new = {"password1": "forest-lake-93", "password2": "forest-lake-93"}
    client.post("/accounts/password/change/", {"oldpassword": WRONG, **new})
    assert client.post("/accounts/password/change/", {"oldpassword": RIGHT, **new}).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password("forest-lake-93")


def test_whoever_guesses_codes_with_a_stolen_password_does_not_lock_its_owner_out(officer):
    totp.TOTP.activate(officer, SECRET)
    own = signed_in()
    assert own.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
    own.post("/accounts/logout/")
    for number in range(35):
        thief = signed_in(address=f"203.0.113.{number}")
        thief.post("/accounts/2fa/authenticate/", {"code": "000000"})
    late = signed_in(address="203.0.113.99")
    assert late.post("/accounts/2fa/authenticate/", {"code": code(1)}).status_code == 200
    own.post("/accounts/login/", {"login": "north_officer", "password": RIGHT})
    assert own.post("/accounts/2fa/authenticate/", {"code": code(1)}).status_code == 302
    assert own.get("/today/").status_code == 200


def test_a_wrong_code_and_a_wait_stand_in_the_security_log(officer, caplog):
    totp.TOTP.activate(officer, SECRET)
    client = signed_in()
    for _ in range(6):
        client.post("/accounts/2fa/authenticate/", {"code": "123456"})
    said = [record.getMessage() for record in caplog.records if record.name == "yinli.security"]
    assert any(
        '"log_in.failed"' in line and f'"who": {officer.pk}' in line and '"factor"' in line for line in said
    )
    assert any('"log_in.slowed"' in line for line in said)
    late = signed_in(address="192.0.2.77")
    late.post("/accounts/2fa/authenticate/", {"code": code()})
    assert any('"by": "password+totp"' in record.getMessage() for record in caplog.records)
    assert not any("123456" in line for line in said)


# Ways elsewhere --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example", "\thttps://evil.example"]
)  # fmt: skip
def test_a_proof_leads_to_our_own_pages_alone(officer, target):
    client = stale(signed_in())
    answer = client.post("/accounts/reauthenticate/", {"password": RIGHT, "next": target})
    assert answer.status_code == 302
    assert (
        answer.url.startswith("/") and not answer.url.startswith(("//", "/\\")) and "evil" not in answer.url
    )


@pytest.mark.parametrize("page", ["https://evil.example/x", "javascript:alert(1)", "//evil.example/"])
def test_a_page_that_htmx_claims_to_be_on_leads_nowhere_else(officer, page):
    client = stale(signed_in())
    asked = client.get(SHEET, headers={"HX-Request": "true", "HX-Current-URL": page})
    assert "evil" not in asked["HX-Redirect"] and "javascript" not in asked["HX-Redirect"]
