"""People and units: who manages them, and that nobody leaves with work."""

from datetime import date

import pytest

from yinli.base.accounts.models import Unit, User
from yinli.base.history.queries import entries_for
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects.actions import create_project


@pytest.fixture
def administer(client, cast):
    """A browser of the administrator."""
    client.force_login(cast.administrator)
    return client


def test_only_an_administrator_finds_the_pages(client, cast):
    for person in (cast.north_officer, cast.bureau_person, cast.auditor, cast.leader):
        client.force_login(person)
        assert client.get("/staff/").status_code == 403
        assert client.get(f"/staff/{cast.north_officer.pk}/").status_code == 403


def test_an_account_is_opened_without_a_password(administer, client, cast):
    sent = {"username": "new.one", "name": "陈新", "role": "officer", "unit": cast.north.pk}
    assert administer.post("/staff/add/", sent).status_code == 302
    user = User.objects.get(username="new.one")
    assert (user.name, user.unit, user.role) == ("陈新", cast.north, "officer")
    assert [entry.action for entry in entries_for(user)] == ["user.create"]
    assert not user.has_usable_password()


def test_a_name_that_is_taken_is_refused_in_words(administer, cast):
    sent = {"username": "leader", "name": "x", "role": "officer", "unit": cast.north.pk}
    answer = administer.post("/staff/add/", sent)
    assert answer.status_code == 422
    assert "该登录名已有人使用" in answer.content.decode()
    assert User.objects.filter(username="leader").count() == 1


def test_nobody_leaves_with_projects_still_theirs(administer, cast):
    enterprise, _ = add_enterprise("青禾半导体有限公司", by=cast.north_officer)
    create_project(
        "青禾封测", enterprise, by=cast.north_officer, today=date(2026, 9, 1), officer=cast.north_officer,
        lead_unit=cast.north, next_step="首次联系", next_step_due_on=date(2026, 9, 2),
    )  # fmt: skip
    page = administer.post(f"/staff/{cast.north_officer.pk}/close/", follow=True)
    assert "1" in page.content.decode()
    cast.north_officer.refresh_from_db()
    assert cast.north_officer.is_active


def test_an_account_is_closed_and_opened_again(administer, cast):
    administer.post(f"/staff/{cast.south_officer.pk}/close/")
    cast.south_officer.refresh_from_db()
    assert not cast.south_officer.is_active
    administer.post(f"/staff/{cast.south_officer.pk}/reopen/")
    cast.south_officer.refresh_from_db()
    assert cast.south_officer.is_active


def test_a_unit_is_set_up_below_another(administer, cast):
    sent = {"name": "西部板块", "kind": "section", "unit": cast.district.pk, "name_en": "West"}
    assert administer.post("/staff/units/add/", sent).status_code == 302
    unit = Unit.objects.get(name="西部板块")
    assert unit.path.startswith(cast.district.path)
    assert "西部板块" in administer.get("/staff/units/").content.decode()
