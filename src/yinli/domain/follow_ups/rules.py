"""Pure decisions about follow-ups: when one that nobody answered is told further up (`rules/clocks.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from yinli.core.dates import add_working_days, is_working_day
from yinli.core.ruletable import Table, load

KINDS = ("task", "blocker", "instruction")
# How far a follow-up was told: nobody, whoever answers for its unit, whoever asked for it and the leader.
NOBODY, UNIT, LEADER = range(3)


@dataclass(frozen=True)
class Clock:
    """Working days after the day due, after which the unit and the leader are told."""

    unit_after: int
    leader_after: int

    def due_until(self, step: int, today: date) -> date:
        """The last day due of those that are to be told to `step` by today."""
        # A day off adds none: on a Sunday it is as late as it was on Friday.
        last = today if is_working_day(today) else add_working_days(today, -1)
        return add_working_days(last, -(self.unit_after if step == UNIT else self.leader_after))


@cache
def clocks() -> Mapping[str, Clock]:
    """Kind of follow-up → its clock, read once a process. Raises RuleError."""
    return read_clocks(load("clocks"))


def read_clocks(table: Table) -> Mapping[str, Clock]:
    """The content of clocks.toml. Raises RuleError."""
    table.only("follow_ups")
    rows = table.table("follow_ups")
    rows.only(*KINDS)
    return {kind: _clock(rows.table(kind)) for kind in KINDS}


def _clock(row: Table) -> Clock:
    row.only("unit_after", "leader_after")
    found = Clock(row.whole("unit_after"), row.whole("leader_after"))
    if not 1 <= found.unit_after <= found.leader_after:
        row.refuse(
            "leader_after", "the unit is told after one working day or more, the leader not before the unit"
        )
    return found
