"""Reads of Today: whose work it is, what is late, what waits for whom."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, IntegerField, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from yinli.base.accounts.permissions import may
from yinli.base.accounts.scopes import among
from yinli.base.history.models import Entry
from yinli.core.workflow import stages
from yinli.desk.intake.queries import drafts
from yinli.domain.agreements.queries import agreements
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.follow_ups.queries import follow_ups, waiting_for, without_unit
from yinli.domain.projects.models import PAPER_STAGES, Project
from yinli.domain.projects.queries import projects
from yinli.domain.projects.wording import gate_words
from yinli.domain.targets.models import ClaimedResult
from yinli.domain.targets.queries import claimed_results
from yinli.domain.trips.queries import trips

# Those who answer for their own work; everybody else looks after all they may see.
OWN_WORK = ("officer", "fund_officer", "talent_officer")


# Counted exactly up to here: nobody's day knows a difference beyond, and counting on would go through all rows.
COUNTED_TO = 1_000


@dataclass(frozen=True)
class Taken:
    """The first rows of a question and how many there are in all, at most one more than COUNTED_TO."""

    rows: list
    count: int


class HowMany(Subquery):
    """How many rows a query has, at most one more than COUNTED_TO, as a column of another."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet):
        super().__init__(rows.order_by().values("pk")[: COUNTED_TO + 1])


def take(rows: QuerySet, limit: int) -> Taken:
    """The first `limit` rows and the count of all, in one query."""
    # Counted apart from what is shown: by a window, every row would be read with all its columns.
    found = list(rows.annotate(in_all=HowMany(rows))[:limit])
    return Taken(found, found[0].in_all if found else 0)


def week_end(today: date) -> date:
    """The Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())


def in_charge(viewer) -> QuerySet[Project]:
    """Active projects the viewer answers for: their own, or for those who lead others all they may see."""
    rows = projects(viewer).filter(status="active")
    return rows.filter(officer=viewer.pk) if viewer.role in OWN_WORK else rows


# What a line about a project shows: its name, its grade, what is next, whose it is.
_OF_A_LINE = (
    "name", "track", "stage", "status", "grade", "next_step", "next_step_due_on", "leader_id", "officer__name",
    "officer__unit__name", "lead_unit__name",
)  # fmt: skip


def of_a_line(rows: QuerySet[Project]) -> QuerySet[Project]:
    """With no more of each than its line says."""
    return rows.select_related(None).select_related("officer__unit", "lead_unit").only(*_OF_A_LINE)


def by_harm(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Grade A first, then the longest overdue."""
    return rows.order_by("grade", "next_step_due_on", "pk")


def overdue(viewer, today: date, limit: int) -> Taken:
    """Projects whose next step should have been done before today."""
    return take(of_a_line(by_harm(in_charge(viewer).filter(next_step_due_on__lt=today))), limit)


def coming(viewer, today: date, limit: int) -> tuple[Taken, Taken]:
    """Projects whose next step falls on today, and on the rest of this week; read together."""
    end = week_end(today)
    is_today = Q(next_step_due_on=today)
    # What others still have time for is theirs: the bureau is told when it is late.
    mine = {"officer": viewer.pk} if viewer.role == "bureau" else {}
    rows = (
        in_charge(viewer)
        .filter(**mine)
        .filter(next_step_due_on__range=(today, end))
        .annotate(
            place=Window(RowNumber(), partition_by=is_today, order_by=["next_step_due_on", "grade", "pk"]),
            in_all=Window(Count("pk"), partition_by=is_today),
        )
    )
    found = list(of_a_line(rows.filter(place__lte=limit).order_by("next_step_due_on", "grade", "pk")))
    return tuple(
        Taken(part, part[0].in_all if part else 0)
        for part in (
            [project for project in found if project.next_step_due_on == today],
            [project for project in found if project.next_step_due_on > today],
        )
    )


def asked_of_us(viewer, limit: int) -> Taken:
    """Open follow-ups handed to the viewer's unit."""
    if not viewer.unit_id or not may(viewer, "follow_up.answer"):
        return Taken([], 0)
    return take(waiting_for(viewer, viewer.unit), limit)


def nobodys(viewer, limit: int) -> Taken:
    """Open follow-ups still without a unit, for those who can name one."""
    if not may(viewer, "follow_up.assign"):
        return Taken([], 0)
    return take(without_unit(viewer), limit)


def answered(viewer, limit: int) -> Taken:
    """Follow-ups answered and waiting for somebody's word that this will do."""
    if not may(viewer, "follow_up.confirm"):
        return Taken([], 0)
    return take(follow_ups(viewer).filter(status=FollowUp.Status.ANSWERED), limit)


