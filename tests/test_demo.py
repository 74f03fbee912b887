"""The demo district: its figures come out of honest counting, and hang on every clause of every rule."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from yinli.base.accounts.models import SYSTEM, User
from yinli.core.counting import Clause, indicators
from yinli.core.dates import year_to_date
from yinli.desk.scoreboard.compile import Question, answers
from yinli.desk.scoreboard.queries import figures, near_misses
from yinli.desk.today.matters import departments_page
from yinli.desk.today.queries import in_charge
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project

# The closing figures of the year so far.
CLOSING = {
    "major_5bn": 1,
    "major_1bn": 2,
    "service_200m": 2,
    "emerging_50m": 10,
    "landed_100m": 22,
    "registered_10m": 431,
    "high_skilled": 2815,
    "high_level": 434,
    "shortlisted": 50,
}


def values(viewer, day, rules=None) -> dict[str, Decimal | None]:
    """Indicator → its figure for the year to `day`."""
    return {f.indicator.code: f.value for f in figures(viewer, year_to_date(day), today=day, rules=rules)}


def test_the_years_figures_are_counted_from_rows_of_their_own_kinds(demo):
    counted = values(demo.leader, demo.day)
    assert {code: counted[code] for code in CLOSING} == CLOSING


def test_the_demo_is_as_large_as_a_district(demo):
    assert Enterprise.objects.count() >= 2000
    assert Project.objects.count() >= 600
    assert set(Project.objects.values_list("stage", flat=True)) == {
        stage for stage, _ in Project.Stage.choices
    }
    assert set(Project.objects.values_list("track", flat=True)) == {
        track for track, _ in Project.Track.choices
    }


COUNTING = [indicator for indicator in indicators().all.values() if indicator.row_kind]


@pytest.mark.parametrize("indicator", COUNTING, ids=[indicator.code for indicator in COUNTING])
def test_every_indicator_has_at_least_five_rows_that_nearly_count(demo, indicator):
    lacking = (
        near_misses(SYSTEM, indicator, year_to_date(demo.day)).order_by().values_list("lacks", flat=True)
    )
    missed = Counter(lacking)
    assert sum(missed.values()) >= 5
    assert set(missed) == set(range(len(indicator.clauses))), "a clause that keeps nothing out proves nothing"


@pytest.mark.parametrize("indicator", COUNTING, ids=[indicator.code for indicator in COUNTING])
def test_a_rule_with_any_clause_changed_gives_another_figure(demo, indicator):
    rules, period = indicators(), year_to_date(demo.day)
    asked = {"as it stands": Question(indicator, period)}
    for at, clause in enumerate(indicator.clauses):
        for said, clauses in mutations(indicator.clauses, at, clause):
            asked[said] = Question(replace(indicator, clauses=clauses, also=None), period)
    found = answers(asked, rules)
    stands = found.pop("as it stands")
    assert [said for said, value in found.items() if value == stands] == []


def mutations(clauses: tuple[Clause, ...], at: int, clause: Clause):
    """What can go wrong with one clause: it is forgotten, or its threshold is off by one yuan or level."""
    around = clauses[:at], clauses[at + 1 :]
    said = f"{clause.field} {clause.op} {clause.value}"
    yield f"without {said}", (*around[0], *around[1])
    if clause.op == ">=":
        yield f"just above {said}", (*around[0], replace(clause, value=clause.value + 1), *around[1])
    if clause.op == "in" and clause.field == "level":
        yield f"fewer than {said}", (*around[0], replace(clause, value=clause.value[:-1]), *around[1])


def test_every_channel_of_the_demo_is_one_that_the_rulebook_knows(demo):

    from yinli.domain.channels.rules import rules

    # A lead that a text tells of without a trip does not say where it came from.
    assert set(Project.objects.values_list("channel", flat=True)) <= {"", *rules().kinds}


def test_every_role_has_somebody_to_log_in_as(demo):
    assert {user.role for user in vars(demo).values() if hasattr(user, "role")} == set(User.Role.values)


def test_the_department_has_matters_of_every_kind_and_the_fund_officer_has_funds(demo):
    page = departments_page(demo.department, demo.day)
    assert all(section.rows for section in (page.late, page.asked, page.answered, page.accepted))
    assert "退回" in [row.mark for row in page.asked.rows]
    assert "保密项目" in [row.note for row in page.asked.rows]
    assert in_charge(demo.fund).filter(track="fund").exists()
