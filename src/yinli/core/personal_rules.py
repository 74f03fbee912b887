"""Why data of people are kept, looked at, taken out and erased: rules/personal.toml, parsed and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table, load

ACTS = ("reveal", "take_out", "erase")
# The reason that has to be said in one's own words.
OTHER = "other"


@dataclass(frozen=True)
class Purpose:
    """Why data are kept, and for how many months when nobody says otherwise."""

    label: Label
    months: int


@dataclass(frozen=True)
class PersonalRules:
    """`purposes` by code, and `reasons` by act (reveal, take_out, erase) and code."""

    purposes: Mapping[str, Purpose]
    reasons: Mapping[str, Mapping[str, Label]]

    def keep_until(self, purpose: str, since: date) -> date:
        """The day until which data kept for `purpose` may stay."""
        month = since.month - 1 + self.purposes[purpose].months
        # The 1st to the 28th exist in every month; a day sooner or later decides nothing here.
        return date(since.year + month // 12, month % 12 + 1, min(since.day, 28))


@cache
def personal_rules() -> PersonalRules:
    """The rules in force, read once a process. Raises RuleError."""
    return read_personal_rules(load("personal"))


def read_personal_rules(table: Table) -> PersonalRules:
    """The content of personal.toml. Raises RuleError."""
    table.only("purposes", *ACTS)
    purposes = {}
    for code, row in table.table("purposes").tables():
        row.only("zh", "en", "months")
        purposes[code] = Purpose(read_label(row), row.whole("months"))
    reasons = {act: {code: read_label(row) for code, row in table.table(act).tables()} for act in ACTS}
    return PersonalRules(purposes, reasons)
