"""What a gate asks for beside its facts: papers that prove them, things to do, days planned."""

from datetime import date

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.base.history.queries import entries_for
from yinli.base.sources.actions import keep_paper
from yinli.base.sources.extract import SourceRefused
from yinli.core.workflow import stages
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects import actions, paper_actions, plan_actions

TODAY = date(2026, 9, 1)
STARTS, LATER = date(2026, 11, 1), date(2027, 1, 15)
PHOTO = b"\xff\xd8\xff\xe0" + b"a licence on a wall" * 4


@pytest.fixture
def project(cast):
    """A lead of the north section's officer."""
    enterprise, _ = add_enterprise("青禾半导体有限公司", by=cast.north_officer)
    return actions.create_project(
        "青禾封测",
        enterprise,
        by=cast.north_officer,
        today=TODAY,
        officer=cast.north_officer,
        lead_unit=cast.north,
        next_step="首次联系",
        next_step_due_on=date(2026, 9, 2),
    )


@pytest.fixture
def registered(project, cast):
    """Its registration, as its officer reported it."""
    return actions.add_fact(project, "registered", TODAY, by=cast.north_officer)


def test_the_first_day_planned_stays_beside_the_new_one(project, cast):
    plan_actions.plan(project, {"construction_started": STARTS}, by=cast.north_officer, seen=1)
    plan_actions.plan(
        project, {"construction_started": LATER}, by=cast.north_officer, seen=2, note="等施工许可证"
    )
    planned = project.milestones.get()
    assert (planned.first_planned_on, planned.planned_on) == (STARTS, LATER)
    entry = entries_for(project).first()
    assert (entry.action, entry.before, entry.note) == (
        "project.plan",
        {"construction_started": "2026-11-01"},
        "等施工许可证",
    )


def test_a_day_taken_out_of_the_plan_is_gone_and_in_the_history(project, cast):
    plan_actions.plan(project, {"registered": STARTS}, by=cast.north_officer, seen=1)
    plan_actions.plan(project, {"registered": None}, by=cast.north_officer, seen=2)
    assert not project.milestones.exists()
    assert entries_for(project).first().after == {"registered": None}


def test_a_plan_that_says_nothing_new_writes_nothing(project, cast):
    plan_actions.plan(project, {"registered": None}, by=cast.north_officer, seen=1)
    project.refresh_from_db()
    assert project.version == 1


def test_a_plan_over_a_stale_page_is_refused(project, cast):
    plan_actions.plan(project, {"registered": STARTS}, by=cast.north_officer, seen=1)
    with pytest.raises(StaleWrite):
        plan_actions.plan(project, {"registered": LATER}, by=cast.bureau_person, seen=1)


def test_another_section_plans_nothing_here(project, cast):
    with pytest.raises(NotAllowed):
        plan_actions.plan(project, {"registered": STARTS}, by=cast.south_officer, seen=1)


def test_a_thing_of_the_checklist_is_ticked_once_and_can_be_unticked(project, cast):
    for _twice in range(2):
        plan_actions.tick(project, "needs_listed", by=cast.north_officer, today=TODAY)
    done = project.checks_done.get()
    assert (done.check_code, done.done_by) == ("needs_listed", cast.north_officer)
    plan_actions.tick(project, "needs_listed", by=cast.north_officer, today=TODAY, done=False)
    assert not project.checks_done.exists()
    assert [e.action for e in entries_for(project)][:2] == ["project.untick", "project.tick"]


def test_the_checklist_of_another_track_is_not_asked_of_a_project(project, cast):
    with pytest.raises(plan_actions.UnknownCheck):
        plan_actions.tick(project, "manager_checked", by=cast.north_officer, today=TODAY)


def test_every_check_is_called_by_a_code_of_its_own():
    codes = [check.code for checks in stages().checklists.values() for check in checks]
    assert len(codes) == len(set(codes)) > 10


def test_a_photo_is_kept_as_a_paper_though_it_holds_no_text(cast):
    paper = keep_paper(PHOTO, "营业执照.jpg", by=cast.north_officer)
    assert (paper.media_type, paper.text, paper.title) == ("image/jpeg", "", "营业执照.jpg")


def test_what_is_neither_picture_nor_document_is_no_paper(cast):
    with pytest.raises(SourceRefused):
        keep_paper(b"\x00\x01\x02MZ\x90" * 9, "setup.exe", by=cast.north_officer)


def test_a_fact_is_verified_by_somebody_else_once_its_papers_are_there(registered, project, cast):
    with pytest.raises(paper_actions.NotProved) as refused:
        paper_actions.verify_fact(registered, by=cast.bureau_person, seen=2)
    assert (refused.value.code, refused.value.missing) == ("papers", ("business_licence",))
    paper = keep_paper(PHOTO, "执照.jpg", by=cast.north_officer)
    paper_actions.attach_paper(registered, "business_licence", paper, by=cast.north_officer)
    project.refresh_from_db()
    paper_actions.verify_fact(registered, by=cast.bureau_person, seen=project.version)
    registered.refresh_from_db()
    assert registered.verified_by == cast.bureau_person


def test_nobody_verifies_what_they_reported_themselves(project, cast):
    fact = actions.add_fact(project, "contacted", TODAY, by=cast.bureau_person)
    project.refresh_from_db()
    with pytest.raises(paper_actions.NotProved) as refused:
        paper_actions.verify_fact(fact, by=cast.bureau_person, seen=project.version)
    assert refused.value.code == "own_report"


def test_an_officer_may_not_verify(registered, project, cast):
    project.refresh_from_db()
    with pytest.raises(NotAllowed):
        paper_actions.verify_fact(registered, by=cast.north_officer, seen=project.version)


def test_a_withdrawn_fact_takes_no_papers_and_is_not_verified(registered, project, cast):
    project.refresh_from_db()
    actions.withdraw_fact(
        project, "registered", "fact_mistaken", by=cast.north_officer, seen=project.version, today=TODAY
    )
    registered.refresh_from_db()
    paper = keep_paper(PHOTO, "执照.jpg", by=cast.north_officer)
    with pytest.raises(paper_actions.NotProved):
        paper_actions.attach_paper(registered, "business_licence", paper, by=cast.north_officer)


def test_a_paper_of_a_kind_that_proves_something_else_is_refused(registered, cast):
    paper = keep_paper(PHOTO, "执照.jpg", by=cast.north_officer)
    with pytest.raises(paper_actions.NotProved):
        paper_actions.attach_paper(registered, "sealed_contract", paper, by=cast.north_officer)
