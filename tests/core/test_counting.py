"""A figure is the rows for which every clause holds; any clause changed is a figure changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.counting import Clause, Indicator, Period, indicators, twelve_months_to

RULES = indicators()
PERIOD = Period(date(2021, 1, 1), date(2021, 9, 8))
COUNTED = [rule for rule in RULES.all.values() if rule.kind != "ratio"]

ROWS: dict[str, dict[str, Any]] = {
    "project": {
        "category": "major_industry",
        "track": "industry",
        "status": "active",
        "planned_investment_yuan": Decimal(6_000_000_000),
        "paid_in_yuan": Decimal(50_000_000),
        "paid_in_due_yuan": Decimal(80_000_000),
        "fixed_asset_investment_yuan": Decimal(40_000_000),
        "framework_on": None,
        "contract_on": date(2021, 2, 1),
        "registered_on": date(2021, 3, 1),
        "started_on": date(2021, 5, 1),
        "completed_on": date(2021, 8, 1),
        "completion_due_on": date(2021, 9, 1),
        "paid_in_on": date(2021, 4, 1),
        "fixed_assets_recorded_on": date(2021, 6, 1),
        "expands": False,
        "replaced": False,
    },
    "registration": {
        "registered_on": date(2021, 3, 1),
        "registered_capital_yuan": Decimal(200_000_000),
        "is_new": True,
        "in_district": True,
        "status": "existing",
        "source_verified": True,
    },
    "certificate": {
        "issued_on": date(2021, 3, 1),
        "level": 3,
        "in_district": True,
        "first_this_year": True,
        "valid": True,
    },
    "nomination": {
        "shortlisted_on": date(2021, 3, 1),
        "programme_level": "national",
        "result": "not_awarded",
        "via_district": True,
    },
    "talent": {
        "introduced_on": date(2021, 3, 1),
        "ground": "degree_insured",
        "level": "doctor",
        "in_district": True,
    },
}


def counted_row(rule: Indicator) -> dict[str, Any]:
    """A row that the rule counts."""
    row = dict(ROWS[rule.row_kind or ""])
    if rule.category:
        row["category"] = rule.category
    if rule.code == "foreign_capital_used":
        row["used_foreign_capital_yuan"] = Decimal(10_000_000)
    return row


def test_the_rules_are_the_standing_set() -> None:
    assert [rule.code for rule in RULES.standing()][:9] == [
        "major_5bn", "major_1bn", "service_200m", "emerging_50m", "landed_100m", "registered_10m",
        "high_skilled", "high_level", "shortlisted",
    ]  # fmt: skip


@pytest.mark.parametrize("rule", COUNTED, ids=lambda rule: rule.code)
def test_a_row_that_meets_every_clause_counts(rule: Indicator) -> None:
    assert RULES.matches(rule, counted_row(rule), PERIOD)
    assert RULES.near_miss(rule, counted_row(rule), PERIOD) is None
    assert len(rule.clauses) >= 3


def failing(rule: Indicator, clause: Clause) -> dict[str, Any]:
    """The row changed so that this clause fails."""
    row = counted_row(rule)
    wrong: dict[str, Any] = {"in": "none of these", "=": "other", "<": clause.value, "exists": None}
    if clause.op in wrong:
        row[clause.field] = None if clause.value is True else wrong[clause.op]
    if clause.op == ">=":
        row[clause.field] = clause.value - 1
    if clause.op == "exists" and clause.value is False:
        row[clause.field] = Decimal(1)
    if clause.op.startswith(("within", "by")):
        parts = RULES.rows[rule.row_kind or ""].fields[clause.field]
        for field in ("registered_on", "contract_on") if parts.derived else (clause.field,):
            row[field] = date(2022, 1, 1)
    return row


@pytest.mark.parametrize("rule", COUNTED, ids=lambda rule: rule.code)
def test_every_clause_alone_can_keep_a_row_from_counting(rule: Indicator) -> None:
    for clause in rule.clauses:
        row = failing(rule, clause)
        assert not RULES.matches(rule, row, PERIOD), clause
        assert clause in [failed for failed, ok in RULES.verdict(rule, row, PERIOD) if not ok]


@pytest.mark.parametrize("rule", COUNTED, ids=lambda rule: rule.code)
def test_a_rule_without_one_of_its_clauses_counts_a_row_more(rule: Indicator) -> None:
    for clause in rule.clauses:
        rows = {rule.row_kind or "": [counted_row(rule), failing(rule, clause)]}
        others = tuple(kept for kept in rule.clauses if kept is not clause)
        loose = replace(rule, clauses=others, measure=None, kind="count")
        strict = replace(rule, measure=None, kind="count")
        assert RULES.near_miss(rule, failing(rule, clause), PERIOD) == clause
        assert RULES.figure(loose, rows, PERIOD) == 2
        assert RULES.figure(strict, rows, PERIOD) == 1


def test_city_recognition_counts_before_signing_and_registration() -> None:
    row = ROWS["project"] | {"recognised_on": date(2021, 1, 15)}
    assert RULES.value("project", "counted_on", row) == date(2021, 1, 15)


def test_without_recognition_a_project_counts_on_the_later_of_contract_and_registration() -> None:
    assert RULES.value("project", "counted_on", ROWS["project"]) == date(2021, 3, 1)
    assert RULES.value("project", "counted_on", ROWS["project"] | {"registered_on": None}) is None


def test_a_framework_counts_as_signed_on_its_own_day_and_never_as_a_contract() -> None:
    row = ROWS["project"] | {"framework_on": date(2021, 1, 5), "contract_on": None}
    assert RULES.matches(RULES["signed_with_frameworks"], row, PERIOD)
    assert not RULES.matches(RULES["contracts"], row, PERIOD)


def test_tiers_are_cumulative_and_the_second_reading_is_the_band() -> None:
    rule = RULES["major_1bn"]
    band = RULES.as_read(rule)
    assert band is not None
    assert RULES.matches(rule, ROWS["project"], PERIOD)
    assert not RULES.matches(band, ROWS["project"], PERIOD)
    assert RULES.matches(band, ROWS["project"] | {"planned_investment_yuan": Decimal(10**9)}, PERIOD)
    assert RULES.as_read(RULES["major_5bn"]) is None


def test_scoring_takes_the_highest_tier_and_tiers_are_never_summed() -> None:
    highest = RULES.highest_tier("major_industry", ROWS["project"], PERIOD)
    assert highest is RULES["major_5bn"]
    assert not RULES.may_sum(RULES["major_5bn"], RULES["major_1bn"])
    assert not RULES.may_sum(RULES["landed_100m"], RULES["registered_10m"])
    assert RULES.may_sum(RULES["major_5bn"], RULES["service_200m"])


def test_an_increase_of_an_earlier_project_never_adds_a_count() -> None:
    row = ROWS["project"] | {"expands": True}
    lacking = RULES.near_miss(RULES["major_5bn"], row, PERIOD)
    assert lacking is not None
    assert lacking.field == "expands"


@given(st.lists(st.integers(0, 10**10), max_size=20), st.integers(1, 10**10), st.integers(0, 10**10))
def test_a_figure_never_grows_with_its_threshold(amounts, threshold: int, more: int) -> None:
    rows = {"project": [ROWS["project"] | {"planned_investment_yuan": Decimal(a)} for a in amounts]}

    def at(least: int) -> Decimal | None:
        rule = RULES["major_5bn"]
        clauses = tuple(replace(c, value=Decimal(least)) if c.op == ">=" else c for c in rule.clauses)
        return RULES.figure(replace(rule, clauses=clauses), rows, PERIOD)

    assert (at(threshold + more) or 0) <= (at(threshold) or 0)


def test_ratios_divide_two_figures_and_are_unknown_without_a_divisor() -> None:
    started, waiting = ROWS["project"], ROWS["project"] | {"started_on": None}
    rows = {"project": [started, waiting, waiting, waiting]}
    assert RULES.figure(RULES["start_rate"], rows, PERIOD) == Decimal("0.25")
    assert RULES.figure(RULES["paid_in_rate"], rows, PERIOD) == Decimal("0.625")
    assert RULES.figure(RULES["completion_rate"], rows, PERIOD) == 1
    assert RULES.figure(RULES["start_rate"], {"project": []}, PERIOD) is None


def test_a_sum_adds_amounts_and_leaves_unknown_ones_out() -> None:
    rows = {"project": [ROWS["project"], ROWS["project"] | {"paid_in_yuan": None}]}
    assert RULES.figure(RULES["domestic_capital"], rows, PERIOD) == Decimal(50_000_000)


def test_twelve_months_end_with_the_period_and_are_a_year() -> None:
    assert twelve_months_to(date(2021, 9, 8)) == Period(date(2020, 9, 9), date(2021, 9, 8))
    assert twelve_months_to(date(2021, 12, 31)).from_ == date(2021, 1, 1)


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_twelve_months_are_never_more_or_less_than_a_year(day: date) -> None:
    assert twelve_months_to(day).days in (365, 366)
    assert day + timedelta(days=1) not in twelve_months_to(day)


def test_a_rule_is_told_in_words_made_from_its_clauses() -> None:
    said = RULES.in_words(RULES["registered_10m"], "zh")
    assert "注册资本不低于1000万元" in said
    assert "登记日期在统计期内" in said
    english = RULES.in_words(RULES["major_5bn"], "en")
    assert "planned investment is at least ¥5 bn" in english
    assert "not: increase of an earlier project" in english
    assert RULES.in_words(RULES["start_rate"], "zh").startswith("“近12个月正式合同中已开工”除以")


def test_every_rule_has_words_in_both_languages() -> None:
    for rule in RULES.all.values():
        for lang in ("zh-hans", "en"):
            assert RULES.in_words(rule, lang)
            assert "{" not in RULES.in_words(rule, lang)


def test_a_rule_outside_its_validity_is_not_in_force() -> None:
    rule = RULES["contracts"]
    assert rule.in_force(date(2021, 1, 1))
    assert not rule.in_force(date(2020, 12, 31))
