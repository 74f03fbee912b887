"""Joiners, movers, leavers: nobody moves or leaves with work still theirs, and their sessions end."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.queries import entries_for
from yinli.base.notices import queries
from yinli.desk.staff import actions, handover_actions
from yinli.desk.staff.queries import work_of
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.follow_ups.actions import ask
from yinli.domain.projects.actions import create_project, protect
from yinli.domain.projects.models import Project
from yinli.domain.trips.actions import add_trip

DAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _chinese():
    """Notices are read in Chinese, whatever a test before chose."""
    with translation.override("zh-hans"):
        yield


def project_of(officer, name="青禾封测", **values):
    enterprise, _ = add_enterprise("青禾半导体有限公司", by=officer)
    return create_project(
        name, enterprise, by=SYSTEM, today=DAY, officer=officer, lead_unit=officer.unit,
        next_step="首次联系", next_step_due_on=DAY, **values,
    )  # fmt: skip


def to_manager(cast, person):
    """The unit's manager takes everything."""
    return {duty.key: cast.north_manager for duty, count in work_of(person) if count}


@pytest.fixture
def busy(cast):
    """The north officer with one of each: a project, a follow-up asked for, a trip planned, an enterprise."""
    person = cast.north_officer
    project_of(person)
    ask("补充材料", by=person)
    add_trip("赴沪考察", by=person)
    return person


def test_nobody_is_closed_with_work_still_theirs(cast, busy):
    with pytest.raises(actions.WorkLeft) as refused:
        actions.close_account(busy, by=cast.administrator)
    assert refused.value.left == {"projects": 1, "asked": 1, "trips": 1, "enterprises": 1}
    busy.refresh_from_db()
    assert busy.is_active


def test_a_leaver_hands_over_everything_and_each_record_says_so(cast, busy):
    handover_actions.leave(busy, to_manager(cast, busy), by=cast.administrator)
    busy.refresh_from_db()
    project = Project.objects.get()
    assert not busy.is_active and project.officer == cast.north_manager
    entry = entries_for(project).first()
    assert (entry.action, entry.before, entry.after) == (
        "project.hand_over", {"officer": "林晓"}, {"officer": "钱主任"},
    )  # fmt: skip
    assert not any(count for _duty, count in work_of(busy))


def told(person) -> list[str]:
    """What a person reads behind the bell."""
    return [row.words for row in queries.told(person, queries.notices(person))]


def test_whoever_receives_work_is_told_from_whom_and_how_many_of_what(cast, busy):
    everything = to_manager(cast, busy) | {"trips": cast.bureau_person}
    handover_actions.hand_over(busy, everything, by=cast.administrator)
    assert told(cast.north_manager) == [
        "林晓的工作已移交给您（联系的企业：1、经办的项目：1、交办的事项：1）。"
    ]
    assert told(cast.bureau_person) == ["林晓的工作已移交给您（筹备中的出访：1）。"]


def test_nobody_is_told_of_a_hand_over_that_failed_or_of_their_own(cast, busy):
    with pytest.raises(actions.WorkLeft), transaction.atomic():
        handover_actions.leave(busy, {"projects": cast.north_manager}, by=cast.administrator)
    assert told(cast.north_manager) == []
    handover_actions.hand_over(busy, to_manager(cast, busy), by=cast.north_manager)
    assert told(cast.north_manager) == []


def test_a_hand_over_that_leaves_something_behind_changes_nothing(cast, busy):
    some = {"projects": cast.north_manager}
    with pytest.raises(actions.WorkLeft), transaction.atomic():
        handover_actions.leave(busy, some, by=cast.administrator)
    assert Project.objects.get().officer == busy


def test_a_mover_leaves_the_work_with_the_unit(cast, busy):
    with pytest.raises(actions.WorkLeft), transaction.atomic():
        actions.edit_account(busy, by=cast.administrator, unit=cast.south)
    handover_actions.move(
        busy, to_manager(cast, busy), by=cast.administrator, role="officer", unit=cast.south
    )
    busy.refresh_from_db()
    assert busy.unit == cast.south and Project.objects.get().officer == cast.north_manager


def test_whoever_is_promoted_in_the_same_unit_keeps_what_the_new_role_may_hold(cast, busy):
    actions.edit_account(busy, by=cast.administrator, role="manager")
    assert Project.objects.get().officer == busy


