"""The scoreboard's words: groups, periods, rules and the day on which a row counted."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinli.base.ui.showing import day
from yinli.core.counting import Clause, Field, Indicator, Indicators
from yinli.core.dates import Period, year
from yinli.core.rulewords import clause_in_words
from yinli.desk.scoreboard.rules import code_of, group_of
from yinli.domain.targets.wording import language

GROUPS = {
    "projects": gettext_lazy("Projects"),
    "enterprises": gettext_lazy("Enterprises"),
    "talent": gettext_lazy("Talent"),
    "amounts": gettext_lazy("Amounts and rates"),
}


def group_name(indicator: Indicator) -> str:
    """The part of the board in which the indicator stands."""
    return str(GROUPS[group_of(indicator)])


def period_said(period: Period, today: date) -> str:
    """2025; third quarter of 2026; 1 January to 9 September 2026."""
    code = code_of(period, today)
    if period == year(period.from_.year):
        return _("Year %(year)d") % {"year": period.from_.year}
    if "-q" in code:
        return quarter_said(code)
    return _("%(first)s to %(last)s") % {"first": day(period.from_, "long"), "last": day(period.to, "long")}


def quarter_said(code: str) -> str:
    """`2026-q3` in words."""
    number, which = code.split("-q")
    return _("Quarter %(quarter)s of %(year)s") % {"quarter": which, "year": number}


def field_name(rules: Indicators, indicator: Indicator, name: str) -> str:
    """The name of a field of the indicator's rows."""
    found = rules.rows[indicator.row_kind].fields[name]
    return found.zh if language().startswith("zh") else found.en


def clause_said(rules: Indicators, indicator: Indicator, clause: Clause) -> str:
    """One clause of the rule in words."""
    return clause_in_words(rules, rules.rows[indicator.row_kind], clause, language())


def claimed_said(claim) -> str:
    """A claimed number with the unit its report counts in: 22个."""
    number = f"{claim.count:,.2f}".removesuffix(".00")
    return f"{number}{claim.counted_in}"


@dataclass(frozen=True)
class Dated:
    """A dated fact behind a counting day: the field that holds it, its name, its day."""

    field: str
    name: str
    on: date


def dated(rules: Indicators, indicator: Indicator, row, name: str) -> list[Dated]:
    """The facts from which a day of a row follows, those that are known: recognition, or contract and registration."""
    fields = rules.rows[indicator.row_kind].fields
    return [
        Dated(leaf, field_name(rules, indicator, leaf), on)
        for leaf in _leaves(fields, fields[name], row)
        if (on := getattr(row, f"row_{leaf}")) is not None
    ]


def _leaves(fields: dict[str, Field], found: Field, row) -> list[str]:
    if not found.derived:
        return [found.code]
    parts = list(found.first_of or found.later_of or found.earliest_of)
    if found.first_of or found.earliest_of:
        known = [part for part in parts if getattr(row, f"row_{part}") is not None]
        pick = (
            min(known, key=lambda part: getattr(row, f"row_{part}")) if found.earliest_of and known else None
        )
        parts = [pick] if pick else known[:1] or parts[-1:]
    return [leaf for part in parts for leaf in _leaves(fields, fields[part], row)]
