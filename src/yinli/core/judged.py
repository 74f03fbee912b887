"""How well the reader reads, from what reviewers made of it: one definition a figure, and each can return its rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

# What became of a value: taken as read, taken with another value, rejected; or read nowhere and typed by hand.
RIGHT, CORRECTED, WRONG, MISSED = "right", "corrected", "wrong", "missed"
VERDICTS = (RIGHT, CORRECTED, WRONG, MISSED)
PROPOSED = frozenset({RIGHT, CORRECTED, WRONG})

# Each figure: the verdicts it counts and, of a share, those it is a share of.
COUNTS: Mapping[str, frozenset[str]] = {
    "proposed": PROPOSED,
    **{verdict: frozenset({verdict}) for verdict in VERDICTS},
}
SHARES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    # Of what was proposed, how much was right.
    "precision": (frozenset({RIGHT}), PROPOSED),
    # Of what the reviewer says the text holds, how much was read right.
    "recall": (frozenset({RIGHT}), frozenset({RIGHT, CORRECTED, MISSED})),
}
FIGURES = (*COUNTS, *SHARES)
# For an interval that holds the true share in 95 of 100 cases.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Judged:
    """So many values alike: of one field, by one rule ("" for what was missed), in one month (2026-11)."""

    field: str
    rule: str
    month: str
    verdict: str
    entry: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, with the interval in which the true share lies (Wilson): wide where little is known."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share itself."""
        return self.part / self.whole

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return max(0.0, self._middle - self._half)

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return min(1.0, self._middle + self._half)

    @property
    def _middle(self) -> float:
        return (self.value + Z * Z / (2 * self.whole)) / (1 + Z * Z / self.whole)

    @property
    def _half(self) -> float:
        spread = self.value * (1 - self.value) / self.whole + Z * Z / (4 * self.whole * self.whole)
        return Z * math.sqrt(spread) / (1 + Z * Z / self.whole)


@dataclass(frozen=True)
class Tally:
    """What was judged of one field, rule or month: `counts` by verdict."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def count(self, figure: str) -> int:
        """How many values the figure counts."""
        return sum(self.counts.get(verdict, 0) for verdict in COUNTS[figure])

    def share(self, figure: str) -> Share | None:
        """The share; None where there is nothing to divide by."""
        over, under = (sum(self.counts.get(one, 0) for one in part) for part in SHARES[figure])
        return Share(over, under) if under else None

    @property
    def precision(self) -> Share | None:
        """Of what was proposed, how much was right."""
        return self.share("precision")

    @property
    def recall(self) -> Share | None:
        """Of what the text holds, how much was read right. Of a rule it is not known: what was missed has none."""
        return self.share("recall")


def verdicts_of(figure: str) -> frozenset[str]:
    """The verdicts of the rows behind a figure: of a share, all it is a share of."""
    return COUNTS[figure] if figure in COUNTS else SHARES[figure][1]


def rows_of(figure: str, rows: Iterable[Judged]) -> list[Judged]:
    """The rows that a figure counts."""
    wanted = verdicts_of(figure)
    return [row for row in rows if row.verdict in wanted]


def tally(rows: Iterable[Judged]) -> Tally:
    """All of `rows` together."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.verdict] = counts.get(row.verdict, 0) + row.count
    return Tally(counts)


KeyT = TypeVar("KeyT", bound=Hashable)


def tallies(rows: Iterable[Judged], by: Callable[[Judged], KeyT]) -> dict[KeyT, Tally]:
    """A tally for each value of `by`, in the order of the rows."""
    parts: dict[KeyT, list[Judged]] = {}
    for row in rows:
        parts.setdefault(by(row), []).append(row)
    return {key: tally(part) for key, part in parts.items()}


def by_month(rows: Iterable[Judged], last: str, months: int = 12) -> list[tuple[str, Tally]]:
    """The `months` up to `last` (2026-11), oldest first; a month of which nothing was judged is there, too."""
    found = tallies(rows, lambda row: row.month)
    return [(month, found.get(month, Tally())) for month in _months_to(last, months)]


def _months_to(last: str, months: int) -> list[str]:
    year, month = (int(part) for part in last.split("-"))
    ends = [year * 12 + month - 1 - back for back in range(months)]
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in reversed(ends)]
