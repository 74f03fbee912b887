"""A ledger goes out, is filled in elsewhere, and what comes back is taken over cell by cell."""

from datetime import datetime
from decimal import Decimal

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.base.history.models import Entry
from yinli.base.notices.models import Notice
from yinli.base.sources.models import Evidence
from yinli.core.ledger_table import settled
from yinli.desk.ledgers import actions
from yinli.desk.ledgers.comparing import compared
from yinli.desk.ledgers.models import LedgerReturn
from yinli.desk.ledgers.tests.conftest import TODAY, fresh, ticked
from yinli.domain.projects.actions import edit_project


def diff_of(found, cast):
    return compared(found, viewer=cast.north_officer, today=TODAY)


def changes_of(diff):
    return {(row.project.name, one.column.code): one for row in diff.rows for one in row.changes}


def why(diff):
    return sorted((one.line, one.code) for one in diff.refusals)


@pytest.mark.parametrize(
    ("handed", "said", "now", "outcome"),
    [("a", "a", "a", "same"), ("a", "a", "b", "same"), ("a", "b", "b", "same"), ("a", "b", "a", "change"),
     ("a", "b", "c", "conflict")],
)  # fmt: skip
def test_a_cell_is_compared_with_what_went_out_and_with_what_is_now(handed, said, now, outcome):
    assert settled(handed, said, now) == outcome


def test_a_file_that_nobody_touched_changes_nothing(cast, handed, bring):
    diff = diff_of(bring(handed[1]), cast)
    assert (diff.rows, diff.refusals, diff.new, diff.gone, diff.unknown, diff.total) == (
        [],
        [],
        [],
        [],
        [],
        3,
    )


def test_what_was_filled_in_is_taken_over_with_its_evidence_and_taken_back(cast, leads, handed, bring):
    _ledger, sheet = handed
    sheet.write(leads[0], "下一步", "送地块比选表").write(leads[0], "下一步期限", datetime(2026, 9, 10))
    sheet.write(leads[0], "计划总投资（万元）", 52000.5).write(leads[1], "等级", "a").write(
        leads[1], "项目名称", "远望基地"
    )
    found = bring(sheet)
    diff = diff_of(found, cast)
    assert diff.cells == diff.sure == 5 and not diff.refusals
    done = actions.accept(found, ticked(diff), by=cast.north_officer, seen=found.version, today=TODAY)
    first, second = fresh(leads[0]), fresh(leads[1])
    assert (first.next_step, str(first.next_step_due_on)) == ("送地块比选表", "2026-09-10")
    assert first.planned_investment_yuan == Decimal("520005000")
    assert (second.grade, second.name, second.name_pinyin[:4]) == ("A", "远望基地", "yuan")
    entry = Entry.objects.filter(action="project.edit", record_id=first.pk).latest("pk")
    assert entry.note == f"台账{found.number}第2行"
    [cited] = Evidence.objects.filter(record_id=first.pk, field="next_step", source=found.source)
    assert cited.surface == "送地块比选表"
    assert actions.undo(done, by=cast.north_officer, seen=done.version, today=TODAY) == (5, 0)
    first, second = fresh(leads[0]), fresh(leads[1])
    assert (first.next_step, first.planned_investment_yuan) == (leads[0].next_step, None)
    assert (second.grade, second.name) == (leads[1].grade, leads[1].name)


def test_an_untouched_cell_undoes_nothing_that_was_changed_here_meanwhile(cast, leads, handed, bring):
    edit_project(leads[0], by=cast.north_officer, seen=leads[0].version, next_step="已改约周五")
    found = bring(handed[1].write(leads[0], "等级", "B"))
    diff = diff_of(found, cast)
    assert set(changes_of(diff)) == {("青禾封测项目", "grade")}
    actions.accept(found, ticked(diff), by=cast.north_officer, seen=found.version, today=TODAY)
    assert (fresh(leads[0]).next_step, fresh(leads[0]).grade) == ("已改约周五", "B")


