"""Whether an amount as it was typed can be meant so (`rules/amounts.toml`): 万元 typed as yuan is asked back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from yinli.core.ruletable import Table, load


@dataclass(frozen=True)
class Known:
    """An amount that is known, in yuan, and what it is in words of the reader's language."""

    what: str
    yuan: Decimal


@dataclass(frozen=True)
class Doubt:
    """Why an amount is asked back: the known amount nearest to it (None: it is below the floor), and what may have been
    meant instead, in yuan (None: nothing fits)."""

    known: Known | None
    meant_yuan: Decimal | None


@dataclass(frozen=True)
class Doubts:
    """What rules/amounts.toml says."""

    factor: Decimal
    floor_yuan: Decimal
    units: tuple[Decimal, ...]

    def of(self, yuan: Decimal, known: Iterable[Known]) -> Doubt | None:
        """The doubt about an amount; None where it may stand. Nothing is doubted about zero."""
        others = sorted((one for one in known if one.yuan > 0), key=lambda one: self._off(yuan, one.yuan))
        if yuan <= 0:
            return None
        if others and self._off(yuan, others[0].yuan) < self.factor:
            return None
        if not others and yuan >= self.floor_yuan:
            return None
        nearest = others[0] if others else None
        return Doubt(nearest, self._meant(yuan, nearest.yuan if nearest else None))

    def _off(self, one: Decimal, other: Decimal) -> Decimal:
        """How many times one is off the other, whichever is the greater."""
        return max(one, other) / min(one, other) if one > 0 else Decimal(0)

    def _meant(self, yuan: Decimal, near: Decimal | None) -> Decimal | None:
        """The same digits in another unit: the nearest to what is known that is not in doubt itself."""
        if near is None:
            return yuan * self.units[0]
        tried = [yuan * unit for unit in self.units]
        found = min(tried, key=lambda one: self._off(one, near))
        return found if self._off(found, near) < self.factor else None


@cache
def doubts() -> Doubts:
    """The rules of doubt in force, read once a process. Raises RuleError."""
    return read_doubts(load("amounts"))


def read_doubts(table: Table) -> Doubts:
    """The content of amounts.toml. Raises RuleError."""
    table.only("doubt")
    row = table.table("doubt")
    row.only("factor", "floor_yuan", "units")
    factor = row.number("factor")
    if factor <= 1:
        row.refuse("factor", "“factor” must be above 1")
    units = tuple(Decimal(str(one)) for one in row.entries("units") if isinstance(one, int | Decimal))
    if not units or min(units) <= 0:
        row.refuse("units", "“units” must be numbers above nothing")
    return Doubts(factor, row.number("floor_yuan"), units)
