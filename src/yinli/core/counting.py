"""Counting by rule (`rules/indicators.toml`): which rows an indicator counts, and which it almost counts.

Pure evaluation over rows as mappings. The scoreboard compiles the same clauses to SQL, so a clause is plain
data and every operator has its like there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from yinli.core import indicatorfile
from yinli.core.countrules import Clause, Field, Indicator, IndicatorFile, Reading, RowKind
from yinli.core.dates import Period, months_on
from yinli.core.ruletable import load
from yinli.core.rulewords import in_words

__all__ = [
    "Clause", "Field", "Indicator", "Indicators", "Reading", "RowKind", "indicators", "read_indicators",
    "twelve_months_to",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Indicators(IndicatorFile):
    """The rules in force, in the order they are shown."""

    version: str

    def __getitem__(self, code: str) -> Indicator:
        return self.all[code]

    def standing(self) -> tuple[Indicator, ...]:
        """The indicators shown on the board: without the parts of ratios."""
        return tuple(indicator for indicator in self.all.values() if indicator.shown)

    def value(self, row_kind: str, field: str, row: Mapping[str, Any]) -> Any:
        """The value of a field in a row, derived where the rulebook says so; None when unknown."""
        found = self.rows[row_kind].fields[field]
        if not found.derived:
            return row.get(field)
        parts = [
            self.value(row_kind, part, row) for part in found.first_of or found.later_of or found.earliest_of
        ]
        known = [part for part in parts if part is not None]
        if not known or (found.later_of and len(known) < len(parts)):
            return None
        return known[0] if found.first_of else max(known) if found.later_of else min(known)

    def in_words(self, indicator: Indicator, lang: str) -> str:
        """The rule as a sentence, made from its clauses."""
        return in_words(self, indicator, lang)

    def as_read(self, indicator: Indicator) -> Indicator | None:
        """The indicator under its second reading; None when it has one reading only."""
        return replace(indicator, clauses=indicator.also.clauses, also=None) if indicator.also else None

    def verdict(
        self, indicator: Indicator, row: Mapping[str, Any], period: Period
    ) -> list[tuple[Clause, bool]]:
        """Each clause of the rule with whether the row meets it."""
        return [(clause, self.holds(indicator, clause, row, period)) for clause in indicator.clauses]

    def matches(self, indicator: Indicator, row: Mapping[str, Any], period: Period) -> bool:
        """Whether the row counts in the period."""
        return all(self.holds(indicator, clause, row, period) for clause in indicator.clauses)

    def near_miss(self, indicator: Indicator, row: Mapping[str, Any], period: Period) -> Clause | None:
        """The one clause that keeps the row from counting; None when it counts, or lacks more."""
        failed = [clause for clause, ok in self.verdict(indicator, row, period) if not ok]
        return failed[0] if len(failed) == 1 else None

    def holds(self, indicator: Indicator, clause: Clause, row: Mapping[str, Any], period: Period) -> bool:
        """Whether one clause holds. An unknown value meets nothing but `exists = false`."""
        assert indicator.row_kind is not None, "a ratio has no rows of its own"
        value = self.value(indicator.row_kind, clause.field, row)
        if clause.op == "exists":
            return (value is not None) is bool(clause.value)
        return value is not None and _holds(clause, value, period)

    def figure(
        self, indicator: Indicator, rows: Mapping[str, Iterable[Mapping[str, Any]]], period: Period
    ) -> Decimal | None:
        """The figure over `rows` by row kind: a count, a sum in yuan, or a ratio (None without a divisor)."""
        if indicator.kind == "ratio":
            parts = (indicator.over or "", indicator.under or "")
            over, under = (self.figure(self.all[part], rows, period) for part in parts)
            return over / under if over is not None and under else None
        counted = [row for row in rows[indicator.row_kind or ""] if self.matches(indicator, row, period)]
        if indicator.measure is None:
            return Decimal(len(counted))
        values = (self.value(indicator.row_kind or "", indicator.measure, row) for row in counted)
        return sum((value for value in values if value is not None), Decimal(0))

    def may_sum(self, a: Indicator, b: Indicator) -> bool:
        """Whether two figures may be added: never those whose rows overlap, and never ratios."""
        apart = a.row_kind != b.row_kind or (a.overlap or a.code) != (b.overlap or b.code)
        return a.code != b.code and apart and "ratio" not in (a.kind, b.kind) and a.measure == b.measure

    def highest_tier(self, overlap: str, row: Mapping[str, Any], period: Period) -> Indicator | None:
        """Of the tiers of one overlap group, the highest that counts the row: the only one that scores."""
        met = [i for i in self.all.values() if i.overlap == overlap and self.matches(i, row, period)]
        return max(met, key=lambda indicator: indicator.threshold or Decimal(0), default=None)


def twelve_months_to(day: date) -> Period:
    """The 12 months that end on `day`."""
    after = date.fromordinal(day.toordinal() + 1)
    return Period(months_on(after, -12), day)


def _holds(clause: Clause, value: Any, period: Period) -> bool:
    if clause.op == "within_period":
        return value in period
    if clause.op == "within_12_months":
        return value in twelve_months_to(period.to)
    if clause.op == "by_period_end":
        return bool(value <= period.to)
    if clause.op == "in":
        return bool(value in clause.value)
    if clause.op == "=":
        return bool(value == clause.value)
    return bool(value >= clause.value if clause.op == ">=" else value < clause.value)


@cache
def indicators() -> Indicators:
    """The counting rules in force, read once a process. Raises RuleError."""
    return read_indicators()


def read_indicators() -> Indicators:
    """The counting rules as the rulebook has them now. Raises RuleError."""
    table = load("indicators")
    return Indicators(**vars(indicatorfile.read(table)), version=table.version)
