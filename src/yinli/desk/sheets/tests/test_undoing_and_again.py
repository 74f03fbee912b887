"""What stands in the books is not lost from sight, whoever asks again, takes back, or looks before it is written."""

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.jobs.queue import run_waiting
from yinli.core.sheets.header import Header
from yinli.desk.sheets import actions, queries
from yinli.desk.sheets.actions import SheetClosed
from yinli.desk.sheets.tests.conftest import FIRST, HEADING, SECOND, fresh
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project

CODE = "91320594MA1W2B3C49"


def test_a_colleague_cannot_spend_the_undo_of_the_sender(imported, cast):
    from yinli.base.accounts.actions import add_user
    from yinli.base.accounts.models import SYSTEM

    found = imported([FIRST])
    colleague = add_user("colleague", "许宁", role="officer", unit=cast.north, by=SYSTEM)
    with pytest.raises(NotAllowed):
        actions.undo(found, by=colleague, seen=found.version)
    assert fresh(found).status == "done" and Project.objects.count() == 1


def test_while_something_of_it_stands_in_the_books_a_sheet_is_not_read_anew_nor_put_aside(imported, cast):
    found = imported([FIRST])
    type(found).objects.filter(pk=found.pk).update(status="ready")
    found = fresh(found)
    with pytest.raises(SheetClosed):
        actions.read_as(found, 0, Header(2, 1), None, by=cast.north_officer, seen=found.version)
    with pytest.raises(SheetClosed):
        actions.put_aside(found, by=cast.north_officer, seen=found.version)


def test_a_row_of_a_known_project_is_closed_with_it_before_anything_is_written(imported, bring, cast):
    imported([FIRST])
    again = bring([{**FIRST, "计划总投资（亿元）": 9}])
    [row] = queries.rows_of(again, "ready")
    assert row.kind == "update" and row.project_number == Project.objects.get().pk


def test_one_code_under_two_names_waits_and_stops_nothing(imported):
    heading = [*HEADING, "统一社会信用代码"]
    rows = [{**FIRST, "统一社会信用代码": CODE}, {**SECOND, "统一社会信用代码": CODE}]
    found = imported(rows, heading=heading)
    assert found.status == "done" and queries.counts(found) == queries.Counts(new=1, waiting=1)
    [waiting] = queries.rows_of(found, "waiting")
    assert {error["code"] for error in waiting.errors} == {"code_of_another"}


def test_two_projects_of_one_enterprise_give_it_its_code_once(imported):
    other = {**FIRST, "项目名称": "砺石二期项目"}
    imported([FIRST, other])
    heading = [*HEADING, "统一社会信用代码"]
    found = imported([{**one, "统一社会信用代码": CODE} for one in (FIRST, other)], heading=heading)
    assert found.status == "done" and not found.has_stopped
    assert Enterprise.objects.get().credit_code == CODE


def test_an_undo_passes_over_a_project_whose_former_officer_has_left(imported, cast):
    from yinli.base.accounts.actions import add_user
    from yinli.base.accounts.models import SYSTEM

    other = add_user("other", "许宁", role="officer", unit=cast.north, by=SYSTEM)
    imported([{**FIRST, "招商专员": "许宁"}], by=cast.north_manager)
    found = imported([{**FIRST, "招商专员": "林晓"}], by=cast.north_manager)
    assert queries.counts(found).update == 1
    type(other).objects.filter(pk=other.pk).update(is_active=False)
    actions.undo(found, by=cast.north_manager, seen=found.version)
    run_waiting()
    assert fresh(found).status == "undone" and queries.counts(fresh(found)).kept == 1
