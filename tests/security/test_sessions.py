"""Sessions: made anew at log-in, ended on the server, dead with the account; passwords by the rules."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client

from yinli.base.accounts.permissions import NotAllowed
from yinli.desk.staff.actions import close_account, edit_account

LOG_IN = "/accounts/login/"


def logged_in(username, password):
    browser = Client()
    response = browser.post(LOG_IN, {"login": username, "password": password})
    assert response.status_code == 302
    return browser


def test_the_session_of_before_the_log_in_is_worth_nothing_after_it(cast, password):
    """Session fixation: whoever planted the cookie is not let in by it."""
    browser = Client()
    browser.get(LOG_IN)
    session = browser.session
    session["planted"] = "by somebody"
    session.save()
    planted = session.session_key
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted
    browser.post(LOG_IN, {"login": "north_officer", "password": password})
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/today/").status_code == 302


def test_a_log_out_ends_the_session_on_the_server(cast, password):
    browser = logged_in("north_officer", password)
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.post("/accounts/logout/")
    assert not Session.objects.filter(session_key=key).exists()
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = key
    assert stolen.get("/today/").status_code == 302


def test_a_log_out_clears_what_the_browser_kept(cast, password):
    """Drafts of forms lie in the browser's store: the next person at the desk must not find them."""
    browser = logged_in("north_officer", password)
    assert '"storage"' in browser.post("/accounts/logout/")["Clear-Site-Data"]


def test_a_reading_of_the_log_out_page_logs_nobody_out(cast, password):
    browser = logged_in("north_officer", password)
    response = browser.get("/accounts/logout/")
    assert "Clear-Site-Data" not in response
    assert browser.get("/today/").status_code == 200


def test_a_session_used_after_its_user_left_opens_nothing(cast, password):
    browser = logged_in("north_officer", password)
    assert browser.get("/today/").status_code == 200
    close_account(cast.north_officer, by=cast.administrator)
    assert browser.get("/today/").status_code == 302
    assert browser.get("/enterprises/?format=xlsx").status_code == 302


def test_a_new_password_ends_the_sessions_of_the_old_one(cast, password):
    browser = logged_in("north_officer", password)
    cast.north_officer.set_password("another-phrase-entirely-new")
    cast.north_officer.save()
    assert browser.get("/today/").status_code == 302


def test_a_changed_role_holds_from_the_next_page_on(cast, password):
    browser = logged_in("north_officer", password)
    assert browser.get("/projects/new/").status_code == 200
    cast.north_officer.role = "auditor"
    cast.north_officer.save()
    assert browser.get("/projects/new/").status_code == 403


def test_a_session_is_a_long_random_word_and_only_the_server_reads_it(cast, password):
    first, second = logged_in("north_officer", password), logged_in("north_officer", password)
    names = {browser.cookies[settings.SESSION_COOKIE_NAME].value for browser in (first, second)}
    # 32 of 36 signs from the system's source of chance: 165 bits.
    assert len(names) == 2 and {len(name) for name in names} == {32}
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"


def test_cookies_are_closed_to_scripts_and_other_sites(cast, password):
    browser = logged_in("north_officer", password)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] is True and cookie["samesite"] in ("Lax", "Strict")
    assert browser.cookies[settings.CSRF_COOKIE_NAME]["samesite"] in ("Lax", "Strict")
    # What is told after an act names records: it waits on the server.
    assert "messages" not in browser.cookies


@pytest.mark.parametrize("weak", ["short", "password123", "1234567890", "qwertyuiop"])
def test_a_short_or_common_password_is_refused(db, weak):
    with pytest.raises(ValidationError):
        validate_password(weak)


@pytest.mark.parametrize(
    "good", ["only small letters and spaces", "春眠不觉晓处处闻啼鸟夜来风雨声", "x7" * 40]
)
def test_a_password_of_any_signs_and_of_sixty_four_and_more_is_taken(db, good):
    validate_password(good)


def test_a_password_is_checked_as_it_was_typed(cast):
    """Neither cut off nor turned to small letters."""
    cast.north_officer.set_password("A" * 80 + " end")
    assert cast.north_officer.check_password("A" * 80 + " end")
    assert not cast.north_officer.check_password("A" * 80)
    assert not cast.north_officer.check_password("a" * 80 + " end")


def test_passwords_are_kept_with_argon2(cast, password):
    assert cast.north_officer.password.startswith("argon2$argon2id$")


def test_a_wrong_name_and_a_wrong_password_read_alike(cast, password, client):
    def answer(login):
        return client.post(LOG_IN, {"login": login, "password": "not-this-one-at-all"})

    known, unknown = answer("north_officer"), answer("nobody_here")
    assert known.status_code == unknown.status_code
    shown = [sorted(r.context["form"].non_field_errors()) for r in (known, unknown) if r.context]
    assert len(shown) != 1 and all(errors == shown[0] for errors in shown)


def test_nobody_signs_up_and_no_secret_question_opens_a_door(cast, client):
    assert (
        client.post("/accounts/signup/", {"username": "me", "password1": "a-long-phrase-here"}).status_code
        < 500
    )
    assert client.get("/accounts/password/reset/").status_code in (302, 404)
    assert type(cast.agent).objects.filter(username="me").count() == 0


def test_the_password_page_asks_for_the_old_one(cast, password):
    browser = logged_in("north_officer", password)
    typed = {"oldpassword": "wrong", "password1": "quite-another-phrase", "password2": "quite-another-phrase"}
    browser.post("/accounts/password/change/", typed)
    cast.north_officer.refresh_from_db()
    assert cast.north_officer.check_password(password)
    page = browser.get("/accounts/password/change/", follow=True).content.decode()
    # Pasting and password managers work: nothing but type=password, no handler that stops them.
    assert 'type="password"' in page and "onpaste" not in page


def test_a_password_does_not_grow_old(cast, password):
    """Nobody is made to change it by the calendar: that only breeds Summer2026, Autumn2026."""
    cast.north_officer.date_joined = cast.north_officer.last_login = datetime(2001, 1, 1, tzinfo=UTC)
    cast.north_officer.save()
    assert logged_in("north_officer", password).get("/today/").status_code == 200


def test_an_empty_installation_lets_nobody_in(db, client):
    """No account comes with the program: the first is made on the command line."""
    assert not get_user_model().objects.exists()
    for name in ("admin", "root", "yinli", "administrator", "test"):
        for guess in ("admin", "password", "yinli", "123456", ""):
            client.post(LOG_IN, {"login": name, "password": guess})
    assert client.get("/today/").status_code == 302


@pytest.mark.parametrize("seat", [{"role": "bureau"}, {"unit": "north"}])
def test_an_administrator_cannot_take_another_seat(cast, seat):
    values = {key: getattr(cast, value) if key == "unit" else value for key, value in seat.items()}
    with pytest.raises(NotAllowed):
        edit_account(cast.administrator, by=cast.administrator, **values)
    cast.administrator.refresh_from_db()
    assert (cast.administrator.role, cast.administrator.unit) == ("administrator", cast.bureau)