def test_what_both_changed_is_shown_and_taken_only_when_ticked(cast, leads, handed, bring):
    edit_project(leads[0], by=cast.north_officer, seen=leads[0].version, next_step="已改约周五")
    found = bring(handed[1].write(leads[0], "下一步", "发函"))
    diff = diff_of(found, cast)
    [change] = changes_of(diff).values()
    assert change.conflict and (change.now, change.said, diff.sure) == ("已改约周五", "发函", 0)
    actions.accept(
        found, ticked(diff, all_of_it=True), by=cast.north_officer, seen=found.version, today=TODAY
    )
    assert fresh(leads[0]).next_step == "发函"


def test_a_project_changed_after_the_page_was_read_stays_and_is_named(cast, leads, handed, bring):
    found = bring(handed[1].write(leads[0], "等级", "A").write(leads[1], "等级", "A"))
    chosen = ticked(diff_of(found, cast))
    edit_project(leads[0], by=cast.north_officer, seen=leads[0].version, about="刚补充")
    done = actions.accept(found, chosen, by=cast.north_officer, seen=found.version, today=TODAY)
    assert done.left == [[leads[0].pk, "changed"]]
    assert [change[0] for change in done.changes] == [leads[1].pk]


def test_numbers_that_were_changed_or_doubled_are_named_and_their_rows_left(cast, leads, handed, bring):
    _ledger, sheet = handed
    for lead in leads:
        sheet.write(lead, "等级", "A")
    rows = sheet.rows
    rows.append(list(sheet.line(leads[0])))
    second, third = sheet.line(leads[1]), sheet.line(leads[2])
    second[0], third[0] = leads[2].number, "第三个"
    diff = diff_of(bring(sheet), cast)
    assert why(diff) == [(2, "number_twice"), (3, "number_of_another"), (4, "no_number"), (5, "number_twice")]
    assert not diff.rows and diff.refusals[0].more == "2 5"


def test_a_number_that_was_not_handed_out_and_one_out_of_sight_are_refused(cast, leads, handed, bring):
    from yinli.desk.pipeline.actions import open_lead

    other = open_lead("别的项目", "别的有限公司", by=cast.north_officer, today=TODAY)
    sheet = handed[1].write(leads[0], "等级", "A")
    sheet.line(leads[1])[0] = other.number
    found = bring(sheet)
    assert why(diff_of(found, cast)) == [(3, "not_in_ledger")]
    theirs = bring(sheet, by=cast.south_officer)
    diff = compared(theirs, viewer=cast.south_officer, today=TODAY)
    assert not diff.rows and {one.code for one in diff.refusals} <= {"not_yours", "not_seen", "not_in_ledger"}


def test_cells_that_cannot_be_taken_say_why_and_hold_nothing_else_up(cast, leads, handed, bring):
    _ledger, sheet = handed
    sheet.write(leads[0], "下一步期限", datetime(2026, 8, 1)).write(leads[0], "等级", "特级").write(
        leads[0], "阶段", "签约"
    )
    sheet.write(leads[1], "招商专员", "查无此人").write(leads[1], "下一步", "").write(
        leads[1], "计划总投资（万元）", "很多"
    )
    sheet.write(leads[2], "下一步", "电话13800001234").write(leads[2], "承接板块", "南部板块").write(
        leads[2], "等级", "B"
    )
    found = bring(sheet)
    diff = diff_of(found, cast)
    assert why(diff) == [
        (2, "no_grade"), (2, "not_taken"), (2, "past"), (3, "needed"), (3, "no_money"), (3, "person_unknown"),
        (4, "number_in_text"), (4, "unit_not_yours"),
    ]  # fmt: skip
    assert set(changes_of(diff)) == {("云帆软件项目", "grade")}


def test_an_amount_a_thousand_times_off_is_not_taken_unless_ticked(cast, leads, handed, bring):
    known = edit_money(leads[0], cast)
    found = bring(handed[1].write(known, "计划总投资（万元）", 520000000))
    [change] = changes_of(diff_of(found, cast)).values()
    assert change.doubt and not change.is_sure


def edit_money(lead, cast):
    from yinli.domain.projects.actions import state_amount

    return state_amount(lead, "planned_investment", Decimal(520_000_000), by=cast.north_officer, today=TODAY)