def test_a_confidential_project_is_handed_over_by_an_administrator_who_never_sees_it(client, cast):
    project = project_of(cast.north_officer, "秘而不宣")
    protect(project, [cast.south_officer], by=SYSTEM, seen=project.version)
    client.force_login(cast.administrator)
    for person in (cast.north_officer, cast.south_officer):
        page = client.get(f"/staff/{person.pk}/hand-over/").content.decode()
        assert "秘而不宣" not in page and "(1)" in page
    handover_actions.leave(cast.south_officer, {"named": cast.bureau_person}, by=cast.administrator)
    assert list(project.named_people.all()) == [cast.bureau_person]


def test_a_unit_manager_hands_over_within_the_unit_and_no_further(client, cast, busy):
    with pytest.raises(NotAllowed), transaction.atomic():
        handover_actions.hand_over(busy, {"projects": cast.south_officer}, by=cast.north_manager)
    handover_actions.hand_over(busy, {"projects": cast.park_officer}, by=cast.north_manager)
    assert Project.objects.get().officer == cast.park_officer
    client.force_login(cast.north_manager)
    assert client.get(f"/staff/{busy.pk}/hand-over/").status_code == 200
    assert client.get(f"/staff/{cast.south_officer.pk}/hand-over/").status_code == 404
    for person in (cast.north_officer, cast.department_officer, cast.agent, cast.auditor, cast.leader):
        client.force_login(person)
        assert client.get(f"/staff/{busy.pk}/hand-over/").status_code == 403


def test_work_is_never_given_to_who_may_not_hold_it(cast, busy):
    for nobody in (cast.administrator, cast.auditor, cast.agent, cast.department_officer):
        with pytest.raises(NotAllowed), transaction.atomic():
            handover_actions.hand_over(busy, {"projects": nobody}, by=cast.administrator)


def test_the_page_previews_first_and_then_does_it(client, cast, busy):
    client.force_login(cast.administrator)
    at = f"/staff/{busy.pk}/hand-over/"
    sent = {key: person.pk for key, person in to_manager(cast, busy).items()} | {"after": "close"}
    preview = client.post(at, sent).content.decode()
    busy.refresh_from_db()
    assert busy.is_active and cast.north_manager.name in preview
    done = client.post(at, sent | {"confirmed": "1"}, follow=True).content.decode()
    assert "已移交 4 条记录" in done and "账号已停用" in done
    busy.refresh_from_db()
    assert not busy.is_active


def test_a_refused_change_of_seat_calls_the_person_as_before(client, cast, busy):
    client.force_login(cast.administrator)
    typed = {"name": "林晓晓", "role": "officer", "unit": cast.south.pk}
    refused = client.post(f"/staff/{busy.pk}/edit/", typed).content.decode()
    assert "林晓名下" in refused


def test_sessions_of_a_leaver_end_at_once_and_a_kept_cookie_is_refused(cast):
    theirs, other = Client(), Client()
    theirs.force_login(cast.south_officer)
    other.force_login(cast.north_officer)
    assert theirs.get("/today/").status_code == 200
    kept = Session.objects.get(pk=theirs.session.session_key)
    actions.close_account(cast.south_officer, by=cast.administrator)
    assert not Session.objects.filter(pk=kept.pk).exists()
    assert theirs.get("/today/").status_code == 302
    assert other.get("/today/").status_code == 200
    # Even a session that came back out of a backup opens nothing.
    kept.save(force_insert=True)
    theirs.cookies["sessionid"] = kept.pk
    assert theirs.get("/today/").status_code == 302


def test_the_database_gives_no_open_project_to_one_who_left(cast):
    project = project_of(cast.north_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(cast.north_officer).objects.filter(pk=cast.north_officer.pk).update(is_active=False)
    actions.close_account(cast.south_officer, by=cast.administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(officer=cast.south_officer)


def test_what_becomes_of_the_account_is_chosen_and_never_preset(client, cast, busy):
    client.force_login(cast.administrator)
    sent = {key: person.pk for key, person in to_manager(cast, busy).items()}
    page = client.get(f"/staff/{busy.pk}/hand-over/").content.decode()
    assert '<option value="close" selected' not in page
    assert client.post(f"/staff/{busy.pk}/hand-over/", {**sent, "confirmed": "1"}).status_code == 422
