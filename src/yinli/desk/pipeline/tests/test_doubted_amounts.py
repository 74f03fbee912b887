"""An amount a thousand times off is asked back with everything typed; what is right is kept as typed."""

from datetime import date
from decimal import Decimal

import pytest

from yinli.domain.enterprises.models import Registration
from yinli.domain.projects.models import Project, ProjectAmount

FIRM = "青禾半导体有限公司"


@pytest.fixture
def officer(client, cast):
    """Logged in."""
    client.force_login(cast.north_officer)
    return client


@pytest.fixture
def known(lead):
    """The registration file knows the capital of the lead's enterprise: 500 million yuan."""
    Registration.objects.create(
        enterprise=lead.enterprise, name=lead.enterprise.name, registered_capital_yuan=Decimal(500_000_000),
        registered_on=date(2020, 1, 1),
    )  # fmt: skip
    return lead


def stated(officer, lead, amount, **more):
    data = {"basis": "planned_investment", "amount": amount, **more}
    return officer.post(f"/projects/{lead.number}/amounts/", data)


def test_ten_thousands_typed_as_yuan_come_back_with_what_was_understood(officer, known):
    told = stated(officer, known, "50000")
    said = told.content.decode()
    assert told.status_code == 422
    assert "5万元" in said and "5亿元" in said
    assert 'value="50000"' in said
    assert not ProjectAmount.objects.exists()


def test_said_to_be_meant_so_it_is_kept(officer, known):
    assert stated(officer, known, "50000", as_typed="50000").status_code == 302
    assert ProjectAmount.objects.get().yuan == 50_000


def test_what_was_said_of_one_text_does_not_hold_for_another(officer, known):
    assert stated(officer, known, "60000", as_typed="50000").status_code == 422


def test_an_amount_of_its_size_is_kept_without_a_question(officer, known):
    assert stated(officer, known, "2亿元").status_code == 302


def test_the_amount_that_is_said_anew_is_no_measure_of_itself(officer, known):
    stated(officer, known, "50000", as_typed="50000")
    assert stated(officer, known, "60000").status_code == 422


def test_a_new_lead_is_asked_back_too_and_loses_nothing(officer, known):
    told = officer.post(
        "/projects/new/",
        {"enterprise": known.enterprise.name, "name": "二期扩产", "amount": "5000元", "person": "韩雪"},
    )
    said = told.content.decode()
    assert told.status_code == 422
    assert "5000元" in said and "韩雪" in said and "as_typed" in said
    assert Project.objects.count() == 1


def test_amounts_of_projects_that_one_may_not_see_are_not_told(client, cast, lead):
    Project.objects.filter(pk=lead.pk).update(
        planned_investment_yuan=Decimal(7_770_000_000), confidential=True
    )
    client.force_login(cast.south_officer)
    told = client.post(
        "/projects/new/", {"enterprise": lead.enterprise.name, "name": "别的项目", "amount": "5000元"}
    )
    assert "77.7" not in told.content.decode()
