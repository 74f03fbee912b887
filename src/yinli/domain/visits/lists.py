"""The list of visits."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.domain.enterprises.queries import number_text, pinyin_text
from yinli.domain.visits import queries
from yinli.domain.visits.models import Visit


class VisitFilters(Filters):
    """By kind, officer, days."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Visit.Kind.choices)
    mine = django_filters.BooleanFilter(label=_("Only mine"), method="only_mine", widget=forms.CheckboxInput)
    since = django_filters.DateFilter(label=_("From"), field_name="held_on", lookup_expr="gte")
    until = django_filters.DateFilter(label=_("To"), field_name="held_on", lookup_expr="lte")

    class Meta:
        model = Visit
        fields = []

    def only_mine(self, rows, name, value):
        """Those I noted down."""
        return rows.filter(officer=self.request.user) if value else rows


class VisitList(ListPage):
    """Every visit the viewer may see."""

    title = _("Visits")
    subtitle = _("Whom we met, when, and what was said.")
    action = "visit.view"
    template = "visits/list.html"
    columns = (
        Column("visited", _("Visited"), value=str, main=True, sort="enterprise__name_pinyin"),
        Column("kind", _("Kind"), sort="kind"),
        Column("held_on", _("Day"), kind="day", sort="held_on"),
        Column("city", _("City"), sort="city"),
        Column("officer.name", _("Officer"), kind="person"),
        Column("summary", _("What was said"), hide_on_phone=True, template="visits/_summary_cell.html"),
    )
    filters = VisitFilters
    search = (
        "enterprise__name__icontains",
        "enterprise_pinyin__icontains",
        "place__icontains",
        "city__icontains",
        "summary__icontains",
        "number_text__iexact",
    )
    search_label = _("Enterprise, place or words")
    empty_title = _("No visit yet")
    empty_text = _("Note down the first one: an enterprise, a day and one line of what was said are enough.")
    empty_icon = "walk"

    def queryset(self, viewer):
        """Scoped, with what the columns show."""
        found = queries.visits(viewer)
        return found.alias(
            number_text=number_text(Visit), enterprise_pinyin=pinyin_text("enterprise__name_pinyin")
        )

    @property
    def ordering(self):
        """Newest first; those without a day last."""
        return super().ordering if self.sort else queries.NEWEST

    def row_url(self, row):
        """Its page."""
        return reverse("visits:detail", args=[row.number])

    def empty_action(self):
        """Note down the first one."""
        return (reverse("visits:add"), _("Note down a visit")) if self._may_add() else None

    def extra(self):
        """Whether the header offers to add one."""
        return {"may_add": self._may_add()}

    def _may_add(self):
        return may(self.request.user, "visit.create")
