"""The lists of first reports and of disputes."""

import django_filters
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.queries import units
from yinli.base.ui.forms import ByNameFilter, Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.domain.enterprises.queries import number_text, pinyin_text
from yinli.domain.first_report import queries
from yinli.domain.first_report.models import Report
from yinli.domain.first_report.rules import STATES
from yinli.domain.first_report.wording import ruling_words, state_words


def _state_of(row) -> str:
    return state_words(row.state)


class ReportFilters(Filters):
    """By what they do today, and by unit."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[(code, lazy(state_words, str)(code)) for code in STATES]
    )
    unit = ByNameFilter(label=_("Unit"), queryset=lambda request: units(request.user))

    class Meta:
        model = Report
        fields: list = []


class ReportList(ListPage):
    """Every report the viewer may see."""

    title = _("First reports")
    subtitle = _("Who reported which investor's project first, and until when it holds.")
    action = "report.view"
    template = "first_report/list.html"
    columns = (
        Column("enterprise.name", _("Enterprise"), main=True, sort="enterprise__name_pinyin"),
        Column("what", _("Project")),
        Column("unit.name", _("First reported by"), sort="unit__path"),
        Column("reported_at", _("Reported at"), kind="instant", sort="reported_at"),
        Column("state", _("State"), value=_state_of, template="first_report/_state_cell.html"),
        Column("holds_until_on", _("Holds until"), kind="day", sort="holds_until_on"),
    )
    filters = ReportFilters
    search = ("enterprise__name__icontains", "pinyin__icontains", "what__icontains", "number_text__iexact")
    search_label = _("Enterprise, project or number")
    empty_title = _("Nothing was reported yet")
    empty_text = _("A lead is a first report: open one, and it stands here.")
    empty_icon = "flag"

    def queryset(self, viewer):
        """Scoped, with the state of today."""
        found = queries.reports(viewer, self.request.today)
        return found.alias(number_text=number_text(Report), pinyin=pinyin_text("enterprise__name_pinyin"))

    @property
    def ordering(self):
        """Newest first."""
        return super().ordering if self.sort else ("-reported_at", "-pk")

    def row_url(self, row):
        """Its page."""
        return reverse("first_report:detail", args=[row.number])


class DisputeList(ListPage):
    """Every dispute the viewer may see."""

    title = _("Disputes")
    subtitle = _("What units claim of each other's first reports, and what the bureau ruled.")
    action = "dispute.view"
    template = "first_report/disputes.html"
    columns = (
        Column("what", _("What they claim"), main=True),
        Column("unit.name", _("Claimed by"), sort="unit__path"),
        Column("opened_on", _("Disputed on"), kind="day", sort="opened_on"),
        Column("due_on", _("To be ruled by"), template="first_report/_due_cell.html", sort="due_on"),
        Column("status", _("Status")),
        Column("ruling", _("Ruling"), value=lambda row: ruling_words(row.ruling)),
    )
    search = ("what__icontains", "grounds__icontains", "unit__name__icontains")
    search_label = _("Words or unit")
    empty_title = _("Nothing is disputed")
    empty_text = _("Whoever meets another unit's report can dispute it; the bureau rules within days.")
    empty_icon = "scale"

    def queryset(self, viewer):
        """Scoped."""
        return queries.disputes(viewer)

    @property
    def ordering(self):
        """Those to be ruled first."""
        return super().ordering if self.sort else ("status", "due_on", "pk")

    def row_url(self, row):
        """Its page."""
        return reverse("first_report:dispute", args=[row.number])