def test_whom_a_ledger_gives_projects_is_told_once(cast, leads, handed, bring):
    for lead in leads[:2]:
        handed[1].write(lead, "招商专员", "苏园")
    found = bring(handed[1], by=cast.bureau_person)
    diff = compared(found, viewer=cast.bureau_person, today=TODAY)
    actions.accept(found, ticked(diff), by=cast.bureau_person, seen=found.version, today=TODAY)
    [notice] = Notice.objects.filter(to=cast.park_officer)
    assert (notice.kind, notice.values) == ("projects.given", {"n": 2})


def test_rows_without_a_number_become_leads_and_deleted_rows_do_nothing(cast, leads, handed, bring):
    from yinli.base.jobs.queue import run_waiting
    from yinli.desk.sheets.models import SheetRow

    _ledger, sheet = handed
    titles = sheet.rows[0]
    added = [""] * len(titles)
    added[titles.index("企业名称")], added[titles.index("项目名称")] = "新来智能有限公司", "新来总部"
    sheet.rows.remove(sheet.line(leads[2]))
    sheet.rows.append(added)
    sheet.rows.append(["合计", *[""] * (len(titles) - 1)])
    found = bring(sheet)
    diff = diff_of(found, cast)
    assert [row.pk for row in diff.gone] == [leads[2].pk] and len(diff.new) == 1
    assert [one.code for one in diff.refusals] == ["no_number"]
    done = actions.bring_new(found, by=cast.north_officer, seen=found.version, today=TODAY)
    run_waiting()
    [row] = SheetRow.objects.filter(sheet_import=done.leads_number)
    assert (row.values["enterprise"], row.state, row.kind) == ("新来智能有限公司", "ready", "new")
    with pytest.raises(actions.ReturnClosed):
        actions.bring_new(done, by=cast.north_officer, seen=done.version, today=TODAY)


def test_columns_may_be_moved_and_dropped_and_headings_of_ones_own_are_passed_over(
    cast, leads, handed, bring
):
    sheet = handed[1].write(leads[0], "等级", "A")
    sheet.rows = [
        [*row[5:], *row[:5], "备注" if at == 0 else "谈得不错"] for at, row in enumerate(sheet.rows)
    ]
    found = bring(sheet)
    diff = diff_of(found, cast)
    assert diff.unknown == ["备注"] and set(changes_of(diff)) == {("青禾封测项目", "grade")}


def test_the_same_file_twice_is_one_and_only_its_sender_works_with_it(cast, leads, handed, bring):
    sheet = handed[1].write(leads[0], "等级", "A")
    data = sheet.data()
    found = bring(sheet, data=data)
    assert bring(sheet, data=data).pk == found.pk and LedgerReturn.objects.count() == 1
    chosen = ticked(diff_of(found, cast))
    with pytest.raises(NotAllowed):
        actions.accept(found, chosen, by=cast.bureau_person, seen=found.version, today=TODAY)
    actions.accept(found, chosen, by=cast.north_officer, seen=found.version, today=TODAY)
    with pytest.raises(StaleWrite):
        actions.accept(found, chosen, by=cast.north_officer, seen=found.version, today=TODAY)


def test_what_is_not_of_this_house_is_a_sheet_of_leads(cast, handed, bring):
    from yinli.desk.sheets.bringing import bring_file

    sheet = handed[1]
    sheet.rows[0][0] = "项目编号 U999999"
    assert bring_file(sheet.data(), "别家.xlsx", by=cast.north_officer).page == "sheets:detail"


def test_taken_back_leaves_what_somebody_changed_since(cast, leads, handed, bring):
    found = bring(handed[1].write(leads[0], "等级", "A").write(leads[1], "等级", "A"))
    done = actions.accept(
        found, ticked(diff_of(found, cast)), by=cast.north_officer, seen=found.version, today=TODAY
    )
    since = fresh(leads[0])
    edit_project(since, by=cast.north_officer, seen=since.version, grade="B")
    assert actions.undo(done, by=cast.north_officer, seen=done.version, today=TODAY) == (1, 1)
    assert fresh(leads[0]).grade == "B"
