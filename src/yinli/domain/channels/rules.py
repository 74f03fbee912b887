"""Pure decisions about channels (`rules/channels.toml`): what each kind has, a year's plan and mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table, load
from yinli.core.schemes import Scheme, known, read_scheme
from yinli.core.workflow import stages

# Amounts of a project that may be summed or paid for.
AMOUNTS = (
    "planned_investment", "fixed_asset_investment", "registered_capital", "paid_in", "used_foreign_capital",
)  # fmt: skip
# Not a fact of the project but of the channel: the day the project came by it.
CAME = "came_by_it"


@dataclass(frozen=True)
class Kind:
    """A kind of channel: its label, the kinds of units whose leads come by it, and what it has."""

    label: Label
    units: tuple[str, ...] = ()
    contract: bool = False
    declares: bool = False
    tenants: bool = False


@dataclass(frozen=True)
class Measure:
    """What is planned and measured: projects by the day of an event, or the sum of an amount over them, in yuan."""

    label: Label
    event: tuple[str, ...]
    verified: bool = False
    sums: str = ""


@dataclass(frozen=True)
class Grade:
    """A grade, from so many points on."""

    floor: Decimal
    label: Label


@dataclass(frozen=True)
class Appraisal:
    """How a year is marked. `weights` by measure, which add up to 100; `grades` from the best down."""

    most_percent: Decimal
    weights: Mapping[str, Decimal]
    grades: tuple[Grade, ...]

    def mark(self, attained: Mapping[str, Decimal | None]) -> Decimal | None:
        """The mark of a year (points, one decimal) from the attainment of each measure in per cent; None where nothing
        was planned. A measure without a plan (None) has no part, and the others share its weight."""
        known = {
            code: min(percent, self.most_percent)
            for code, percent in attained.items()
            if percent is not None and code in self.weights
        }
        weight = sum(self.weights[code] for code in known)
        if not weight:
            return None
        points = sum(self.weights[code] * percent for code, percent in known.items()) / weight
        return points.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def grade(self, mark: Decimal) -> Grade:
        """The grade of a mark."""
        return next(grade for grade in self.grades if mark >= grade.floor)


@dataclass(frozen=True)
class Channels:
    """What rules/channels.toml says; `version` is the hash of all of it."""

    kinds: Mapping[str, Kind]
    measures: Mapping[str, Measure]
    appraisal: Appraisal
    warn_days: int
    schemes: Mapping[str, Scheme]
    version: str

    def kinds_of_unit(self, unit_kind: str) -> set[str]:
        """The kinds of channels by which the leads of such a unit come."""
        return {code for code, kind in self.kinds.items() if unit_kind in kind.units}


def attainment(value: Decimal, target: Decimal | None) -> Decimal | None:
    """Per cent of a plan (one decimal); None without one."""
    return (100 * value / target).quantize(Decimal("0.1"), ROUND_HALF_UP) if target else None


@cache
def rules() -> Channels:
    """The rules of channels in force, read once a process. Raises RuleError."""
    return read_channels(load("channels"))


def read_channels(table: Table) -> Channels:
    """The content of channels.toml. Raises RuleError."""
    table.only("kinds", "measures", "appraisal", "contract", "schemes")
    facts = set(stages().facts)
    kinds = {code: _kind(row) for code, row in table.table("kinds").tables()}
    measures = {code: _measure(row, {*facts, CAME}) for code, row in table.table("measures").tables()}
    schemes = {code: read_scheme(row, facts, AMOUNTS, kinds) for code, row in table.table("schemes").tables()}
    contract = table.table("contract")
    contract.only("warn_days")
    appraisal = _appraisal(table.table("appraisal"), measures)
    return Channels(kinds, measures, appraisal, contract.whole("warn_days"), schemes, table.version)


def _kind(row: Table) -> Kind:
    row.only("zh", "en", "units", "contract", "declares", "tenants")
    flags = (row.flag(key, False) for key in ("contract", "declares", "tenants"))
    return Kind(read_label(row), row.texts("units", ()), *flags)


def _measure(row: Table, events: set[str]) -> Measure:
    row.only("zh", "en", "event", "verified", "sums")
    event = tuple(known(row, one, events, "event") for one in row.texts("event"))
    sums = row.text("sums", "")
    if sums:
        known(row, sums, AMOUNTS, "sums")
    return Measure(read_label(row), event, row.flag("verified", False), sums)


def _appraisal(row: Table, measures: Mapping[str, Measure]) -> Appraisal:
    row.only("most_percent", "weights", "grades")
    weights = row.table("weights")
    found = {known(weights, code, measures, code): weights.number(code) for code in weights}
    if sum(found.values()) != 100:
        row.refuse("weights", "the weights must add up to 100")
    grades = tuple(Grade(one.number("from"), read_label(one)) for one in row.rows("grades"))
    floors = [grade.floor for grade in grades]
    if floors != sorted(floors, reverse=True) or not floors or floors[-1] > 0:
        row.refuse("grades", "grades stand from the best down, the last from nothing on")
    return Appraisal(row.number("most_percent"), found, grades)
