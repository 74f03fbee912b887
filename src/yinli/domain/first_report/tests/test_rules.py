"""What a first report is by the rules: how long it holds, what clashes, how the ledger shows what was done to it."""

from dataclasses import replace
from datetime import date

import pytest

from yinli.domain.first_report.rules import NOTHING, Line, alike, faults, head_of, rules


def test_it_holds_for_ninety_days_the_first_one_counted():
    assert rules().holds_until(date(2026, 9, 1)) == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾半导体封测项目", "青禾半导体封装测试基地"),
        ("拟投资建设车载镜头生产基地", "车载镜头项目"),
        ("项目", "总部大楼"),
    ],
)
def test_one_project_told_in_two_ways_is_the_same(one, other):
    assert rules().same_project(one, other, {"青禾半导体有限公司", "青禾半导体"})


@pytest.mark.parametrize(
    ("one", "other"),
    [("青禾半导体封测项目", "青禾半导体区域总部"), ("光伏组件产线", "职工公寓")],
)
def test_two_projects_of_one_investor_are_not_one(one, other):
    assert not rules().same_project(one, other, {"青禾半导体有限公司", "青禾半导体"})


def test_likeness_is_the_same_whoever_is_asked_first():
    assert alike("车载镜头", "车载光学镜头") == alike("车载光学镜头", "车载镜头") > 0


def chain(count):
    """So many lines, rightly chained."""
    head, found = NOTHING, []
    for number in range(1, count + 1):
        content = {"kind": "reported", "report": f"B{number:06d}", "what": f"项目{number}"}
        previous, head = head, head_of(head, content)
        found.append(Line(number, f"B{number:06d}", content, previous, head))
    return found


def test_a_whole_ledger_has_no_fault_and_fits_the_heads_kept_outside():
    lines = chain(5)
    assert list(faults(lines, {3: lines[2].head, 5: lines[4].head})) == []


def test_an_altered_line_is_named():
    lines = chain(5)
    lines[2] = replace(lines[2], content={**lines[2].content, "what": "别的项目"})
    assert [says.split(" (")[0] for says in faults(lines, {})] == ["Line 3"]


def test_a_line_given_to_another_report_is_named():
    lines = chain(3)
    lines[1] = replace(lines[1], report="B000009")
    assert "Line 2 (B000009) was altered" in next(faults(lines, {}))


def test_a_line_taken_out_is_named():
    lines = chain(5)
    del lines[2]
    found = list(faults(lines, {}))
    assert found[0] == "Lines 3 to 3 were removed."


def test_lines_cut_off_the_end_are_noticed_by_the_heads_kept_outside():
    lines = chain(5)
    assert "ends at line 3" in next(faults(lines[:3], {5: lines[4].head}))


def test_a_ledger_written_anew_from_some_line_on_is_noticed_by_the_heads_kept_outside():
    old = chain(5)
    head, new = old[1].head, old[:2]
    for line in old[2:]:
        content = {**line.content, "what": "改写"}
        previous, head = head, head_of(head, content)
        new.append(Line(line.number, line.report, content, previous, head))
    assert list(faults(new, {})) == []
    assert "was rewritten" in next(faults(new, {4: old[3].head}))
