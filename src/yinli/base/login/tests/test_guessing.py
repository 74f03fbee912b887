"""Guessing is slowed, and nobody can lock another person out."""

from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from yinli.base.accounts import attempt_actions as attempts
from yinli.base.accounts.attempt_actions import Counter, TooManyAttempts
from yinli.base.accounts.models import Attempt
from yinli.base.login.tests.conftest import RIGHT, WRONG
from yinli.core.login_table import login_rules

pytestmark = pytest.mark.usefixtures("quick_hash")


def enter(client, password, name="north_officer", address="192.0.2.1"):
    """Try to log in; True when it worked."""
    answer = client.post("/accounts/login/", {"login": name, "password": password}, REMOTE_ADDR=address)
    return answer.status_code == 302


def test_an_attacker_slows_the_pair_and_the_owner_logs_in_from_elsewhere(officer):
    attacker = Client()
    for _ in range(6):
        assert not enter(attacker, WRONG, address="203.0.113.5")
    assert not enter(attacker, RIGHT, address="203.0.113.5")
    assert enter(Client(), RIGHT, address="192.0.2.1")


def test_a_known_browser_gets_in_whatever_others_try_from_everywhere(officer):
    own = Client()
    assert enter(own, RIGHT)
    own.post("/accounts/logout/")
    for number in range(40):
        assert not enter(Client(), WRONG, address=f"203.0.113.{number}")
    # A browser nobody knows waits now, even with the right password …
    assert not enter(Client(), RIGHT, address="198.51.100.77")
    # … the person's own does not, not even from the attacker's address.
    assert enter(own, RIGHT, address="203.0.113.5")


def test_the_wait_grows_and_has_an_end(officer):
    waits = login_rules().waits["pair"]
    assert waits.after(4) == timedelta(0)
    assert [waits.after(n).total_seconds() for n in (5, 6, 7)] == [30, 60, 120]
    assert waits.after(1000) == waits.most


def test_a_wait_ends_by_itself(officer):
    now = timezone.now()
    counters = [Counter("pair", ("password", "x", "192.0.2.1"))]
    for _ in range(5):
        attempts.failed(counters, now=now)
    with pytest.raises(TooManyAttempts):
        attempts.check(counters, now=now + timedelta(seconds=29))
    attempts.check(counters, now=now + timedelta(seconds=31))


def test_a_clock_that_was_set_back_by_days_does_not_lock_for_days(officer):
    now = timezone.now()
    counters = [Counter("pair", ("password", "x", "192.0.2.1"))]
    for _ in range(9):
        attempts.failed(counters, now=now + timedelta(days=3))
    attempts.check(counters, now=now)


def test_old_attempts_are_forgotten_when_somebody_logs_in(officer):
    attempts.failed([Counter("address", ("192.0.2.1",))], now=timezone.now() - timedelta(days=2))
    enter(Client(), RIGHT)
    assert not Attempt.objects.exists()


def test_one_address_that_tries_many_names_is_slowed(officer):
    for number in range(60):
        enter(Client(), WRONG, name=f"name{number}", address="203.0.113.5")
    assert not enter(Client(), RIGHT, address="203.0.113.5")
    assert enter(Client(), RIGHT, address="192.0.2.1")


def test_the_right_password_forgets_the_wrong_ones_of_the_pair(officer):
    client = Client()
    for _ in range(3):
        enter(client, WRONG)
    key = Counter("pair", ("password", "north_officer", "192.0.2.1")).key
    assert Attempt.objects.get(key=key).failures == 3
    assert enter(client, RIGHT)
    assert not Attempt.objects.filter(key=key).exists()


def test_no_name_and_no_address_is_kept(officer):
    enter(Client(), WRONG, name="my-password-by-mistake")
    kept = str(list(Attempt.objects.values()))
    assert "mistake" not in kept and "192.0.2.1" not in kept


def test_a_name_that_is_nobodys_gets_the_same_answer(officer):
    known = Client().post(
        "/accounts/login/", {"login": "north_officer", "password": WRONG}, REMOTE_ADDR="192.0.2.1"
    )
    unknown = Client().post(
        "/accounts/login/", {"login": "no-such-name", "password": WRONG}, REMOTE_ADDR="192.0.2.2"
    )

    def seen(answer, name):
        import re

        body = answer.content.decode().replace(name, "")
        return re.sub(r'(csrfmiddlewaretoken" value|name="csrf" content|nonce)="[^"]+"', "", body)

    assert known.status_code == unknown.status_code
    assert seen(known, "north_officer") == seen(unknown, "no-such-name")


def test_a_name_that_is_nobodys_costs_one_hash_too(officer):
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    with mock.patch(f"{hasher}.encode", side_effect=AssertionError, create=True) as encode:
        encode.side_effect = lambda password, salt: "md5$x$y"
        enter(Client(), WRONG, name="no-such-name")
    assert encode.call_count == 1


def test_an_unknown_name_is_slowed_as_a_known_one_is(officer):
    for name in ("north_officer", "no-such-name"):
        client, said = Client(), []
        for _ in range(7):
            answer = client.post(
                "/accounts/login/", {"login": name, "password": WRONG}, REMOTE_ADDR="192.0.2.3"
            )
            said.append("1 " in answer.content.decode() and answer.status_code)
        assert said[-1] == 200


def test_a_cookie_of_another_persons_browser_is_no_known_browser(officer, cast):
    cast.south_officer.set_password(RIGHT)
    cast.south_officer.save()
    other = Client()
    assert enter(other, RIGHT, name="south_officer", address="203.0.113.5")
    other.post("/accounts/logout/")
    for _ in range(6):
        enter(other, WRONG, address="203.0.113.5")
    assert not enter(other, RIGHT, address="203.0.113.5")


def test_of_what_proxies_say_only_our_own_is_believed(rf, settings):
    from yinli.base.accounts.addresses import client_address

    request = rf.get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 198.51.100.7", REMOTE_ADDR="10.0.0.1")
    assert client_address(request) == "10.0.0.1"
    settings.YINLI_PROXIES = 1
    assert client_address(request) == "198.51.100.7"
    settings.YINLI_PROXIES = 3
    assert client_address(request) == "10.0.0.1"
