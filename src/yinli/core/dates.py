"""Days, the periods that are counted, and which days are worked. Today is always passed in.

Working days follow the published Chinese calendar, then the district's own days (`rules/calendar.toml`).
A year not yet published counts Monday to Friday, and `calendar_notice` says so.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar

from yinli.core.daytext import DayNotRead, months_on, parse_day
from yinli.core.ruletable import Table, load

__all__ = [
    "DayNotRead", "Period", "add_working_days", "calendar_notice", "is_working_day", "local_day", "month",
    "months_before", "months_on", "parse_day", "quarter", "working_days_between", "year", "year_to_date",
]  # fmt: skip


@dataclass(frozen=True, order=True)
class Period:
    """Days from `from_` to `to`, both included."""

    from_: date
    to: date

    def __post_init__(self) -> None:
        if self.to < self.from_:
            raise ValueError(f"a period cannot end ({self.to}) before it begins ({self.from_})")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.from_ <= day <= self.to

    @property
    def days(self) -> int:
        """How many days, both ends included."""
        return (self.to - self.from_).days + 1


def month(year: int, number: int) -> Period:
    """The calendar month."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Period:
    """The calendar quarter, 1 to 4."""
    return Period(date(year, 3 * number - 2, 1), month(year, 3 * number).to)


def year(number: int) -> Period:
    """The calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def year_to_date(today: date) -> Period:
    """1 January to today."""
    return Period(date(today.year, 1, 1), today)


def months_before(today: date, count: int) -> Period:
    """The `count` months that end the day before `today`."""
    return Period(months_on(today, -count), today - timedelta(days=1))


def local_day(instant: datetime, tz: str | ZoneInfo) -> date:
    """The day it is in `tz` at `instant`, which must know its zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone has no day")
    return instant.astimezone(ZoneInfo(tz) if isinstance(tz, str) else tz).date()


@dataclass(frozen=True)
class OwnDays:
    """Days a district works or rests otherwise than the published calendar says."""

    off: frozenset[date]
    worked: frozenset[date]


@cache
def own_days() -> OwnDays:
    """The district's own days, read once a process. Raises RuleError."""
    return read_own_days(load("calendar"))


def read_own_days(table: Table) -> OwnDays:
    """The days of a calendar rulebook. Raises RuleError."""
    table.only("days_off", "days_worked")
    off, worked = (frozenset(_days(table, key)) for key in ("days_off", "days_worked"))
    if both := sorted(off & worked):
        table.refuse("days_worked", f"{both[0]} cannot be both a day off and a day worked")
    return OwnDays(off, worked)


def _days(table: Table, key: str) -> list[date]:
    days = table.entries(key)
    if not all(type(day) is date for day in days):
        table.refuse(key, f"“{key}” must be a list of dates such as 2026-02-17")
    return days


def is_working_day(day: date) -> bool:
    """Whether `day` is worked."""
    own = own_days()
    if day in own.off or day in own.worked:
        return day in own.worked
    return day.weekday() < 5 if calendar_notice(day.year) else chinese_calendar.is_workday(day)


@cache
def calendar_notice(number: int) -> str | None:
    """Why the working days of a year are provisional; None when its calendar is published."""
    try:
        chinese_calendar.is_workday(date(number, 6, 1))
    except NotImplementedError:
        return f"The calendar of {number} is not published: working days are Monday to Friday until it is."
    return None


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; below zero when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (before it, below zero); `day` itself for 0."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day
