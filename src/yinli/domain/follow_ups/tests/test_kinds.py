"""A leader's instruction, a blocker, what a unit takes on and hands on, and the proof of an answer."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.notices.models import Notice
from yinli.base.sources.actions import keep_paper
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.follow_ups import actions
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.follow_ups.queries import blockers
from yinli.domain.projects.actions import create_project

TODAY, DUE = date(2026, 9, 1), date(2026, 9, 20)
PHOTO = b"\xff\xd8\xff\xe0 the cable is laid"


@pytest.fixture
def project(cast):
    firm = add_enterprise("青禾半导体有限公司", by=cast.north_officer)[0]
    return create_project(
        "青禾封测", firm, by=cast.north_officer, today=TODAY, officer=cast.north_officer, lead_unit=cast.north,
        next_step="首次联系", next_step_due_on=TODAY,
    )  # fmt: skip


@pytest.fixture
def blocker(cast, project):
    return actions.ask(
        "用电容量不足",
        by=cast.bureau_person,
        kind="blocker",
        project=project,
        unit=cast.department,
        due_on=DUE,
    )


def answered(follow_up, by):
    return actions.answer(follow_up, "已落实增容方案。", by=by, seen=follow_up.version)


def test_a_blocker_has_one_project_one_unit_and_one_day(cast, project):
    with pytest.raises(ValueError, match="a blocker has"):
        actions.ask("用电容量不足", by=cast.bureau_person, kind="blocker", project=project, due_on=DUE)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.create(text="用电容量不足", kind="blocker", project=project)


def test_a_blocker_is_struck_off_with_proof_alone(cast, blocker):
    done = answered(blocker, cast.department_officer)
    with pytest.raises(actions.NoProof):
        actions.confirm(done, by=cast.bureau_person, seen=done.version)
    actions.add_paper(done, keep_paper(PHOTO, "电缆.jpg", by=cast.bureau_person), by=cast.department_officer)
    done.refresh_from_db()
    assert actions.confirm(done, by=cast.bureau_person, seen=done.version).status == "closed"
    assert not blockers(cast.bureau_person).exists()


def test_an_instruction_is_a_leaders_and_closed_by_that_leader_alone(cast):
    with pytest.raises(NotAllowed):
        actions.ask("本周拿出方案", by=cast.bureau_person, kind="instruction")
    given = actions.ask("本周拿出方案", by=cast.leader, kind="instruction", unit=cast.north, due_on=DUE)
    done = answered(given, cast.north_manager)
    with pytest.raises(NotAllowed):
        actions.confirm(done, by=cast.bureau_person, seen=done.version)
    assert actions.confirm(done, by=cast.leader, seen=done.version).status == "closed"


def test_a_unit_takes_it_on_once(cast, blocker):
    took = actions.take_on(blocker, by=cast.department_officer, seen=blocker.version, today=TODAY)
    again = actions.take_on(took, by=cast.department_officer, seen=took.version, today=DUE)
    assert (again.accepted_by, again.accepted_on, again.version) == (
        cast.department_officer,
        TODAY,
        took.version,
    )


def test_handed_on_nobody_of_the_new_unit_has_taken_it_on_and_whoever_asked_is_told(cast, blocker):
    took = actions.take_on(blocker, by=cast.department_officer, seen=blocker.version, today=TODAY)
    passed = actions.hand_on(took, cast.south, "属供电责任", by=cast.department_officer, seen=took.version)
    assert (passed.unit, passed.accepted_on, passed.due_on) == (cast.south, None, DUE)
    assert Notice.objects.filter(to=cast.bureau_person, kind="follow_up.handed_on").exists()
    with pytest.raises(NotAllowed):
        actions.answer(passed, "不归我们", by=cast.department_officer, seen=passed.version)


def test_it_is_not_handed_on_without_a_reason_or_once_answered(cast, blocker):
    with pytest.raises(ValueError, match="for a reason"):
        actions.hand_on(blocker, cast.south, " ", by=cast.department_officer, seen=blocker.version)
    done = answered(blocker, cast.department_officer)
    with pytest.raises(ValueError, match="for a reason"):
        actions.hand_on(done, cast.south, "属供电责任", by=cast.department_officer, seen=done.version)


def test_the_dispatch_meeting_goes_through_every_blocker_unit_by_unit(client, cast, blocker):
    client.force_login(cast.bureau_person)
    page = client.get("/follow-ups/dispatch/").content.decode()
    assert "用电容量不足" in page
    assert cast.department.name in page
    client.force_login(cast.south_officer)
    assert "没有待销号的卡点" in client.get("/follow-ups/dispatch/").content.decode()


def test_proof_is_sent_along_with_the_answer(client, cast, blocker):
    client.force_login(cast.department_officer)
    file = SimpleUploadedFile("电缆.jpg", PHOTO, "image/jpeg")
    form = {"seen": blocker.version, "words": "已落实增容方案。", "file": file}
    client.post(f"/follow-ups/{blocker.number}/answer/", form)
    assert blocker.papers.get().source.file_name == "电缆.jpg"


def test_a_file_that_proves_nothing_is_refused_and_the_words_stay(client, cast, blocker):
    client.force_login(cast.department_officer)
    form = {
        "seen": blocker.version,
        "words": "已落实。",
        "file": SimpleUploadedFile("x.exe", b"MZ\x90\x00\x03" * 20),
    }
    answer = client.post(f"/follow-ups/{blocker.number}/answer/", form)
    assert answer.status_code == 422
    assert "已落实。" in answer.content.decode()
    blocker.refresh_from_db()
    assert blocker.status == "open"


def test_a_blocker_is_named_on_the_projects_page_by_those_who_may_hand_it_out(client, cast, project):
    client.force_login(cast.bureau_person)
    address = f"/follow-ups/ask/?project={project.number}"
    assert 'value="blocker"' in client.get(address).content.decode()
    assert 'value="blocker"' not in client.get("/follow-ups/ask/").content.decode()
    missing = client.post(address, {"kind": "blocker", "text": "用电容量不足"})
    assert "一个责任单位和一个期限" in missing.content.decode()
    client.post(
        address,
        {"kind": "blocker", "text": "用电容量不足", "unit": cast.department.pk, "due_on": "2026-09-20"},
    )
    assert blockers(cast.bureau_person).get().project == project
