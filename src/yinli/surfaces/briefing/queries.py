"""What a trip's report is written from: only what its reader may see."""

from dataclasses import dataclass

from django.db.models import Model, Prefetch, Q

from yinli.base.accounts.permissions import may
from yinli.domain.agreements.models import Agreement, AgreementParty
from yinli.domain.agreements.queries import agreements
from yinli.domain.enterprises.models import EnterpriseFact
from yinli.domain.enterprises.queries import enterprises
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects
from yinli.domain.targets.models import ClaimedResult
from yinli.domain.targets.queries import claimed_results
from yinli.domain.trips.models import Trip
from yinli.domain.trips.queries import trips
from yinli.domain.visits.models import Visit
from yinli.surfaces.briefing.citations import Citations, citations


@dataclass(frozen=True)
class Material:
    """A trip with everything its report tells, in the order it tells it; `hidden` stops are not shown."""

    trip: Trip
    visits: list[Visit]
    hidden: int
    agreements: list[Agreement]
    intents: list[Project]
    facts: list[EnterpriseFact]
    tasks: list[FollowUp]
    next_trips: list[Trip]
    claims: list[ClaimedResult]
    citations: Citations


def material_of(viewer, trip: Trip) -> Material:
    """Read it, `trip` coming from `trips.queries.trip_page`."""
    stops = list(trip.stops.all())
    visits = [stop.visit for stop in stops if stop.visit_open]
    met = [visit.enterprise_id for visit in visits if visit.enterprise_id]
    told = {
        "agreements": list(_signed(viewer, trip, met)),
        "intents": list(_intents(viewer, trip)),
        "facts": _facts(viewer, met),
        "tasks": [link.follow_up for link in trip.follow_up_links.all()],
        "next_trips": _next_trips(viewer, trip),
        "claims": _claims(viewer, trip),
    }
    records: list[Model] = [trip, *visits, *(row for rows in told.values() for row in rows)]
    return Material(trip, visits, len(stops) - len(visits), citations=citations(viewer, records), **told)


def _signed(viewer, trip, met):
    """What the same document reports as signed, and what those visited signed during the trip."""
    where = Q(source=trip.source_id) if trip.source_id else Q(pk__in=[])
    if trip.starts_on and trip.ends_on:
        where |= Q(parties__enterprise__in=met, signed_on__range=(trip.starts_on, trip.ends_on))
    ids = agreements(viewer).filter(where).order_by().values("pk")
    rows = agreements(viewer).filter(pk__in=ids).order_by("signed_on", "pk")
    parties = AgreementParty.objects.select_related("enterprise")
    return rows.prefetch_related(None).prefetch_related(Prefetch("parties", parties))


def _intents(viewer, trip):
    """Projects that the same document names."""
    if not trip.source_id:
        return Project.objects.none()
    named = projects(viewer).filter(facts__source=trip.source_id, facts__withdrawn_on=None).order_by()
    return projects(viewer).filter(pk__in=named.values("pk")).order_by("pk")


def _facts(viewer, met):
    open_ones = enterprises(viewer).filter(pk__in=met).order_by().values("pk")
    rows = EnterpriseFact.objects.filter(enterprise__in=open_ones).select_related("enterprise")
    place = {key: at for at, key in enumerate(met)}
    return sorted(rows, key=lambda fact: (place[fact.enterprise_id], fact.pk))


def _next_trips(viewer, trip):
    """Planned trips that the same document announces."""
    if not trip.source_id:
        return []
    rows = trips(viewer).filter(source=trip.source_id, status=Trip.Status.PLANNED)
    return list(rows.exclude(pk=trip.pk).prefetch_related(None))


def _claims(viewer, trip):
    if not trip.source_id or not may(viewer, "scoreboard.view"):
        return []
    return list(claimed_results(viewer).filter(source=trip.source_id))
