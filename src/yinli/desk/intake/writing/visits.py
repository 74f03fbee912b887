"""Visits: each stop with its own city, on its trip, for its project."""

from django.db.models import Model

from yinli.desk.intake.models import Item
from yinli.desk.intake.values import as_day, as_text
from yinli.desk.intake.writing.frame import Writing
from yinli.domain.trips.actions import add_stop
from yinli.domain.visits.actions import add_visit
from yinli.domain.visits.queries import same_visit


def write_visit(item: Item, writing: Writing) -> tuple[Model, bool]:
    """The visit to this enterprise or place told in this document, and its stop on the trip."""
    visit, is_new = _visit(item, writing)
    trip = writing.other(item, "trip")
    if trip is not None:
        add_stop(trip, visit, by=writing.by)
    return visit, is_new


def _visit(item: Item, writing: Writing) -> tuple[Model, bool]:
    values = writing.values(item)
    enterprise, place = writing.other(item, "enterprise"), as_text(values.get("place"))[:120]
    known = same_visit(writing.source, enterprise, place)
    if known and known not in writing.made.values():
        return known, False
    kind = values.get("kind") or "visit"
    project = None if kind == "study" else writing.other(item, "project") or writing.project_of(enterprise)
    made = add_visit(
        by=writing.by,
        kind=kind,
        part=values.get("part") or "",
        held_on=as_day(values.get("held_on")),
        enterprise=enterprise,
        place=place,
        city=as_text(values.get("city"))[:40],
        met=as_text(values.get("met"))[:200],
        summary=as_text(values.get("summary")),
        project=project,
        source=writing.source,
    )
    return made, True
