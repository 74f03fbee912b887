"""When silence about a project has lasted too long (`rules/clocks.toml`). Today is passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from yinli.core.dates import working_days_between
from yinli.core.label import read_label
from yinli.core.ruletable import Table, load
from yinli.core.stagefile import STAGE_CODES

# The days of a project that a clock may run from.
MOMENTS = ("opened_on", "stage_since_on", "last_contact_on", "last_fact_on")


@dataclass(frozen=True)
class Clock:
    """How long a project of these stages may be silent; `red` is None where only one grade is set."""

    code: str
    zh: str
    en: str
    stages: tuple[str, ...]
    since: tuple[str, ...]
    days: Literal["working", "calendar"]
    yellow: int
    red: int | None


@dataclass(frozen=True)
class Silence:
    """A clock that has struck: since which day, and how many of its days ago that is."""

    clock: Clock
    colour: Literal["yellow", "red"]
    since: date
    days: int


@dataclass(frozen=True, eq=False)
class Clocks:
    """The clocks in force, one a stage at most."""

    by_stage: Mapping[str, Clock]
    version: str

    def silence(
        self, stage: str, moments: Mapping[str, date | None], today: date, agreed_on: date | None = None
    ) -> Silence | None:
        """The silence of an active project, if it has lasted too long.

        `moments` has the days of MOMENTS that are known; `agreed_on` is the next day of contact both sides
        agreed on, for which the clock waits.
        """
        clock = self.by_stage.get(stage)
        known = [day for name in (clock.since if clock else ()) if (day := moments.get(name))]
        if clock is None or not known:
            return None
        since = max(known[0], agreed_on or known[0])
        passed = working_days_between(since, today) if clock.days == "working" else (today - since).days
        if clock.red is not None and passed > clock.red:
            return Silence(clock, "red", since, passed)
        return Silence(clock, "yellow", since, passed) if passed > clock.yellow else None


@cache
def clocks() -> Clocks:
    """The clocks in force, read once a process. Raises RuleError."""
    return read_clocks(load("clocks"))


def read_clocks(table: Table) -> Clocks:
    """The clocks of a rulebook. Raises RuleError."""
    by_stage: dict[str, Clock] = {}
    for code, row in table.tables():
        clock = _clock(code, row)
        for stage in clock.stages:
            if stage in by_stage:
                row.refuse("stages", f"“{stage}” already has the clock “{by_stage[stage].code}”")
            by_stage[stage] = clock
    return Clocks(by_stage, table.version)


def _clock(code: str, row: Table) -> Clock:
    row.only("zh", "en", "stages", "since", "days", "yellow", "red")
    stages, since = (_known(row, key, of) for key, of in (("stages", STAGE_CODES), ("since", MOMENTS)))
    days, yellow, red = row.text("days"), row.whole("yellow"), row.whole("red", None)
    if days not in ("working", "calendar"):
        row.refuse("days", "must be “working” or “calendar”")
    if red is not None and red <= yellow:
        row.refuse("red", "must be later than yellow")
    label = read_label(row)
    return Clock(code, label["zh"], label["en"], stages, since, days, yellow, red)  # type: ignore[arg-type]


def _known(row: Table, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = row.texts(key)
    for name in names:
        if name not in known:
            row.refuse(key, f"unknown “{name}” (known: {', '.join(known)})")
    if not names:
        row.refuse(key, f"“{key}” is empty")
    return names
