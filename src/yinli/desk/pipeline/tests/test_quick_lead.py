"""The quick form: fifteen seconds, known enterprises shown while typing, nothing reported twice."""

import pytest
from django.utils import timezone

from yinli.domain.enterprises.models import Enterprise
from yinli.domain.first_report.actions import complete
from yinli.domain.first_report.models import Probe, Report
from yinli.domain.projects.models import Project


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


@pytest.fixture
def stranger(client, cast):
    client.force_login(cast.south_officer)
    return client


def test_two_fields_open_a_lead_and_lead_to_its_page(officer, cast):
    told = officer.post("/projects/new/", {"enterprise": "远帆光电有限公司", "name": "光电总部"})
    project = Project.objects.get()
    assert told.url == f"/projects/{project.number}/"
    assert (project.officer, project.next_step) == (cast.north_officer, "首次联系")


def test_an_amount_is_written_as_people_write_it(officer):
    officer.post("/projects/new/", {"enterprise": "远帆光电有限公司", "name": "总部", "amount": "超5亿元"})
    assert Project.objects.get().planned_investment_yuan == 500_000_000


def test_what_was_typed_stays_when_a_field_is_missing(officer):
    told = officer.post("/projects/new/", {"enterprise": "远帆光电有限公司", "name": ""})
    assert told.status_code == 422
    assert "远帆光电有限公司" in told.content.decode()


def test_a_known_enterprise_shows_while_typing_with_its_projects(officer, lead):
    page = officer.get("/projects/new/known/", {"enterprise": "青禾半导体"}).content.decode()
    assert "青禾半导体有限公司" in page
    assert "青禾封测" in page


def test_another_unit_is_told_that_there_is_a_first_report_and_not_which(stranger, lead):
    page = stranger.get("/projects/new/known/", {"enterprise": "青禾半导体"}).content.decode()
    assert "已有首报，请联系招商局" in page
    assert "青禾封测" not in page


def test_the_known_enterprise_can_be_picked_instead_of_the_typed_one(officer, lead):
    sent = {"enterprise": "青禾半导", "name": "青禾总部", "known": lead.enterprise.number}
    officer.post("/projects/new/", sent)
    assert Project.objects.get(name="青禾总部").enterprise == lead.enterprise
    assert Enterprise.objects.count() == 1


def test_the_same_project_is_refused_and_linked(officer, lead):
    told = officer.post("/projects/new/", {"enterprise": "青禾半导体有限公司", "name": "青禾封测"})
    assert told.status_code == 422
    assert f"/projects/{lead.number}/" in told.content.decode()


def test_the_same_project_of_another_unit_is_refused_without_a_word_about_it(stranger, lead):
    met = Report.objects.get(project=lead)
    person = {"phone": "13800138000", "now": timezone.now(), "seen": met.version}
    complete(met, "韩雪", by=lead.officer, **person)
    told = stranger.post("/projects/new/", {"enterprise": "青禾半导体有限公司", "name": "青禾封测"})
    assert "已有首报，请联系招商局" in told.content.decode()
    assert lead.number not in told.content.decode()
    assert f"/reports/disputes/new/?met={Probe.objects.get().pk}" in told.content.decode()


def test_the_enterprises_page_fills_in_its_name(officer, lead):
    page = officer.get(f"/projects/new/?enterprise={lead.enterprise.number}").content.decode()
    assert 'value="青禾半导体有限公司"' in page


def test_a_reader_has_no_such_page(client, cast):
    client.force_login(cast.auditor)
    assert client.get("/projects/new/").status_code == 403
