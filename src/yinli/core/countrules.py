"""What a counting rule consists of: row kinds with fields, clauses, indicators. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from yinli.core.label import Label, UnitLabel

Op = Literal["=", "in", ">=", "<", "exists", "within_period", "within_12_months", "by_period_end"]
FieldType = Literal["choice", "text", "money", "whole", "flag", "day"]


@dataclass(frozen=True)
class Field:
    """A field of a row kind. A derived day is one of `first_of`, `later_of`, `earliest_of` other days:

    the first that is known; the latest, once all are known; the earliest of those known.
    """

    code: str
    zh: str
    en: str
    type: FieldType
    choices: Mapping[str, Label]
    first_of: tuple[str, ...] = ()
    later_of: tuple[str, ...] = ()
    earliest_of: tuple[str, ...] = ()

    @property
    def derived(self) -> bool:
        """Whether the value follows from other fields."""
        return bool(self.first_of or self.later_of or self.earliest_of)


@dataclass(frozen=True)
class RowKind:
    """A kind of row that can be counted, with its fields."""

    code: str
    zh: str
    en: str
    fields: Mapping[str, Field]


@dataclass(frozen=True)
class Clause:
    """One condition; `value` is a text, number, flag or tuple of them, None for the operators of days."""

    field: str
    op: Op
    value: Any = None


@dataclass(frozen=True)
class Reading:
    """A second reading of the same words of a report, counted beside the first."""

    zh: str
    en: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, eq=False)
class Indicator:
    """A counting rule. `kind` is count, sum (of `measure`) or ratio (of `over` and `under`).

    `clauses` hold everything that must be true, the event, basis, category and once-per included.
    """

    code: str
    label: Label
    kind: Literal["count", "sum", "ratio"]
    row_kind: str | None
    clauses: tuple[Clause, ...]
    unit: UnitLabel
    event: str | None = None
    basis: str | None = None
    threshold: Decimal | None = None
    below: Decimal | None = None
    category: str | None = None
    once_per: str | None = None
    measure: str | None = None
    over: str | None = None
    under: str | None = None
    also: Reading | None = None
    overlap: str | None = None
    shown: bool = True
    version: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: Label | None = None
    confirmed: bool = False
    notes: Label | None = None

    @property
    def zh(self) -> str:
        """The Chinese name."""
        return self.label["zh"]

    @property
    def en(self) -> str:
        """The English name."""
        return self.label["en"]

    def in_force(self, day: date) -> bool:
        """Whether the rule is valid on `day`."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, eq=False)
class IndicatorFile:
    """Everything indicators.toml says, in its order; `words` are the phrases rules are told in."""

    rows: Mapping[str, RowKind]
    all: Mapping[str, Indicator]
    words: Mapping[str, Label]
