"""Every way to get a rule slightly wrong: each clause dropped, turned round, or moved past the rows next to it.

Given data with enough near misses, each mutant must change its figure; one that does not, counts nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from yinli.core.counting import Clause, Indicator, Indicators, indicators
from yinli.core.dates import Period
from yinli.desk.scoreboard.compile import Question, answers
from yinli.desk.scoreboard.queries import shown

_TURNED = {">=": "<", "<": ">="}
FACTORS = (Decimal("0.5"), Decimal(2))


@dataclass(frozen=True)
class Mutant:
    """A rule with one clause changed; `change` says which and how."""

    indicator: Indicator
    change: str


def mutations(indicator: Indicator) -> Iterator[Mutant]:
    """All mutants of an indicator: every clause dropped, then every other form it could have been written in."""
    for at, clause in enumerate(indicator.clauses):
        others = indicator.clauses[:at] + indicator.clauses[at + 1 :]
        yield Mutant(replace(indicator, clauses=others), f"without “{clause.field} {clause.op}”")
        for changed in _changed(clause):
            clauses = (*indicator.clauses[:at], changed, *indicator.clauses[at + 1 :])
            said = f"{clause.field} {clause.op} {clause.value} → {changed.op} {changed.value}"
            yield Mutant(replace(indicator, clauses=clauses), said)


def _changed(clause: Clause) -> Iterator[Clause]:
    if clause.op in _TURNED:
        yield replace(clause, op=_TURNED[clause.op])
        for factor in FACTORS:
            yield replace(clause, value=Decimal(clause.value) * factor)
    elif isinstance(clause.value, bool):
        yield replace(clause, value=not clause.value)
    elif clause.op == "in":
        for value in clause.value if len(clause.value) > 1 else ():
            yield replace(clause, value=tuple(kept for kept in clause.value if kept != value))
    elif clause.op in ("within_period", "within_12_months"):
        yield replace(clause, op="by_period_end")
    elif clause.op == "by_period_end":
        yield replace(clause, op="within_period")


def survivors(period: Period, rules: Indicators | None = None) -> list[str]:
    """Mutants of the board's rules whose figure is the same as the true one: clauses that this data cannot tell."""
    rules = rules or indicators()
    asked, told = {}, {}
    for indicator in (one for one in shown(rules) if one.kind != "ratio"):
        asked[indicator.code] = Question(indicator, period)
        for at, mutant in enumerate(mutations(indicator)):
            key = (indicator.code, at)
            asked[key], told[key] = Question(mutant.indicator, period), f"{indicator.code}: {mutant.change}"
    found = answers(asked, rules)
    return [said for key, said in told.items() if found[key] == found[key[0]]]
