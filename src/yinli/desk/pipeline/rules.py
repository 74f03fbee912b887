"""Pure decisions about leads: what a new one starts with (`rules/leads.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from yinli.core.dates import add_working_days
from yinli.core.label import Label, in_language, read_label
from yinli.core.ruletable import Table, load


@dataclass(frozen=True)
class Leads:
    """What rules/leads.toml says. `due_working_days` counts from the day a lead is opened."""

    first_step: Label
    due_working_days: int
    takes_own: tuple[str, ...]
    keeps_when_nobody_is_on_duty: tuple[str, ...]

    def start(self, today: date, lang: str) -> dict[str, object]:
        """The next step and its day for a lead opened `today`, in the words of `lang`."""
        due_on = add_working_days(today, self.due_working_days)
        return {"next_step": in_language(self.first_step, lang), "next_step_due_on": due_on}


@cache
def leads() -> Leads:
    """The rules of leads in force, read once a process. Raises RuleError."""
    return read_leads(load("leads"))


def read_leads(table: Table) -> Leads:
    """The content of leads.toml. Raises RuleError."""
    table.only("first_step", "due", "officer")
    due, officer = table.table("due"), table.table("officer")
    due.only("working_days")
    officer.only("takes_own", "keeps_when_nobody_is_on_duty")
    days = due.whole("working_days")
    if not days:
        due.refuse("working_days", "a lead is due one working day after it is opened, or later")
    return Leads(
        read_label(table.table("first_step")),
        days,
        officer.texts("takes_own"),
        officer.texts("keeps_when_nobody_is_on_duty"),
    )
