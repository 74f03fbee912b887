"""Personal links: hashed, scoped, expiring, counted, revocable, and silent about why they do not open."""

import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from yinli.base.accounts.attempt_actions import TooManyAttempts
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.queries import entries_for
from yinli.base.links.actions import issue, revoke
from yinli.base.links.models import LinkUse, PersonalLink
from yinli.base.links.opening_actions import LinkDead, hashed, open_link
from yinli.base.links.purposes import Purpose, register_purpose
from yinli.base.links.queries import links_to

NOW = timezone.now()
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def purposes():
    """Two things that links can be for."""
    register_purpose(Purpose("test-sign", "user.manage", "account_login"))
    register_purpose(Purpose("test-visit", "user.manage", "account_login"))


@pytest.fixture
def sign(cast):
    """sign(expires_at=…): the token of a link for the northern officer to sign with."""

    def made(**options):
        asked = {"expires_at": LATER, "record": cast.north_officer, **options}
        return issue("test-sign", by=cast.administrator, **asked)

    return made


def test_the_database_holds_a_hash_and_no_token(sign):
    token = sign()
    assert len(token) == 43
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text FROM links_personallink l")
        kept = cursor.fetchone()[0]
    assert token not in kept and hashed(token) in kept


def test_each_opening_is_counted_and_written_down(sign, cast):
    token = sign(most_uses=2)
    open_link(token, "test-sign", now=timezone.now(), address="192.0.2.1")
    open_link(token, "test-sign", now=timezone.now(), address="192.0.2.2")
    link = PersonalLink.objects.get()
    assert link.uses == 2 and link.last_used_at
    assert len(set(LinkUse.objects.values_list("address_hash", flat=True))) == 2
    assert "192.0.2.1" not in str(list(LinkUse.objects.values()))
    assert [entry.action for entry in entries_for(cast.north_officer)][:2] == ["personal_link.open"] * 2


def test_a_dead_link_does_not_say_why(sign, cast):
    used, expired, revoked, other = sign(), sign(expires_at=timezone.now()), sign(), sign()
    open_link(used, "test-sign", now=timezone.now())
    revoke(PersonalLink.objects.get(token_hash=hashed(revoked)), by=cast.administrator, now=timezone.now())
    said = set()
    for token, purpose in [
        (used, "test-sign"), (expired, "test-sign"), (revoked, "test-sign"), (other, "test-visit"), ("guess", "test-sign"),
    ]:  # fmt: skip
        with pytest.raises(LinkDead) as refused:
            open_link(token, purpose, now=timezone.now() + timedelta(seconds=1))
        said.add(str(refused.value))
    assert said == {""}
    assert PersonalLink.objects.get(token_hash=hashed(other)).uses == 0


def test_a_clock_that_was_set_back_opens_nothing(sign):
    with pytest.raises(LinkDead):
        open_link(sign(), "test-sign", now=timezone.now() - timedelta(days=1))


def test_only_who_may_issue_may_revoke_or_list(sign, cast):
    token = sign()
    link = PersonalLink.objects.get(token_hash=hashed(token))
    with pytest.raises(NotAllowed):
        revoke(link, by=cast.north_officer, now=timezone.now())
    with pytest.raises(NotAllowed):
        issue("test-sign", by=cast.north_officer, record=cast.north_officer, expires_at=LATER)
    assert list(links_to(cast.administrator, cast.north_officer, "test-sign")) == [link]
    assert not links_to(cast.north_officer, cast.north_officer, "test-sign")


def test_guessing_is_slowed_for_the_address_it_comes_from_alone(sign):
    token = sign()
    for _ in range(10):
        with pytest.raises(LinkDead):
            open_link("guess", "test-sign", now=timezone.now(), address="192.0.2.9")
    with pytest.raises(TooManyAttempts):
        open_link(token, "test-sign", now=timezone.now(), address="192.0.2.9")
    assert open_link(token, "test-sign", now=timezone.now(), address="192.0.2.10").uses == 1


def test_whoever_shares_the_address_of_a_guesser_is_told_until_when_and_loses_nothing(client, sign):
    token = sign()
    for _ in range(10):
        with pytest.raises(LinkDead):
            open_link("guess", "test-sign", now=timezone.now(), address="127.0.0.1")
    client.get(f"/link/test-sign/{token}/")
    told = client.post("/link/test-sign/")
    assert told.status_code == 429 and 25 <= int(told["Retry-After"]) <= 30
    assert re.search(r"请在 \d\d:\d\d:\d\d 后重试", told.content.decode())
    assert PersonalLink.objects.get().uses == 0


def test_the_token_leaves_the_address_at_once_and_a_preview_uses_nothing_up(client, sign):
    token = sign()
    answer = client.get(f"/link/test-sign/{token}/")
    assert (answer.status_code, answer.url) == (302, "/link/test-sign/")
    assert answer["Referrer-Policy"] == "no-referrer"
    page = client.get("/link/test-sign/")
    assert page["Referrer-Policy"] == "same-origin" and token not in page.content.decode()
    assert PersonalLink.objects.get().uses == 0
    assert token not in str(dict(client.session))
    key = client.session.session_key
    assert client.post("/link/test-sign/").url == "/accounts/login/"
    assert PersonalLink.objects.get().uses == 1
    assert client.session.session_key != key


def test_a_stranger_gets_one_page_for_every_dead_link(client, sign):
    used = sign()
    open_link(used, "test-sign", now=timezone.now())
    pages = set()
    for purpose, token in (
        ("test-sign", used),
        ("test-sign", "x" * 43),
        ("test-visit", sign()),
        ("nonsense", "y"),
    ):
        client.get(f"/link/{purpose}/{token}/")
        answer = client.post(f"/link/{purpose}/", follow=True)
        # The form of the language menu carries a token against forgery, new each time.
        pages.add(
            (
                answer.status_code,
                re.sub(
                    r'(csrfmiddlewaretoken" value|name="csrf" content|nonce)="[^"]+"',
                    "",
                    answer.content.decode(),
                ),
            )
        )
    assert len(pages) == 1 and pages.pop()[0] == 410


def test_a_link_opened_in_one_browser_is_used_up_for_another(client, sign):
    from django.test import Client

    token = sign()
    client.get(f"/link/test-sign/{token}/")
    client.post("/link/test-sign/")
    other = Client()
    other.get(f"/link/test-sign/{token}/")
    assert other.post("/link/test-sign/").url == "/link/gone/"


def test_no_log_line_holds_a_token(client, sign, caplog):
    token = sign()
    with caplog.at_level(logging.DEBUG):
        client.get(f"/link/test-sign/{token}/")
        client.post("/link/test-sign/")
        client.get(f"/link/test-sign/{token}/")
        client.post("/link/test-sign/", follow=True)
    said = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in said if token in line]
