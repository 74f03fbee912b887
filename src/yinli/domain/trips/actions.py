"""The only writes of trips."""

from datetime import date

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.trips.models import Trip, TripFollowUp, TripMember, TripStop
from yinli.domain.visits.models import Visit

EDITABLE = ("title", "starts_on", "ends_on", "cities", "purpose", "status")


class WrongDays(ValueError):
    """A held trip without both days, or one that ends before it starts."""


def check_days(status: str, starts_on: date | None, ends_on: date | None) -> None:
    """What the database insists on, said in words first."""
    if status == Trip.Status.HELD and not (starts_on and ends_on):
        raise WrongDays("a held trip has a first and a last day")
    if starts_on and ends_on and ends_on < starts_on:
        raise WrongDays("the trip ends before it starts")


@action
def add_trip(title: str, *, by, **values) -> Trip:
    """Write down a trip, planned unless `status` says held."""
    require(by, "trip.create")
    check_days(values.get("status", "planned"), values.get("starts_on"), values.get("ends_on"))
    trip = Trip.objects.create(title=title.strip()[:160], recorded_by_id=by.pk, **values)
    record(by, "trip.create", trip, after={"title": trip.title, **values}, on=trip.starts_on)
    return trip


@action
def edit_trip(trip: Trip, *, by, seen: int, **values) -> Trip:
    """Change fields of EDITABLE; raises StaleWrite, NotAllowed or WrongDays."""
    trip = lock(trip, seen=seen)
    require(by, "trip.edit", trip)
    before, after = changes(trip, {key: values[key] for key in EDITABLE if key in values})
    check_days(trip.status, trip.starts_on, trip.ends_on)
    if after:
        save_record(trip, list(after))
        record(by, "trip.edit", trip, before=before, after=after)
    return trip


@action
def add_member(
    trip: Trip, name: str, *, by, title: str = "", is_leader: bool = False, user=None
) -> TripMember:
    """Somebody who goes along, once a name."""
    require(by, "trip.edit", trip)
    member, created = TripMember.objects.get_or_create(
        trip=trip, name=name.strip(), defaults={"title": title, "is_leader": is_leader, "user": user}
    )
    if created:
        record(by, "trip.member", trip, after={"member": f"{name} {title}".strip()})
    return member


@action
def add_stop(trip: Trip, visit: Visit, *, by) -> TripStop:
    """The next stop of the trip; the same visit is one stop."""
    trip = lock(trip)
    require(by, "trip.edit", trip)
    known = trip.stops.filter(visit=visit).first()
    if known:
        return known
    last = trip.stops.order_by("-position").values_list("position", flat=True).first() or 0
    stop = TripStop.objects.create(trip=trip, visit=visit, position=last + 1)
    # The number, not the name: the visit may be for a project that few may know of.
    record(by, "trip.stop", trip, after={"stop": visit.number})
    return stop


@action
def move_stop(trip: Trip, stop: TripStop, by_places: int, *, by, seen: int) -> Trip:
    """Move a stop up (-1) or down (+1) among the others; nothing happens at either end."""
    trip = lock(trip, seen=seen)
    require(by, "trip.edit", trip)
    stops = list(trip.stops.all())
    at = next(place for place, other in enumerate(stops) if other.pk == stop.pk)
    to = at + by_places
    if not 0 <= to < len(stops):
        return trip
    stops.insert(to, stops.pop(at))
    for position, other in enumerate(stops, start=1):
        other.position = position
        other.save(update_fields=["position"])
    save_record(trip, [])
    record(by, "trip.reorder", trip, after={"stop": stop.visit.number, "place": to + 1})
    return trip


@action
def link_follow_up(trip: Trip, follow_up: FollowUp, *, by) -> TripFollowUp:
    """What the trip left to do."""
    require(by, "trip.edit", trip)
    link, _ = TripFollowUp.objects.get_or_create(trip=trip, follow_up=follow_up)
    return link
