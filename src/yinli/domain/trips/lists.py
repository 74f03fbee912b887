"""The list of trips."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.domain.enterprises.queries import number_text
from yinli.domain.trips import queries
from yinli.domain.trips.models import Trip


class TripFilters(Filters):
    """By status and days."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=Trip.Status.choices)
    since = django_filters.DateFilter(label=_("From"), field_name="ends_on", lookup_expr="gte")
    until = django_filters.DateFilter(label=_("To"), field_name="starts_on", lookup_expr="lte")

    class Meta:
        model = Trip
        fields = []


class TripList(ListPage):
    """Every trip the viewer may see."""

    title = _("Trips")
    subtitle = _("Delegations: whom to visit, what was said, what is left to do.")
    action = "trip.view"
    template = "trips/list.html"
    columns = (
        Column("title", _("Trip"), sort="title", main=True),
        Column("status", _("Status"), sort="status", template="trips/_status_cell.html"),
        Column("starts_on", _("Days"), kind="day", sort="starts_on", template="trips/_days_cell.html"),
        Column("cities", _("Cities"), value=lambda row: _now(", ").join(row.cities)),
        Column(
            "leader",
            _("Led by"),
            kind="person",
            value=lambda row: getattr(queries.leader_of(row), "name", None),
        ),
        Column("stop_count", _("Stops"), kind="number", sort="stop_count"),
    )
    filters = TripFilters
    search = ("title__icontains", "cities__icontains", "members__name__icontains", "number_text__iexact")
    search_label = _("Title, city or member")
    empty_title = _("No trip yet")
    empty_text = _(
        "Plan the first one, or paste a report of a trip into the intake: it comes out with its stops."
    )
    empty_icon = "plane-departure"

    def queryset(self, viewer):
        """Scoped, with what the columns show."""
        return queries.trips(viewer).alias(number_text=number_text(Trip))

    @property
    def ordering(self):
        """Newest first, those without days on top."""
        return super().ordering if self.sort else queries.NEWEST

    def row_url(self, row):
        """Its page."""
        return reverse("trips:detail", args=[row.number])

    def empty_action(self):
        """Plan the first one."""
        return (reverse("trips:add"), _("Plan a trip")) if self._may_add() else None

    def extra(self):
        """Whether the header offers to add one."""
        return {"may_add": self._may_add()}

    def _may_add(self):
        return may(self.request.user, "trip.create")
