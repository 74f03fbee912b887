"""Notices are written with their cause, once, to those who may see the record."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from yinli.base.accounts.models import SYSTEM
from yinli.base.history.actions import action
from yinli.base.notices.actions import NoCause, mark_all_read, mark_read, post
from yinli.base.notices.models import Notice
from yinli.base.notices.queries import notices, told, unread_count
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.follow_ups.actions import answer, ask, assign, confirm, send_back
from yinli.domain.projects.actions import create_project, edit_project, protect

TODAY = date(2026, 9, 8)


@pytest.fixture
def project(cast):
    enterprise, _ = add_enterprise("衡川精密仪器股份有限公司", by=SYSTEM)
    return create_project(
        "研发中心",
        enterprise,
        by=cast.north_officer,
        today=TODAY,
        officer=cast.north_officer,
        lead_unit=cast.north,
        next_step="电话",
        next_step_due_on=TODAY,
    )


def kinds_of(person) -> list[str]:
    return [row.kind for row in notices(person)]


@action
def told_twice(project, to, *, by):
    post(to, "project.given", project, "once", by=by)
    post([to, to], "project.given", project, "once", by=by)


@action
def given_and_failed(project, to, *, by):
    post(to, "project.given", project, "failed", by=by)
    assert Notice.objects.filter(key="failed").exists()
    raise ValueError("after the notice")


def test_a_notice_outside_an_action_is_refused(cast, project):
    with pytest.raises(NoCause), transaction.atomic():
        post(cast.north_manager, "project.given", project, "loose", by=SYSTEM)


def test_a_notice_is_rolled_back_with_its_cause(cast, project):
    with pytest.raises(ValueError, match="after the notice"):
        given_and_failed(project, cast.north_manager, by=SYSTEM)
    assert not Notice.objects.filter(key="failed").exists()


def test_the_same_key_twice_is_one_row(cast, project):
    told_twice(project, cast.north_manager, by=SYSTEM)
    assert kinds_of(cast.north_manager) == ["project.given"]


def test_a_kind_without_words_is_refused(cast, project):
    with pytest.raises(KeyError):
        action(lambda *, by: post(cast.leader, "nobody.knows", project, "x", by=by))(by=SYSTEM)


def test_who_may_not_see_the_record_is_told_nothing(cast, project):
    told_twice(project, cast.south_officer, by=SYSTEM)
    assert kinds_of(cast.south_officer) == []


def test_nobody_is_told_what_they_did_themselves(cast, project):
    assert kinds_of(cast.north_officer) == []


def test_a_record_that_became_confidential_is_not_named(cast, project):
    told_twice(project, cast.north_manager, by=SYSTEM)
    protect(project, [cast.leader], by=SYSTEM, seen=project.version)
    (row,) = told(cast.north_manager, notices(cast.north_manager))
    assert row.record is None and row.href == ""


def test_the_page_does_not_name_what_its_reader_may_no_longer_see(cast, project, client):
    told_twice(project, cast.north_manager, by=SYSTEM)
    client.force_login(cast.north_manager)
    assert "研发中心" in client.get("/notices/").content.decode()
    protect(project, [cast.leader], by=SYSTEM, seen=project.version)
    assert "研发中心" not in client.get("/notices/").content.decode()


def test_a_follow_up_handed_to_a_unit_reaches_its_manager_and_its_answer_whoever_asked(cast):
    asked = ask("核实用地", by=cast.bureau_person)
    asked = assign(asked, cast.north, TODAY, by=cast.bureau_person, seen=asked.version)
    assert kinds_of(cast.north_manager) == ["follow_up.handed"]
    assert kinds_of(cast.north_officer) == kinds_of(cast.south_officer) == []
    asked = answer(asked, "已核实", by=cast.north_officer, seen=asked.version)
    assert kinds_of(cast.bureau_person) == ["follow_up.answered"]
    asked = send_back(asked, "请附图", by=cast.bureau_person, seen=asked.version)
    asked = answer(asked, "附图", by=cast.north_officer, seen=asked.version)
    confirm(asked, by=cast.bureau_person, seen=asked.version)
    assert kinds_of(cast.north_officer) == ["follow_up.confirmed", "follow_up.sent_back"]
    assert kinds_of(cast.bureau_person) == ["follow_up.answered", "follow_up.answered"]


def test_a_follow_up_handed_to_a_unit_without_a_manager_reaches_everybody_in_it(cast):
    ask("核实用地", by=cast.bureau_person, unit=cast.south)
    assert kinds_of(cast.south_officer) == ["follow_up.handed"]


def test_a_project_given_to_somebody_is_told_to_them(cast, project):
    edit_project(project, by=cast.bureau_person, seen=project.version, officer=cast.north_manager)
    assert kinds_of(cast.north_manager) == ["project.given"]


def test_the_owner_of_an_account_is_told_even_of_their_own_doing(cast):
    agent = cast.agent
    changed = action(lambda *, by: post(agent, "account.password_changed", agent, "p1", by=by))
    changed(by=agent)
    (row,) = told(agent, notices(agent))
    assert row.record == agent and row.words


def test_an_account_that_is_closed_is_told_nothing(cast):
    cast.agent.is_active = False
    changed = action(lambda *, by: post(cast.agent, "account.password_changed", cast.agent, "p", by=by))
    changed(by=SYSTEM)
    assert kinds_of(cast.agent) == []


def test_reading_puts_away_ones_own_and_nobody_elses(cast, project, client):
    told_twice(project, cast.north_manager, by=SYSTEM)
    row = notices(cast.north_manager).get()
    client.force_login(cast.south_officer)
    client.post(f"/notices/{row.pk}/read/")
    assert unread_count(cast.north_manager) == 1
    client.force_login(cast.north_manager)
    answered = client.post(f"/notices/{row.pk}/read/")
    assert answered.url == f"/projects/{project.number}/"
    assert unread_count(cast.north_manager) == 0


def test_marking_all_leaves_what_came_after_the_page_was_shown(cast, project):
    told_twice(project, cast.north_manager, by=SYSTEM)
    row = notices(cast.north_manager).get()
    assert mark_all_read(by=cast.north_manager, at=row.created_at - timedelta(seconds=1)) == 0
    assert mark_all_read(by=cast.north_manager, at=row.created_at) == 1
    assert mark_read([row.pk], by=cast.north_manager, at=datetime.now(UTC)) == 0


@pytest.mark.parametrize("shown_at", ["", "yesterday", "2026-99-99T00:00", "2999-01-01T00:00:00"])
def test_a_time_that_is_none_marks_nothing(cast, project, client, shown_at):
    told_twice(project, cast.north_manager, by=SYSTEM)
    client.force_login(cast.north_manager)
    client.post("/notices/read/", {"shown_at": shown_at})
    assert unread_count(cast.north_manager) == 1


def test_the_bell_counts_to_ninety_nine_in_one_query(cast, client, django_assert_num_queries):
    person = cast.north_manager
    rows = [
        Notice(
            to=person,
            kind="account.new_device",
            record_type="accounts.user",
            record_id=person.pk,
            key=str(at),
        )
        for at in range(120)
    ]
    Notice.objects.bulk_create(rows)
    with django_assert_num_queries(1):
        assert unread_count(person) == 100
    client.force_login(person)
    assert ">99+<" in client.get("/notices/").content.decode()
