"""What a page of the scoreboard was asked for: an indicator, a period, one of its tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.core.counting import Indicator, Indicators, indicators
from yinli.core.dates import Period, quarter, year_to_date
from yinli.desk.scoreboard.rows import is_kept
from yinli.desk.scoreboard.rules import capped, code_of, period_from
from yinli.desk.scoreboard.wording import period_said, quarter_said

YEARS = 5


@dataclass(frozen=True)
class Choice:
    """One period to choose: its words, the same page over it, whether it is the one shown."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Asked:
    """An indicator over a period, as an address names them."""

    indicator: Indicator
    rules: Indicators
    period: Period
    today: date

    @property
    def code(self) -> str:
        """The period's code."""
        return code_of(self.period, self.today)

    @property
    def words(self) -> str:
        """The period in words."""
        return period_said(self.period, self.today)

    def address(self, page: str = "rows", indicator: str = "", period: str = "") -> str:
        """The address of one of its pages: rows, near, rule."""
        return reverse(f"scoreboard:{page}", args=[indicator or self.indicator.code, period or self.code])

    def choices(self, page: str) -> list[Choice]:
        """The periods one can change to on this page."""
        return choices(self.period, self.today, lambda code: self.address(page, period=code))


def asked_for(request, indicator: str, period: str) -> Asked:
    """Read an address; raises Http404 for an indicator or period that is none."""
    rules = indicators()
    found = rules.all.get(indicator)
    days = period_from(period, request.today)
    if found is None or days is None or not is_kept(rules, found):
        raise Http404
    return Asked(found, rules, days, request.today)


def period_asked(request) -> Period:
    """The period of the board: ?period=2025, 2026-q3, 2026-09-08; the year to date where none is named."""
    code = request.GET.get("period", "")
    found = period_from(code, request.today) if code else year_to_date(request.today)
    if found is None:
        raise Http404
    return found


def choices(period: Period, today: date, address: Callable[[str], str]) -> list[Choice]:
    """This year to date, the quarters of the year shown, earlier years; `address` leads from a code to a page."""
    said = {str(today.year): _("%(year)d to date") % {"year": today.year}}
    for number in range(1, 5):
        if capped(quarter(period.from_.year, number), today):
            code = f"{period.from_.year}-q{number}"
            said[code] = quarter_said(code)
    said |= {str(number): str(number) for number in range(today.year - 1, today.year - YEARS, -1)}
    current = code_of(period, today)
    if current not in said:
        said = {current: period_said(period, today), **said}
    return [Choice(label, address(code), code == current) for code, label in said.items()]
