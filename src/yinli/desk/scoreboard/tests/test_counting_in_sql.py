"""The database counts what the rules say: the same figures, rows and near misses as the pure evaluation."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from yinli.base.accounts.models import SYSTEM
from yinli.core.counting import indicators
from yinli.core.dates import Period, quarter, year
from yinli.desk.scoreboard.compile import Question, answers
from yinli.desk.scoreboard.queries import (
    all_counted,
    all_nearly_counted,
    counted_rows,
    figures,
    near_misses,
    shown,
)
from yinli.desk.scoreboard.rows import KINDS, annotated, is_kept
from yinli.desk.scoreboard.tests.world import World

TODAY = date(2026, 9, 9)
PERIODS = (Period(date(2026, 1, 1), date(2026, 9, 8)), year(2025), quarter(2026, 1))


def plain_rows(kind, rules):
    """Every row of a kind as the mapping that core.counting takes, by primary key."""
    names = [name for name in KINDS[kind].fields]
    rows = annotated(KINDS[kind].model._base_manager.all(), kind, names, rules)
    return {row.pk: {name: getattr(row, f"row_{name}") for name in names} for row in rows}


@pytest.fixture
def rules():
    return indicators()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_equals_the_pure_count_of_the_same_rows(cast, rules, seed):
    World(cast, seed).fill()
    rows = {kind: plain_rows(kind, rules) for kind in KINDS}
    values = {kind: list(found.values()) for kind, found in rows.items()}
    for period in PERIODS:
        asked = {i.code: Question(i, period) for i in rules.all.values() if is_kept(rules, i)}
        found = answers(asked, rules)
        for code in asked:
            assert found[code] == rules.figure(rules[code], values, period), (code, period)


@pytest.mark.parametrize("seed", [4, 5])
def test_counted_rows_and_near_misses_are_those_of_the_pure_rules(cast, rules, seed):
    World(cast, seed).fill()
    period = PERIODS[0]
    for indicator in shown(rules):
        if indicator.kind == "ratio":
            continue
        rows = plain_rows(indicator.row_kind, rules)
        counted = {pk for pk, row in rows.items() if rules.matches(indicator, row, period)}
        nearly = {pk: c for pk, row in rows.items() if (c := rules.near_miss(indicator, row, period))}
        assert set(counted_rows(SYSTEM, indicator, period).values_list("pk", flat=True)) == counted
        found = near_misses(SYSTEM, indicator, period).values_list("pk", "lacks")
        assert {pk: indicator.clauses[at] for pk, at in found} == nearly
        assert all_nearly_counted(indicator, period) == Counter(at for _pk, at in found)
        assert all_counted(indicator, period) == len(counted)


def test_the_second_reading_is_counted_beside_the_first(cast, rules):
    world = World(cast)
    world.big_one()
    world.big_one(planned_investment_yuan=Decimal(1_000_000_000))
    figure = next(f for f in figures(SYSTEM, PERIODS[0], today=TODAY) if f.indicator.code == "major_1bn")
    assert (figure.value, figure.also) == (2, 1)


def test_a_project_counts_on_the_later_day_of_contract_and_registration(cast, rules):
    world = World(cast)
    facts = {"registered": date(2025, 11, 1), "investment_agreement": date(2026, 2, 1)}
    row = world.big_one(facts=facts)
    found = counted_rows(SYSTEM, rules["major_5bn"], PERIODS[0]).get(pk=row.pk)
    assert found.row_counted_on == date(2026, 2, 1)


def test_city_recognition_decides_the_day_whatever_else_is_signed(cast, rules):
    world = World(cast)
    facts = {"city_recognition": date(2025, 12, 31), "investment_agreement": date(2026, 2, 1)}
    world.big_one(facts={**facts, "registered": date(2026, 2, 2)})
    assert all_counted(rules["major_5bn"], PERIODS[0]) == 0
    assert all_counted(rules["major_5bn"], year(2025)) == 1


def test_a_signed_project_that_is_not_registered_is_a_near_miss(cast, rules):
    world = World(cast)
    row = world.big_one(facts={"investment_agreement": date(2026, 2, 1)})
    nearly = near_misses(SYSTEM, rules["major_5bn"], PERIODS[0]).get()
    assert nearly.pk == row.pk
    assert rules["major_5bn"].clauses[nearly.lacks].field == "counted_on"


def test_a_withdrawn_fact_counts_no_more(cast, rules):
    world = World(cast)
    row = world.big_one()
    row.facts.filter(kind="registered").update(withdrawn_on=date(2026, 4, 1), withdrawn_reason="mistaken")
    assert all_counted(rules["major_5bn"], PERIODS[0]) == 0


def test_a_partnership_agreement_is_a_contract_for_a_fund_alone(cast, rules):
    world = World(cast)
    day = {"partnership_agreement": date(2026, 2, 1)}
    world.project(day, track="fund")
    world.project(day, track="industry")
    assert all_counted(rules["contracts"], PERIODS[0]) == 1


def test_a_joint_review_is_no_contract(cast, rules):
    World(cast).project({"joint_review": date(2026, 2, 1)})
    assert all_counted(rules["contracts"], PERIODS[0]) == 0


def test_a_person_counts_once_a_year_even_where_the_file_marks_two_certificates_as_first(cast, rules):
    world = World(cast)
    world.certificate(person_key="one", issued_on=date(2026, 2, 1))
    world.certificate(person_key="one", issued_on=date(2026, 5, 1), level=2)
    world.certificate(person_key="one", issued_on=date(2025, 5, 1))
    assert all_counted(rules["high_skilled"], PERIODS[0]) == 1
    assert all_counted(rules["high_skilled"], year(2025)) == 1


def test_a_revoked_certificate_does_not_stand_in_the_way_of_the_next(cast, rules):
    world = World(cast)
    world.certificate(person_key="one", issued_on=date(2026, 2, 1), valid=False)
    world.certificate(person_key="one", issued_on=date(2026, 5, 1))
    assert all_counted(rules["high_skilled"], PERIODS[0]) == 1


def test_what_the_records_call_otherwise_is_counted_under_the_rulebooks_name(cast, rules):
    """Choices of the records and of the rulebook differ; every value has to arrive as one the rulebook knows."""
    World(cast, 6).fill()
    for kind in KINDS:
        fields = rules.rows[kind].fields
        for row in plain_rows(kind, rules).values():
            for name, value in row.items():
                if fields[name].choices and value is not None:
                    assert str(value) in fields[name].choices, (kind, name, value)


def test_all_figures_take_one_query_a_row_kind(cast, django_assert_max_num_queries):
    World(cast).fill(5)
    with django_assert_max_num_queries(len(KINDS) + 2):  # and the targets, and the claims
        figures(SYSTEM, PERIODS[0], today=TODAY)
