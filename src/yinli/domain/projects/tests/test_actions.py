"""Moving a project on: what its facts open, who may, and what is left behind."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.base.history.queries import entries_for
from yinli.core.workflow import MoveRefused
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects import actions
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import facts_in_force, projects

TODAY = date(2026, 9, 1)


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


def test_a_project_moves_when_the_fact_its_gate_asks_for_is_given(project, cast):
    moved = actions.advance(
        project, "contact", by=cast.north_officer, seen=1, today=TODAY, facts={"contacted": TODAY}
    )
    assert moved.stage == "contact"
    assert [entry.action for entry in entries_for(moved)] == [
        "project.advance",
        "project.fact",
        "project.create",
    ]


def test_a_project_does_not_move_without_the_fact_and_says_what_is_missing(project, cast):
    with pytest.raises(MoveRefused) as refused:
        actions.advance(project, "signed", by=cast.north_officer, seen=1, today=TODAY)
    assert "investment_agreement" in refused.value.missing[0].any_of


def test_facts_in_any_order_reach_the_furthest_stage(project, cast):
    actions.add_fact(project, "registered", date(2026, 8, 1), by=cast.north_officer)
    project.refresh_from_db()
    assert project.stage == "registered"


def test_moving_back_needs_a_listed_reason_and_erases_nothing(project, cast):
    moved = actions.advance(
        project, "contact", by=cast.north_officer, seen=1, today=TODAY, facts={"contacted": TODAY}
    )
    with pytest.raises(MoveRefused):
        actions.move_back(moved, "lead", "", by=cast.north_officer, seen=moved.version, today=TODAY)
    back = actions.move_back(
        moved, "lead", "fact_mistaken", by=cast.north_officer, seen=moved.version, today=TODAY
    )
    assert back.stage == "lead"
    assert facts_in_force(back) == {}
    assert back.facts.get(kind="contacted").withdrawn_reason == "fact_mistaken"


def test_another_sections_officer_neither_sees_nor_moves_the_project(project, cast):
    assert list(projects(cast.south_officer)) == []
    with pytest.raises(NotAllowed):
        actions.advance(
            project, "contact", by=cast.south_officer, seen=1, today=TODAY, facts={"contacted": TODAY}
        )


def test_a_confidential_project_is_seen_by_the_people_named_on_it_alone(project, cast):
    actions.protect(project, [cast.bureau_person], by=cast.north_officer, seen=1)
    assert list(projects(cast.bureau_person)) == [project]
    assert list(projects(cast.north_officer)) == [project]
    assert list(projects(cast.leader)) == list(projects(cast.north_manager)) == []


def test_a_second_writer_is_told_who_was_quicker(project, cast):
    actions.set_next_step(project, "寄资料", date(2026, 9, 3), by=cast.north_officer, seen=1)
    with pytest.raises(StaleWrite) as stale:
        actions.set_next_step(project, "打电话", date(2026, 9, 4), by=cast.north_manager, seen=1)
    assert stale.value.entries[0].by_name == "林晓"


def test_a_second_writer_is_told_all_that_was_done_since_they_looked_and_nothing_else(project, cast):
    for day in range(3, 8):
        actions.set_next_step(project, "寄资料", date(2026, 9, day), by=cast.north_officer, seen=day - 2)
    with pytest.raises(StaleWrite) as stale:
        actions.set_next_step(project, "打电话", date(2026, 9, 9), by=cast.north_manager, seen=2)
    days = [entry.after["next_step_due_on"] for entry in stale.value.entries]
    assert days == ["2026-09-07", "2026-09-06", "2026-09-05", "2026-09-04"]


def test_an_active_project_without_a_next_step_is_refused_in_words_and_by_the_database(project, cast):
    with pytest.raises(actions.NextStepMissing):
        actions.edit_project(project, by=cast.north_officer, seen=1, next_step="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(next_step_due_on=None)


def test_a_stopped_project_needs_a_listed_reason(project, cast):
    with pytest.raises(actions.UnknownReason):
        actions.stop(project, "lost", "no idea", by=cast.north_officer, seen=1)
    stopped = actions.stop(project, "lost", "chose_elsewhere", by=cast.north_officer, seen=1)
    assert stopped.status == "lost"


def test_the_database_itself_writes_down_every_change_of_a_row(project, cast):
    actions.set_next_step(project, "寄资料", date(2026, 9, 3), by=cast.north_officer, seen=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, next_step FROM projects_projectevent WHERE pgh_obj_id = %s ORDER BY pgh_id",
            [project.pk],
        )
        assert cursor.fetchall() == [("insert", "首次联系"), ("update", "寄资料")]


@pytest.mark.parametrize("table", ["projects_projectevent", "history_entry", "pghistory_context"])
def test_the_web_may_add_to_history_and_never_change_it(project, table):
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_a_session_cannot_switch_the_audit_off(project, cast):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{projects_project:all,update_update,all}'")
        cursor.execute("UPDATE projects_project SET next_step = 'x' WHERE id = %s", [project.pk])
        cursor.execute("SELECT count(*) FROM projects_projectevent WHERE pgh_obj_id = %s", [project.pk])
        assert cursor.fetchone() == (2,)
