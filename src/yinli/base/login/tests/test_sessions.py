"""How long a session lives, where one is signed in, and the proof that is asked for again."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from yinli.base.accounts.stepup import PROVEN_AT, confirmed
from yinli.base.login.sessions import BEGUN_AT, SEEN_AT, over

RIGHT = "mountain-river-7"
HOUR = 3600


@pytest.fixture
def officer(cast):
    """The northern officer, with a password."""
    cast.north_officer.set_password(RIGHT)
    cast.north_officer.save()
    return cast.north_officer


def signed_in(name="north_officer", **extra):
    """A browser in which somebody logged in."""
    client = Client(**extra)
    assert client.post("/accounts/login/", {"login": name, "password": RIGHT}).status_code == 302
    return client


def shift(client, **seconds):
    """Move clocks of a session: shift(client, seen_at=-3600)."""
    session = client.session
    for name, value in seconds.items():
        session[name] += value
    session.save()


def is_in(client) -> bool:
    return client.get("/accounts/security/").status_code == 200


def test_a_session_ends_when_the_account_closes(officer):
    client = signed_in()
    assert is_in(client)
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)
    assert not is_in(client)


def test_a_session_ends_elsewhere_when_the_password_changes(officer):
    here, there = signed_in(), signed_in()
    changed = {"oldpassword": RIGHT, "password1": "forest-lake-93", "password2": "forest-lake-93"}
    assert here.post("/accounts/password/change/", changed).status_code == 302
    assert is_in(here) and not is_in(there)


def test_a_session_that_nobody_uses_ends(officer):
    client = signed_in()
    shift(client, seen_at=-7 * HOUR)
    assert is_in(client)
    shift(client, seen_at=-9 * HOUR)
    assert not is_in(client)


def test_a_session_ends_in_the_end_however_much_it_is_used(officer):
    client = signed_in()
    shift(client, begun_at=-25 * HOUR)
    assert not is_in(client)


def test_each_role_has_its_own_length():
    session = {BEGUN_AT: 0, SEEN_AT: 0}
    assert over(session, "administrator", now=31 * 60)
    assert not over(session, "officer", now=31 * 60)


@pytest.mark.parametrize("session", [{}, {BEGUN_AT: "x", SEEN_AT: 1}, {BEGUN_AT: 10**10, SEEN_AT: 0}])
def test_a_session_without_a_clock_or_from_the_future_is_over(session):
    assert over(session, "officer", now=time.time())


def test_a_clock_that_jumps_ahead_ends_sessions_and_one_that_jumps_back_too(officer):
    ahead, back = signed_in(), signed_in()
    shift(ahead, begun_at=-400 * 24 * HOUR, seen_at=-400 * 24 * HOUR)
    shift(back, begun_at=HOUR, seen_at=HOUR)
    assert not is_in(ahead) and not is_in(back)


def test_a_person_sees_where_they_are_signed_in_and_signs_out_there(officer):
    here, there = signed_in(), signed_in(headers={"user-agent": "Elsewhere/1.0"})
    page = here.get("/accounts/security/").content.decode()
    assert "Elsewhere/1.0" in page
    from allauth.usersessions.models import UserSession

    row = UserSession.objects.get(user_agent="Elsewhere/1.0")
    assert here.post(f"/accounts/security/sessions/{row.pk}/end/").status_code == 302
    assert is_in(here) and not is_in(there)


def test_a_person_signs_out_everywhere_else(officer):
    here, *others = (signed_in() for _ in range(3))
    here.post("/accounts/security/sessions/end-others/")
    assert is_in(here) and not any(is_in(other) for other in others)


def test_nobody_ends_anothers_session(officer, cast):
    cast.south_officer.set_password(RIGHT)
    cast.south_officer.save()
    south, north = signed_in("south_officer"), signed_in()
    from allauth.usersessions.models import UserSession

    row = UserSession.objects.get(user=cast.south_officer)
    assert north.post(f"/accounts/security/sessions/{row.pk}/end/").status_code == 404
    assert is_in(south)


# Step-up ---------------------------------------------------------------------------------------------


def test_a_sheet_is_given_after_a_fresh_log_in_and_asked_about_later(officer):
    client = signed_in()
    assert client.get("/enterprises/?format=xlsx").status_code == 200
    shift(client, proven_at=-2 * HOUR)
    asked = client.get("/enterprises/?format=xlsx&q=a")
    assert asked.url.startswith("/accounts/reauthenticate/?next=%2Faccounts%2Fdownload%2F%3F")
    [after] = parse_qs(urlsplit(asked.url).query)["next"]
    assert client.post(asked.url, {"password": "wrong"}).status_code == 200
    assert client.get("/enterprises/?format=xlsx").status_code == 302
    back = client.post(asked.url, {"password": RIGHT, "next": after})
    page = client.get(back.url).content.decode()
    assert 'content="0;url=/enterprises/?format=xlsx&amp;q=a"' in page and 'href="/enterprises/?q=a"' in page
    assert "下载已开始" in page
    assert client.get("/enterprises/?format=xlsx&q=a")["Content-Type"].startswith("application/vnd.openxml")


def test_the_question_can_be_left_for_the_page_it_came_from(officer):
    client = signed_in()
    shift(client, proven_at=-2 * HOUR)
    asked = client.get("/enterprises/?format=xlsx", HTTP_REFERER="http://testserver/enterprises/?q=b")
    assert 'href="/enterprises/?q=b"' in client.get(asked.url).content.decode()


@pytest.mark.parametrize(
    "place", ["//evil.example/", "http://evil.example/", "/\\evil.example", "javascript:x", ""]
)
def test_the_page_of_a_download_fetches_from_this_house_alone(officer, place):
    client = signed_in()
    for places in ({"file": place, "back": "/"}, {"file": "/", "back": place}):
        assert client.get("/accounts/download/", places).status_code == 404


def test_htmx_is_led_away_as_a_whole_page(officer):
    client = signed_in()
    shift(client, proven_at=-2 * HOUR)
    asked = client.get(
        "/enterprises/?format=xlsx",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/enterprises/?q=b"},
    )
    assert asked["HX-Redirect"] == "/accounts/reauthenticate/?next=%2Fenterprises%2F%3Fq%3Db"


def test_what_was_typed_is_sent_again_after_the_proof(officer, cast):
    cast.administrator.set_password(RIGHT)
    cast.administrator.save()
    client = signed_in("admin")
    shift(client, proven_at=-HOUR)
    sent = {"username": "new.one", "name": "陈新", "role": "officer", "unit": cast.north.pk}
    asked = client.post("/staff/add/", sent)
    assert asked.url == "/accounts/reauthenticate/?next=%2Faccounts%2Fgo-on%2F"
    assert not type(officer).objects.filter(username="new.one").exists()
    back = client.post(asked.url, {"password": RIGHT, "next": "/accounts/go-on/"})
    page = client.get(back.url).content.decode()
    assert 'action="/staff/add/"' in page and 'value="陈新"' in page
    assert client.post("/staff/add/", sent).status_code == 302
    assert type(officer).objects.filter(username="new.one").exists()
    # It is handed out once.
    assert client.get(back.url).url == "/"


def test_a_password_is_never_kept_for_later(officer, cast):
    client = signed_in()
    shift(client, proven_at=-2 * HOUR)
    client.post("/accounts/password/change/", {"oldpassword": RIGHT, "password1": "forest-lake-93", "x": "y"})
    assert "forest-lake-93" not in str(dict(client.session)) and "'y'" in str(dict(client.session))


def test_a_proof_from_the_future_proves_nothing(rf, officer):
    request = rf.get("/")
    request.user, request.session = officer, {PROVEN_AT: time.time() + HOUR}
    assert not confirmed(request)


def test_pages_that_are_not_offered_answer_404(officer):
    client = signed_in()
    for page in ("signup/", "password/reset/", "email/", "confirm-email/", "2fa/", "3rdparty/",
                 "login/code/confirm/", "2fa/webauthn/", "2fa/recovery-codes/download/", "sessions/"):  # fmt: skip
        assert client.get(f"/accounts/{page}").status_code == 404, page
