"""What the project's page says of the road ahead, and the pages on which projects are merged and split."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yinli.desk.pipeline.actions import open_lead
from yinli.domain.projects import actions, plan_actions
from yinli.domain.projects.models import Project
from yinli.domain.visits.actions import add_visit

DAY = date(2026, 8, 20)
LICENCE = b"\xff\xd8\xff\xe0 a licence on the wall"


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


@pytest.fixture
def bureau(client, cast):
    client.force_login(cast.bureau_person)
    return client


def page_of(client, project):
    return client.get(f"/projects/{project.number}/").content.decode()


def future(days=30):
    return date.today() + timedelta(days=days)


def test_the_page_says_what_the_next_gate_asks_for_with_papers_and_checklist(officer, cast, lead):
    actions.add_fact(lead, "investment_agreement", DAY, by=cast.north_officer)
    page = page_of(officer, lead)
    assert "注册登记" in page
    assert "佐证材料：营业执照" in page
    assert "落实注册地址" in page


def test_a_check_is_ticked_off_with_one_press_and_taken_back_with_another(officer, lead):
    officer.post(f"/projects/{lead.number}/checks/needs_listed/", {"done": "yes"})
    assert lead.checks_done.get().check_code == "needs_listed"
    officer.post(f"/projects/{lead.number}/checks/needs_listed/", {"done": "no"})
    assert not lead.checks_done.exists()
    assert officer.post(f"/projects/{lead.number}/checks/nothing/", {"done": "yes"}).status_code == 404


def test_days_are_planned_in_one_form_and_a_delay_is_seen(officer, lead):
    form = {"seen": lead.version, "registered": future(10).isoformat()}
    officer.post(f"/projects/{lead.number}/plan/", form)
    lead.refresh_from_db()
    form = {"seen": lead.version, "registered": future(40).isoformat(), "note": "等名称核准"}
    officer.post(f"/projects/{lead.number}/plan/", form)
    assert "滞后30天" in page_of(officer, lead)


def test_a_day_that_is_over_is_not_planned_anew(officer, lead):
    form = {"seen": lead.version, "registered": "2020-01-01"}
    answer = officer.post(f"/projects/{lead.number}/plan/", form)
    assert answer.status_code == 422
    assert "这一天已经过去" in answer.content.decode()
    assert not lead.milestones.exists()


def test_a_day_planned_long_ago_may_stay_while_others_change(officer, cast, lead):
    plan_actions.plan(lead, {"registered": DAY}, by=cast.north_officer, seen=lead.version)
    lead.refresh_from_db()
    form = {"seen": lead.version, "registered": DAY.isoformat(), "filing": future().isoformat()}
    officer.post(f"/projects/{lead.number}/plan/", form)
    assert lead.milestones.count() == 2


def test_a_paper_is_added_by_the_officer_and_the_fact_verified_by_the_bureau(client, cast, lead):
    actions.add_fact(lead, "registered", DAY, by=cast.north_officer)
    client.force_login(cast.north_officer)
    file = SimpleUploadedFile("执照.jpg", LICENCE, "image/jpeg")
    client.post(
        f"/projects/{lead.number}/facts/registered/paper/", {"kind": "business_licence", "file": file}
    )
    client.force_login(cast.bureau_person)
    lead.refresh_from_db()
    client.post(f"/projects/{lead.number}/facts/registered/verify/", {"seen": lead.version})
    assert lead.facts.get().verified_by == cast.bureau_person
    assert "执照.jpg" in page_of(client, lead)


def test_a_fact_without_its_papers_is_not_verified_and_says_which(bureau, cast, lead):
    actions.add_fact(lead, "registered", DAY, by=cast.north_officer)
    lead.refresh_from_db()
    answer = bureau.post(
        f"/projects/{lead.number}/facts/registered/verify/", {"seen": lead.version}, follow=True
    )
    assert "缺少佐证材料：营业执照" in answer.content.decode()


def test_a_file_that_is_no_paper_is_refused_and_nothing_is_kept(officer, cast, lead):
    actions.add_fact(lead, "registered", DAY, by=cast.north_officer)
    file = SimpleUploadedFile("setup.exe", b"MZ\x90\x00\x03" * 20)
    answer = officer.post(
        f"/projects/{lead.number}/facts/registered/paper/", {"kind": "business_licence", "file": file}
    )
    assert answer.status_code == 422
    assert not lead.facts.get().papers.exists()


@pytest.fixture
def twin(cast, lead):
    """A second project of the same investor."""
    made = open_lead("青禾封测二期", lead.enterprise, by=cast.north_officer, today=DAY, lead_unit=cast.north)
    add_visit(by=cast.north_officer, enterprise=lead.enterprise, project=made, held_on=DAY, kind="visit")
    return Project.objects.get(pk=made.pk)


def test_what_a_merger_would_do_is_shown_before_it_is_done(bureau, lead, twin):
    choose = bureau.get(f"/projects/{twin.number}/merge/").content.decode()
    assert f"/projects/{twin.number}/merge/{lead.number}/" in choose
    preview = bureau.get(f"/projects/{twin.number}/merge/{lead.number}/").content.decode()
    assert "1次走访" in preview


def test_merged_from_the_page_and_taken_back_from_it(bureau, lead, twin):
    seen = {"seen": twin.version, "target_seen": lead.version}
    bureau.post(f"/projects/{twin.number}/merge/{lead.number}/", seen)
    gone = page_of(bureau, twin)
    assert "已并入另一个项目" in gone
    assert f"/projects/{lead.number}/" in gone
    assert "记录节点</span>" not in gone
    page = page_of(bureau, lead)
    number = page.split("/regroupings/")[1].split("/")[0]
    bureau.post(f"/projects/{lead.number}/regroupings/{number}/undo/", {"seen": 1})
    twin.refresh_from_db()
    assert (twin.status, twin.merged_into) == ("active", None)


def test_a_project_is_split_with_what_is_ticked(bureau, twin):
    visit = twin.pk and bureau.get(f"/projects/{twin.number}/split/").content.decode()
    key = visit.split('value="visits-')[1].split('"')[0]
    form = {"seen": twin.version, "name": "青禾设备线", "visits": [f"visits-{key}"]}
    answer = bureau.post(f"/projects/{twin.number}/split/", form)
    new = Project.objects.get(name="青禾设备线")
    assert answer.headers["Location"] == f"/projects/{new.number}/"


def test_a_split_without_a_name_is_asked_back(bureau, twin):
    answer = bureau.post(f"/projects/{twin.number}/split/", {"seen": twin.version, "name": ""})
    assert answer.status_code == 422
