"""To whom a project may be given, and how an agent reports."""

from datetime import date

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.desk.pipeline.actions import open_lead
from yinli.domain.enterprises.actions import add_alias, add_enterprise
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.actions import edit_project
from yinli.domain.projects.models import Project

FRIDAY = date(2026, 9, 4)


@pytest.fixture
def lead(cast):
    return open_lead("青禾封测", "青禾半导体有限公司", by=cast.north_officer, today=FRIDAY)


def test_an_officer_gives_no_project_to_another_section(cast, lead):
    for given in ({"officer": cast.south_officer}, {"lead_unit": cast.south}):
        with pytest.raises(NotAllowed):
            edit_project(lead, by=cast.north_officer, seen=lead.version, **given)
    lead.refresh_from_db()
    assert lead.officer == cast.north_officer


def test_a_form_offers_no_officer_of_another_section(client, cast):
    client.force_login(cast.north_officer)
    typed = {"enterprise": "远山新材料有限公司", "name": "远山新材", "officer": cast.south_officer.pk}
    assert client.post("/projects/new/", typed).status_code == 422
    assert not Project.objects.exists()


def test_the_bureau_gives_a_project_to_any_section(cast, lead):
    given = edit_project(
        lead, by=cast.bureau_person, seen=lead.version, officer=cast.south_officer, lead_unit=cast.south
    )
    assert (given.officer, given.lead_unit) == (cast.south_officer, cast.south)


def test_an_agent_reports_a_new_enterprise_and_sees_that_and_no_other(client, cast, lead):
    cast.north_officer.on_duty = True
    cast.north_officer.save()
    client.force_login(cast.agent)
    typed = {"enterprise": "远山新材料有限公司", "name": "远山新材"}
    assert client.post("/projects/new/", typed).status_code == 302
    listed = client.get("/enterprises/").content.decode() + client.get("/projects/").content.decode()
    assert "远山新材" in listed
    assert "青禾" not in listed


def test_an_agent_extends_no_enterprise_of_the_common_book(cast, lead):
    theirs, _is_new = add_enterprise("远山新材料有限公司", by=cast.agent)
    for enterprise in (theirs, lead.enterprise):
        with pytest.raises(NotAllowed):
            add_alias(enterprise, "远山", by=cast.agent)
    assert Enterprise.objects.count() == 2
