"""Pure decisions of the scoreboard: groups, periods one can ask for, and the pace of a year."""

import re
from datetime import date
from decimal import Decimal

from yinli.core.counting import Indicator
from yinli.core.dates import Period, quarter, year

GROUPS = ("projects", "enterprises", "talent", "amounts")
_GROUP_OF_ROWS = {
    "project": "projects",
    "registration": "enterprises",
    "certificate": "talent",
    "talent": "talent",
    "nomination": "talent",
}
FIRST_YEAR = 2000


def group_of(indicator: Indicator) -> str:
    """Which part of the board shows it: counts by what they count, sums and ratios together."""
    return _GROUP_OF_ROWS[indicator.row_kind or ""] if indicator.kind == "count" else "amounts"


def period_from(code: str, today: date) -> Period | None:
    """The period a code asks for, no day of it later than today; None for a code that is none.

    `2026`: the year (this year: to date). `2026-q3`: the quarter. `2026-09-08`: that year to that day.
    """
    found = re.fullmatch(r"(\d{4})(?:-q([1-4])|-(\d{2})-(\d{2}))?", code)
    if not found or int(found[1]) < FIRST_YEAR:
        return None
    number = int(found[1])
    try:
        end = date(number, int(found[3]), int(found[4])) if found[3] else None
    except ValueError:
        return None
    whole = quarter(number, int(found[2])) if found[2] else year(number)
    last = min(end or whole.to, today)
    return Period(whole.from_, last) if whole.from_ <= last else None


def code_of(period: Period, today: date) -> str:
    """The code that asks for this period."""
    whole = year(period.from_.year)
    if period.from_ == whole.from_ and period.to == min(whole.to, today):
        return str(whole.from_.year)
    number = (period.from_.month + 2) // 3
    if period == capped(quarter(period.from_.year, number), today):
        return f"{period.from_.year}-q{number}"
    return period.to.isoformat()


def capped(period: Period, today: date) -> Period | None:
    """The part of the period that is not in the future; None when all of it is."""
    return Period(period.from_, min(period.to, today)) if period.from_ <= today else None


def is_from_new_year(period: Period) -> bool:
    """Whether the period begins with its year, so that a yearly target measures it."""
    return (period.from_.month, period.from_.day) == (1, 1)


def elapsed_share(period: Period) -> Decimal:
    """How much of the year has gone by at the end of the period: 0 to 1."""
    whole = year(period.to.year)
    return Decimal((period.to - whole.from_).days + 1) / whole.days
