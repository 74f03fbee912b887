"""Reads of trips."""

from django.db.models import Count, F, Prefetch, QuerySet

from yinli.base.accounts.permissions import visible
from yinli.domain.trips.models import Trip, TripFollowUp, TripMember, TripStop


def trips(viewer) -> QuerySet[Trip]:
    """Trips the viewer may see, newest first, those without days on top; with how many stops each has."""
    rows = visible(viewer, Trip).select_related("recorded_by__unit").prefetch_related("members")
    rows = rows.annotate(stop_count=Count("stops", distinct=True))
    return rows.order_by(F("starts_on").desc(nulls_first=True), "-pk")


def trip_page(viewer) -> QuerySet[Trip]:
    """The same with all that its page and its report show."""
    stops = TripStop.objects.select_related("visit__enterprise", "visit__project", "visit__officer")
    left = TripFollowUp.objects.select_related("follow_up__unit")
    return trips(viewer).prefetch_related(Prefetch("stops", stops), Prefetch("follow_up_links", left))


def same_trip(source, title: str) -> Trip | None:
    """The trip already drawn from this source under this title."""
    return Trip.objects.filter(source=source, title=title).first()


def leader_of(trip: Trip) -> TripMember | None:
    """Who led the trip."""
    return next((member for member in trip.members.all() if member.is_leader), None)
