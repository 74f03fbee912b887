"""The way into an account: a link, once, and a password that nobody else knows."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from yinli.base.history.queries import entries_for
from yinli.base.links.models import PersonalLink
from yinli.desk.staff.invitation_actions import invite

PASSWORD = "mountain-river-7"


@pytest.fixture
def token(cast):
    """An invitation of the southern officer."""
    return invite(cast.south_officer, by=cast.administrator, now=timezone.now())


def arrive(client, token):
    """Open the link as a browser does: take it, say go on."""
    client.get(f"/link/invitation/{token}/")
    return client.post("/link/invitation/")


def test_the_administrator_is_shown_the_link_once(client, cast):
    client.force_login(cast.administrator)
    page = client.post(f"/staff/{cast.south_officer.pk}/invite/")
    address = re.search(r"http://testserver/link/invitation/[\w-]{43}/", page.content.decode())
    assert address and page["Cache-Control"].count("no-store")
    assert address[0] not in client.get(f"/staff/{cast.south_officer.pk}/").content.decode()


def test_the_invited_sets_a_password_and_is_led_to_security(client, cast, token):
    assert arrive(client, token).url == "/staff/join/"
    assert "高远" in client.get("/staff/join/").content.decode()
    done = client.post("/staff/join/", {"password": PASSWORD, "password_again": PASSWORD})
    assert done.url == "/accounts/security/"
    cast.south_officer.refresh_from_db()
    assert cast.south_officer.password.startswith("argon2")
    assert client.get("/accounts/security/").status_code == 200
    written = "".join(str(e.before) + str(e.after) + e.note for e in entries_for(cast.south_officer))
    assert PASSWORD not in written and token not in written


@pytest.mark.parametrize(("first", "second"), [("12345678", "12345678"), (PASSWORD, "other"), ("", "")])
def test_a_weak_or_mistyped_password_is_refused_and_the_link_still_holds(client, token, first, second):
    arrive(client, token)
    assert client.post("/staff/join/", {"password": first, "password_again": second}).status_code == 422
    assert client.get("/staff/join/").status_code == 200


def test_a_link_is_listed_and_once_revoked_opens_nothing_and_ends_what_it_opened(client, cast, token):
    """A browser that has opened it already is stopped as well."""
    arrive(client, token)
    office, person = Client(), f"/staff/{cast.south_officer.pk}/"
    office.force_login(cast.administrator)
    shown = office.get(person).content.decode()
    assert all(words in shown for words in ("设置密码", "管宁", "1 / 1", "已打开", "撤销"))
    assert token not in shown
    link = PersonalLink.objects.get()
    assert office.post(f"/staff/{cast.north_officer.pk}/links/{link.pk}/revoke/").status_code == 404
    assert office.post(f"{person}links/{link.pk}/revoke/").url == person
    assert "已撤销" in office.get(person).content.decode()
    assert client.get("/staff/join/").url == "/link/gone/"
    assert arrive(Client(), token).url == "/link/gone/"
    assert client.get("/link/gone/").status_code == 410
    assert [entry.action for entry in entries_for(cast.south_officer)][0] == "personal_link.revoke"


def test_a_second_invitation_ends_the_first(client, cast, token):
    invite(cast.south_officer, by=cast.administrator, now=timezone.now())
    assert arrive(client, token).url == "/link/gone/"


def test_a_link_that_was_revoked_after_it_was_opened_sets_no_password(client, cast, token):
    arrive(client, token)
    invite(cast.south_officer, by=cast.administrator, now=timezone.now())
    assert (
        client.post("/staff/join/", {"password": PASSWORD, "password_again": PASSWORD}).url == "/link/gone/"
    )
    cast.south_officer.refresh_from_db()
    assert not cast.south_officer.check_password(PASSWORD)


def test_nobody_is_invited_into_a_closed_account(client, cast, token):
    arrive(client, token)
    type(cast.south_officer).objects.filter(pk=cast.south_officer.pk).update(is_active=False)
    assert (
        client.post("/staff/join/", {"password": PASSWORD, "password_again": PASSWORD}).url == "/link/gone/"
    )
    client.force_login(cast.administrator)
    before = PersonalLink.objects.count()
    client.post(f"/staff/{cast.south_officer.pk}/invite/")
    assert PersonalLink.objects.count() == before


def test_an_invitation_holds_for_three_days(cast, token):
    link = PersonalLink.objects.get()
    assert link.expires_at - link.issued_at - timedelta(hours=72) < timedelta(seconds=5)


def test_only_the_administrator_invites(client, cast):
    for person in (cast.bureau_person, cast.leader, cast.south_officer):
        client.force_login(person)
        assert client.post(f"/staff/{cast.south_officer.pk}/invite/").status_code == 403
        assert client.post(f"/staff/{cast.south_officer.pk}/reset-factors/").status_code == 403


def test_a_stranger_without_an_opened_link_sets_nobodys_password(client, db):
    assert (
        client.post("/staff/join/", {"password": PASSWORD, "password_again": PASSWORD}).url == "/link/gone/"
    )


def test_a_new_password_by_a_link_does_not_go_round_the_second_factor(client, cast, token):
    totp.TOTP.activate(cast.south_officer, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    arrive(client, token)
    done = client.post("/staff/join/", {"password": PASSWORD, "password_again": PASSWORD})
    assert done.url == "/accounts/2fa/authenticate/"
    assert client.get("/today/").status_code == 302


def test_whoever_opens_a_link_second_finds_it_gone_logged_in_or_not(client, cast, token):
    arrive(client, token)
    stranger, colleague = Client(), Client()
    colleague.force_login(cast.north_officer)
    for other in (stranger, colleague):
        assert arrive(other, token).url == "/link/gone/"
        assert other.get("/staff/join/").url == "/link/gone/"


def test_a_closed_account_stays_closed_though_its_link_was_opened_before(client, cast, token):
    arrive(client, token)
    type(cast.south_officer).objects.filter(pk=cast.south_officer.pk).update(is_active=False)
    done = client.post("/staff/join/", {"password": PASSWORD, "password_again": PASSWORD})
    assert done.url == "/link/gone/"
    assert client.get("/accounts/security/").status_code == 302
