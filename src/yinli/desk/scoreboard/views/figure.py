"""One figure opened: the rows it counts, those it almost counts, and its rule in words."""

import django_filters
from django.shortcuts import render
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import require
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import ListPage
from yinli.desk.scoreboard import queries
from yinli.desk.scoreboard.asked import asked_for
from yinli.desk.scoreboard.columns import SHAPES, counted_columns, day_of, near_columns, row_address
from yinli.desk.scoreboard.compile import Question, answers
from yinli.desk.scoreboard.wording import clause_said, group_name
from yinli.domain.targets.wording import language, name_of, said, with_unit

WORDS = {"name_of": name_of, "said": said, "with_unit": with_unit}


class RowsOfFigure(ListPage):
    """Rows of one figure, as far as the viewer may see them."""

    template = "scoreboard/rows.html"
    export_action = "export.list"

    def __init__(self, request, asked):
        super().__init__(request)
        self.asked_for = asked
        self.title = name_of(asked.indicator)
        self.search = SHAPES[asked.indicator.row_kind].search
        self.columns = self.columns_of(asked)
        self.order = self.order_of(asked)

    def columns_of(self, asked):
        """Which columns the rows have."""
        return counted_columns(asked.rules, asked.indicator)

    def order_of(self, asked):
        """The newest first."""
        return (f"-row_{day_of(asked.rules, asked.indicator)}",)

    def queryset(self, viewer):
        """The counted rows this viewer may see."""
        return queries.counted_rows(viewer, self.asked_for.indicator, self.asked_for.period)

    def row_url(self, row):
        """The row's own page."""
        return row_address(self.asked_for.indicator, row)

    def total(self):
        """How many rows the figure counts, seen or not."""
        return queries.all_counted(self.asked_for.indicator, self.asked_for.period)

    def extra(self):
        """What the page says above the rows."""
        total = self.total()
        # A figure is exact, however many rows it has.
        seen = self.everything.count()
        credited = queries.credited(self.asked_for.indicator, self.asked_for.period)
        known = {"asked": self.asked_for, "total": total, "protected": total - seen, "credited": credited}
        return {**known, "tab": "rows", **WORDS}


class NearMisses(RowsOfFigure):
    """Rows that miss one condition only."""

    template = "scoreboard/near.html"

    def __init__(self, request, asked):
        super().__init__(request, asked)
        self.title = _("%(name)s: almost counted") % {"name": name_of(asked.indicator)}
        self.by_clause = queries.all_nearly_counted(asked.indicator, asked.period)
        self.filters = lacks_filter(asked, self.by_clause)

    def columns_of(self, asked):
        """The missing condition in words, and what stands there."""
        return near_columns(asked.rules, asked.indicator)

    def order_of(self, asked):
        """What lacks a proof first; rows of other periods, which miss the day alone, last."""
        return ("-lacks", f"-row_{day_of(asked.rules, asked.indicator)}")

    def queryset(self, viewer):
        """The near misses this viewer may see."""
        return queries.near_misses(viewer, self.asked_for.indicator, self.asked_for.period)

    def total(self):
        """How many rows almost count, seen or not."""
        return sum(self.by_clause.values())

    def extra(self):
        """The same, on the other tab."""
        return {**super().extra(), "tab": "near"}


def lacks_filter(asked, by_clause):
    """The filter by missing condition, with the conditions that some row misses."""
    options = [
        (str(at), f"{clause_said(asked.rules, asked.indicator, asked.indicator.clauses[at])} ({count})")
        for at, count in sorted(by_clause.items(), reverse=True)
    ]

    class Lacking(Filters):
        lacks = django_filters.ChoiceFilter(label=_("Missing condition"), choices=options)

    return Lacking


def rows(request, indicator, period):
    """The rows a figure counts; of a ratio, its two parts."""
    asked = asked_for(request, indicator, period)
    if asked.indicator.kind == "ratio":
        return _ratio(request, asked)
    return RowsOfFigure(request, asked).response()


def _ratio(request, asked):
    require(request.user, "scoreboard.open_rows")
    over, under = (asked.rules[code] for code in (asked.indicator.over, asked.indicator.under))
    questions = {one.code: Question(one, asked.period) for one in (over, under, asked.indicator)}
    context = {
        "asked": asked, "tab": "rows", "found": answers(questions, asked.rules), "parts": (over, under), **WORDS
    }  # fmt: skip
    return render(request, "scoreboard/ratio.html", context)


def near(request, indicator, period):
    """The rows that almost count; a ratio has none of its own."""
    asked = asked_for(request, indicator, period)
    if asked.indicator.kind == "ratio":
        return _ratio(request, asked)
    return NearMisses(request, asked).response()


def rule(request, indicator, period):
    """The rule in words, with where it stands and since when."""
    require(request.user, "scoreboard.view")
    asked = asked_for(request, indicator, period)
    found = asked.indicator
    context = {
        "asked": asked,
        "tab": "rule",
        "rule": found,
        "sentence": asked.rules.in_words(found, language()),
        "clauses": [clause_said(asked.rules, found, clause) for clause in found.clauses],
        "in_force": found.in_force(asked.period.to),
        "group": group_name(found),
        "sharing": [one for one in asked.rules.standing() if found.overlap and one.overlap == found.overlap],
        "zh": language().startswith("zh"),
        **WORDS,
    }
    return render(request, "scoreboard/rule.html", context)
