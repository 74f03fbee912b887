"""Trips held and planned, with who went."""

from django.db.models import Model

from yinli.desk.intake.models import Item
from yinli.desk.intake.values import as_day
from yinli.desk.intake.writing.frame import Writing
from yinli.domain.trips.actions import add_member, add_trip
from yinli.domain.trips.queries import same_trip


def write_trip(item: Item, writing: Writing) -> tuple[Model, bool]:
    """The trip of this title in this document; its leader first."""
    values, by = writing.values(item), writing.by
    known = same_trip(writing.source, values["title"].strip()[:160])
    trip = known or add_trip(
        values["title"],
        by=by,
        status=values.get("status") or "planned",
        starts_on=as_day(values.get("starts_on")),
        ends_on=as_day(values.get("ends_on")),
        cities=[str(city)[:40] for city in values.get("cities") or ()],
        purpose=str(values.get("purpose") or ""),
        source=writing.source,
    )
    leaders = people(values.get("leader"))
    for person in leaders:
        add_member(trip, person["name"], by=by, title=person["title"], is_leader=person is leaders[0])
    for person in people(values.get("members")):
        add_member(trip, person["name"], by=by, title=person["title"])
    return trip, known is None


def people(value) -> list[dict[str, str]]:
    """Names with titles, however they were read: one or many, a plain name or {name, title}."""
    listed = value if isinstance(value, list) else [value] if value else []
    found = [one if isinstance(one, dict) else {"name": str(one)} for one in listed]
    return [
        {"name": one["name"][:60], "title": str(one.get("title") or "")[:120]}
        for one in found
        if one.get("name")
    ]
