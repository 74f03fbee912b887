"""Reads of trips."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, QuerySet

from yinli.base.accounts.permissions import visible
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.models import Project
from yinli.domain.trips.models import Trip, TripFollowUp, TripMember, TripStop
from yinli.domain.visits.models import Visit
from yinli.domain.visits.queries import visits

NEWEST = (F("starts_on").desc(nulls_first=True), "-pk")


def trips(viewer) -> QuerySet[Trip]:
    """Trips the viewer may see, newest first, those without days on top; with how many stops each has."""
    rows = visible(viewer, Trip).select_related("recorded_by__unit").prefetch_related("members")
    rows = rows.annotate(stop_count=Count("stops", distinct=True))
    return rows.order_by(*NEWEST)


def trip_page(viewer) -> QuerySet[Trip]:
    """The same with all that its page and its report show: its stops, and the follow-ups the viewer may see.

    A stop says `visit_open` and `project_open`: whether the viewer may see what happened there, and its project.
    """
    stops = TripStop.objects.select_related("visit__enterprise", "visit__project", "visit__officer").annotate(
        visit_open=Exists(visible(viewer, Visit).filter(pk=OuterRef("visit"))),
        project_open=Exists(visible(viewer, Project).filter(pk=OuterRef("visit__project"))),
    )
    left = TripFollowUp.objects.filter(follow_up__in=visible(viewer, FollowUp)).select_related(
        "follow_up__unit"
    )
    return trips(viewer).prefetch_related(Prefetch("stops", stops), Prefetch("follow_up_links", left))


def visits_to_add(viewer, trip: Trip, limit: int = 20) -> list[Visit]:
    """Visits noted down within the trip's days that are no stop of it yet, as they happened."""
    if not (trip.starts_on and trip.ends_on):
        return []
    found = visits(viewer).filter(held_on__range=(trip.starts_on, trip.ends_on))
    return list(found.exclude(pk__in=trip.stops.values("visit")).order_by("held_on", "pk")[:limit])


def trips_of_visit(viewer, visit: Visit) -> QuerySet[Trip]:
    """The trips on which the visit was a stop."""
    return trips(viewer).filter(pk__in=TripStop.objects.filter(visit=visit).values("trip"))


def same_trip(source, title: str) -> Trip | None:
    """The trip already drawn from this source under this title."""
    return Trip.objects.filter(source=source, title=title).first()


def leader_of(trip: Trip) -> TripMember | None:
    """Who led the trip."""
    return next((member for member in trip.members.all() if member.is_leader), None)
