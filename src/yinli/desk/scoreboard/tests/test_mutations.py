"""Whatever clause of a rule is changed, a figure changes with it, given rows on both sides of the clause."""

from datetime import date

from yinli.core.counting import indicators
from yinli.core.dates import Period
from yinli.desk.scoreboard.queries import shown
from yinli.desk.scoreboard.tests.mutations import mutations, survivors
from yinli.desk.scoreboard.tests.world import World
from yinli.domain.talents.models import Nomination, Talent

PERIOD = Period(date(2026, 1, 1), date(2026, 9, 8))


def test_every_clause_of_every_rule_has_mutants():
    for indicator in shown(indicators()):
        if indicator.kind != "ratio":
            changed = {mutant.change.split("“")[-1].split(" ")[0] for mutant in mutations(indicator)}
            assert {clause.field for clause in indicator.clauses} <= changed


def test_a_changed_clause_changes_its_figure(cast):
    world = World(cast, seed=7)
    world.fill(60)
    for name in ("major_industry", "functional_service", "emerging"):
        _around(world, name)
    for tier in (10_000_000, 100_000_000):
        _registered_around(world, tier)
    for status in ("active", "paused", "lost"):
        stopped = {"status": status, "status_reason": "" if status == "active" else "other"}
        world.project({"capital_paid_in": date(2026, 2, 1)}, paid_in_yuan=7_000_000, **stopped)
    for level in Talent.Level.values:
        world.talent(level=level)
    for result in Nomination.Result.values:
        world.nomination(result=result)
    left = survivors(PERIOD)
    assert left == []


def _registered_around(world, tier):
    """Registrations on both sides of a tier, and for each clause one that misses it alone."""
    for factor in (0.4, 0.9, 1, 1.5, 3):
        amount = int(tier * factor)
        world.registration(registered_capital_yuan=amount)
        world.registration(registered_capital_yuan=amount, registered_on=date(2025, 3, 1))
        for missing in (
            {"is_new": False},
            {"in_district": False},
            {"source_verified": False},
            {"status": "revoked"},
        ):
            world.registration(registered_capital_yuan=amount, **missing)


def _around(world, category):
    """Projects that count at every tier of a category, and for each clause one that misses it alone."""
    for factor in (0.4, 0.9, 1, 1.5, 3):
        for tier in (50_000_000, 200_000_000, 1_000_000_000, 5_000_000_000):
            amount = int(tier * factor)
            world.big_one(category=category, planned_investment_yuan=amount)
            world.big_one(category=category, planned_investment_yuan=amount, expands=world.project())
            world.big_one(category=category, planned_investment_yuan=amount, replaced=True)
            lost = {"status": "lost", "status_reason": "other"}
            world.big_one(category=category, planned_investment_yuan=amount, **lost)
            paused = {"status": "paused", "status_reason": "other"}
            world.big_one(category=category, planned_investment_yuan=amount, **paused)
            late = {"investment_agreement": date(2026, 2, 1), "registered": date(2025, 3, 1)}
            world.big_one(category=category, planned_investment_yuan=amount, facts=late)
            last_year = {"city_recognition": date(2025, 2, 1)}
            world.big_one(category=category, planned_investment_yuan=amount, facts=last_year)