def open_drafts(viewer, limit: int) -> Taken:
    """Documents under review: the viewer's own, or for the bureau everybody's."""
    if not may(viewer, "intake.review"):
        return Taken([], 0)
    rows = drafts(viewer).filter(status="open")
    rows = rows if viewer.role == "bureau" else rows.filter(created_by=viewer.pk)
    found = list(rows[: limit + 1])
    return Taken(found[:limit], len(found))


def to_verify(viewer, limit: int) -> Taken:
    """Claimed results nobody has checked yet, for those who can."""
    if not may(viewer, "claimed_result.verify"):
        return Taken([], 0)
    return take(claimed_results(viewer).filter(status=ClaimedResult.Status.CLAIMED), limit)


def papers_to_see(viewer, limit: int) -> Taken:
    """Agreements claimed in a report, whose paper nobody has seen."""
    if not may(viewer, "agreement.edit"):
        return Taken([], 0)
    rows = agreements(viewer).filter(publicity="claimed").prefetch_related(None).order_by("-created_at")
    if viewer.role in OWN_WORK:
        own = Project.objects.filter(officer=viewer.pk).order_by().values("pk")
        rows = rows.filter(Q(recorded_by=viewer.pk) | among("project", own))
    return take(rows, limit)


def with_gaps(viewer, limit: int, looked_at: int = 150) -> list[tuple[Project, list[str]]]:
    """Projects further on than their papers show, with what is missing; those of grade A first."""
    kinds = ArrayAgg("facts__kind", filter=Q(facts__withdrawn_on=None), default=[])
    first = in_charge(viewer).filter(stage__in=PAPER_STAGES).order_by("grade", "pk").values("pk")[:looked_at]
    rows = Project.objects.filter(pk__in=first).annotate(kinds=kinds).order_by("grade", "pk")
    found = ((project, _gaps(project)) for project in of_a_line(rows))
    return list(islice(((project, gaps) for project, gaps in found if gaps), limit))


def _gaps(project) -> list[str]:
    return [gate_words(gate) for gate in stages().gaps(project.track, project.stage, set(project.kinds))]


def trips_between(viewer, first: date, last: date, limit: int) -> Taken:
    """Trips under way on these days, the nearest first."""
    if not may(viewer, "trip.view"):
        return Taken([], 0)
    rows = trips(viewer).filter(starts_on__lte=last).filter(Q(ends_on=None) | Q(ends_on__gte=first))
    found = list(rows.exclude(status="cancelled").order_by("starts_on", "pk").prefetch_related(None)[:limit])
    return Taken(found, len(found))


def moved_lately(viewer, today: date, limit: int, days: int = 30) -> list[Entry]:
    """The latest change of stage of each project the viewer may see, by the day it happened."""
    seen = projects(viewer).order_by().values("pk")
    rows = Entry.objects.filter(record_type="projects.project", action="project.advance", record_id__in=seen)
    rows = rows.filter(happened_on__gt=today - timedelta(days=days)).order_by("-happened_on", "-pk")
    latest: dict[int, Entry] = {}
    for entry in rows[: limit * 8]:
        latest.setdefault(entry.record_id, entry)
    return list(latest.values())[:limit]


def late_and_led(viewer, today: date, limit: int) -> tuple[Taken, Taken]:
    """A leader's two questions, read together: what is overdue, and the A-projects the viewer answers for.

    For a leader without any A-project these are the district's.
    """
    open_ = projects(viewer).select_related(None).filter(status__in=("active", "paused"))
    late = by_harm(open_.filter(status="active", next_step_due_on__lt=today))
    led = open_.filter(grade="A").order_by(F("next_step_due_on").asc(nulls_last=True), "pk")
    own = led.filter(leader=viewer.pk)
    # Each by its index and no further than is shown; the rows themselves are then found by their keys.
    first = [rows.values("pk")[:limit] for rows in (late, own, led)]
    rows = of_a_line(Project.objects.filter(pk__in=first[0].union(*first[1:], all=True)))
    rows = rows.annotate(
        late_count=HowMany(late),
        late_a_count=HowMany(late.filter(grade="A")),
        own_count=HowMany(own),
        led_count=HowMany(led),
    )
    found = list(rows)
    return _late_of(found, today, limit), _led_of(found, viewer, limit)


def _late_of(found: list, today: date, limit: int) -> Taken:
    late = [one for one in found if one.status == "active" and one.next_step_due_on < today]
    late.sort(key=lambda one: (one.grade, one.next_step_due_on, one.pk))
    return Taken(late[:limit], late[0].late_count if late else 0)


def _led_of(found: list, viewer, limit: int) -> Taken:
    led = [one for one in found if one.grade == "A"]
    own = [one for one in led if one.leader_id == viewer.pk]
    ours = own or led
    ours.sort(key=lambda one: (one.next_step_due_on or date.max, one.pk))
    count = (ours[0].own_count or ours[0].led_count) if ours else 0
    return Taken(ours[:limit], count)
