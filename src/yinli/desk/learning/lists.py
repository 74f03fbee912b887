"""The lists of learning: the values behind a figure, and the names that documents taught."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.core.judged import verdicts_of
from yinli.desk.learning import queries
from yinli.desk.learning.asked import asked_of, figure_of, links
from yinli.desk.learning.forms import FIGURE_CHOICES, OTHER_SPANS, UNASKED
from yinli.desk.learning.rules import became
from yinli.desk.learning.wording import field_name, name_of, shown


def words_of(row):
    """The words of a value as read and as typed, out of its sealed item."""
    found = became(row.item.values, row.item.edits, row.field.partition(".")[2], row.place)
    return [shown(row.field, words) for words in found]


def rows_filter(options):
    """The filters of the values, with what there is to choose. What they ask is in queries.Asked: one definition."""

    class Asking(Filters):
        figure = django_filters.ChoiceFilter(label=_("Figure"), choices=FIGURE_CHOICES, method="kept")
        field = django_filters.ChoiceFilter(label=_("Record field"), choices=options["field"], method="kept")
        rule = django_filters.ChoiceFilter(label=_("Rule"), choices=options["rule"], method="kept")
        entry = django_filters.ChoiceFilter(label=_("Word"), choices=options["entry"], method="kept")
        month = django_filters.ChoiceFilter(label=_("Month"), choices=options["month"], method="kept")
        span = django_filters.ChoiceFilter(label=UNASKED, choices=OTHER_SPANS, method="kept")
        version = django_filters.ChoiceFilter(
            label=_("Reader version"), choices=options["version"], method="kept"
        )

        def kept(self, rows, name, value):
            return rows

    return Asking


class ValueList(ListPage):
    """The values that a figure counts, of documents the viewer may see."""

    title = _("Judged values")
    action = "learning.view"
    template = "learning/rows.html"
    columns = (
        Column("field", _("Record field"), main=True, value=lambda row: field_name(row.field), sort="field"),
        # Words of documents stay in the house: a sheet says what became of them, not what they were.
        Column("words", _("As read"), value=words_of, template="learning/_words_cell.html", export=False),
        Column("verdict", _("Review result"), template="learning/_verdict_cell.html", sort="verdict"),
        Column("rule", _("Rule"), value=lambda row: name_of(row.entry or row.rule), sort="rule"),
        Column("draft.title", _("Document"), hide_on_phone=True),
        Column("by.name", _("Decided by"), kind="person", hide_on_phone=True),
        Column("decided_at", _("Decided at"), kind="instant", sort="decided_at"),
    )
    order = ("-decided_at",)
    empty_title = _("No value of yours here")
    empty_text = _("The figure counts values of documents that you may not open, or none yet.")

    def __init__(self, request, options):
        super().__init__(request)
        self.filters = rows_filter(options)
        self.figure = figure_of(request) or "proposed"
        self.narrowed_to = asked_of(request)

    def queryset(self, viewer):
        """The rows of this figure that the viewer may see."""
        rows = queries.verdicts(viewer)
        return rows.filter(self.narrowed_to.where, verdict__in=verdicts_of(self.figure))

    def row_url(self, row):
        """The document in which it stands."""
        return reverse("intake:detail", args=[row.draft.number])

    def extra(self):
        """How many the figure counts in all, and how many of them stay hidden."""
        total = queries.count_behind(self.request.user, self.figure, self.narrowed_to)
        return {"total": total, "protected": total - self.everything.count()}


class NameList(ListPage):
    """Names that reviewers' choices taught."""

    title = _("Learning")
    action = "learning.view"
    template = "learning/names.html"
    columns = (
        Column("alias.name", _("Name"), main=True, sort="alias__name"),
        Column("alias.enterprise.name", _("Enterprise"), sort="alias__enterprise__name_pinyin"),
        Column("alias.is_forgotten", _("Status"), template="learning/_name_cell.html", export=False),
        Column("by.name", _("Accepted by"), kind="person", hide_on_phone=True),
        Column("learned_at", _("Learned at"), kind="instant", sort="learned_at"),
    )
    search = ("alias__name__icontains", "alias__enterprise__name__icontains")
    order = ("-learned_at",)
    empty_title = _("No name was learned yet")
    empty_text = _(
        "When a document is written, the other names it uses for an enterprise are remembered, and the next "
        "document is read with them."
    )

    def queryset(self, viewer):
        """Those of enterprises the viewer may see."""
        return queries.learned_names(viewer)

    def row_url(self, row):
        """Its enterprise."""
        return reverse("enterprises:detail", args=[row.alias.enterprise.number])

    def extra(self):
        """Of which names the viewer may say that they are none, and the other tabs."""
        return {
            "may_forget": lambda row: may(self.request.user, "enterprise.edit", row.alias.enterprise),
            "tab": "names",
            "link": links(self.request),
        }
