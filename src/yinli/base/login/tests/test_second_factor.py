"""Second factors: who must have one, how it is kept, and that a code works once."""

import time
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.test import Client

from yinli.base.accounts.models import User
from yinli.base.history.queries import entries_for
from yinli.base.login import actions
from yinli.core.login_table import login_rules

RIGHT = "mountain-river-7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def rule_is_on(settings):
    """As in service."""
    settings.SECOND_FACTOR_BY_RULE = True


@pytest.fixture
def bureau(cast):
    """The bureau's person, with a password."""
    cast.bureau_person.set_password(RIGHT)
    cast.bureau_person.save()
    return cast.bureau_person


def code(steps: int = 0) -> str:
    """The app's code so many half minutes from now."""
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30 + steps))


def with_app(user) -> Authenticator:
    """Give somebody an authenticator app."""
    return totp.TOTP.activate(user, SECRET).instance


def password_step(client, name="bureau"):
    return client.post("/accounts/login/", {"login": name, "password": RIGHT})


def test_the_rule_is_on_as_shipped():
    shipped = Path(apps.get_app_config("login").path).parents[1] / "config/settings.py"
    assert "\nSECOND_FACTOR_BY_RULE = True\n" in shipped.read_text()


def test_the_roles_that_see_or_change_everything_must_have_one():
    needed = {role for role, rule in login_rules().roles.items() if rule.second_factor}
    assert needed == {"administrator", "bureau", "leader", "auditor", "other"}


def test_every_role_has_rules_of_its_own():
    """A role without any gets those of strangers."""
    assert set(login_rules().roles) == {*User.Role.values, "other"}
    assert login_rules().of("department") == login_rules().of("officer")


def test_the_code_that_switched_the_app_on_opens_nothing_afterwards(bureau):
    client = Client()
    password_step(client)
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    first = code()
    assert client.post("/accounts/2fa/totp/activate/", {"code": first}).status_code == 302
    other = Client()
    password_step(other)
    assert "验证码" in other.post("/accounts/2fa/authenticate/", {"code": first}).content.decode()
    assert other.get("/today/").status_code == 302
    assert other.post("/accounts/2fa/authenticate/", {"code": code(1)}).status_code == 302


def test_without_it_only_setting_it_up_can_be_reached(bureau):
    client = Client()
    password_step(client)
    for address in ("/today/", "/projects/", "/enterprises/?format=xlsx", "/search/?q=a"):
        assert client.get(address).url == "/accounts/security/"
    assert client.post("/staff/add/", {}).url == "/accounts/security/"
    assert client.get("/today/", headers={"HX-Request": "true"})["HX-Redirect"] == "/accounts/security/"
    assert client.get("/accounts/security/").status_code == 200


def test_an_officer_works_without_one(cast):
    client = Client()
    client.force_login(cast.north_officer)
    assert client.get("/today/").status_code == 200


def test_whoever_is_excused_works_without_one(bureau, cast):
    actions.excuse(bureau, "demo", by=cast.administrator)
    client = Client()
    password_step(client)
    assert client.get("/today/").status_code == 200
    assert entries_for(bureau)[0].action == "user.login"


def test_an_app_is_set_up_and_asked_for_from_then_on(bureau, django_capture_on_commit_callbacks):
    client = Client()
    password_step(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "data:image/svg+xml" in page
    secret = client.session[totp.SECRET_SESSION_KEY]
    now = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/totp/activate/", {"code": now})
    assert done.url == "/accounts/2fa/recovery-codes/"
    shown = client.get(done.url).content.decode()
    assert shown.count("<code") == 10
    # They are shown this once only.
    assert "<code" not in client.get(done.url).content.decode()
    assert client.get("/today/").status_code == 200
    assert [entry.action for entry in entries_for(bureau)][:2] == ["user.factor_add", "user.login"]
    assert password_step(Client()).url == "/accounts/2fa/authenticate/"


def test_the_password_alone_opens_nothing(bureau):
    with_app(bureau)
    client = Client()
    password_step(client)
    assert client.get("/today/").status_code == 302
    assert client.get("/accounts/security/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
    assert client.get("/today/").status_code == 200


def test_a_code_works_once_even_in_another_worker(bureau, settings):
    from django.core.cache import cache

    with_app(bureau)
    first, second = Client(), Client()
    used = code()
    for client in (first, second):
        password_step(client)
        # Another worker's memory knows nothing of this one's.
        cache.clear()
        client.post("/accounts/2fa/authenticate/", {"code": used})
    assert first.get("/today/").status_code == 200
    assert second.get("/today/").status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": code(-1)}).status_code == 200
    assert second.post("/accounts/2fa/authenticate/", {"code": code(1)}).status_code == 302


def test_codes_cannot_be_guessed(bureau):
    with_app(bureau)
    client = Client()
    password_step(client)
    for _ in range(11):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 200
    assert client.get("/today/").status_code == 302


def test_a_recovery_code_opens_once(bureau):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    with_app(bureau)
    spare = RecoveryCodes.activate(bureau).get_unused_codes()[0]
    for worked in (True, False):
        client = Client()
        password_step(client)
        answer = client.post("/accounts/2fa/authenticate/", {"code": spare})
        assert (answer.status_code == 302) is worked


def test_the_database_holds_no_secret_in_clear(bureau):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    codes = RecoveryCodes.activate(bureau)
    kept = str(list(Authenticator.objects.values_list("data", flat=True))) + str(with_app(bureau).data)
    assert SECRET not in kept and kept.count("f1:") >= 2
    assert not any(spare in kept for spare in codes.get_unused_codes())


def test_a_secret_that_was_put_there_in_clear_is_refused(bureau):
    row = with_app(bureau)
    row.data = {"secret": SECRET}
    with pytest.raises(ValueError):
        row.wrap().validate_code(code())


def test_the_last_factor_that_a_role_needs_cannot_be_removed(bureau):
    with_app(bureau)
    client = Client()
    password_step(client)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=bureau, type="totp").exists()


def test_the_administrator_takes_factors_away_and_the_person_sets_up_anew(bureau, cast):
    with_app(bureau)
    client = Client()
    password_step(client)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert client.get("/today/").status_code == 200
    actions.reset_factors(bureau, by=cast.administrator)
    assert client.get("/today/").url.startswith("/accounts/login/")
    assert password_step(client).url == "/today/"
    assert client.get("/today/").url == "/accounts/security/"


def test_nobody_sheds_their_own_factor_as_an_administrator(cast):
    from yinli.base.accounts.permissions import NotAllowed

    with_app(cast.administrator)
    with pytest.raises(NotAllowed):
        actions.reset_factors(cast.administrator, by=cast.administrator)
