"""The trip, its stops, and the trips announced next."""

import re
from collections import defaultdict
from datetime import date

from .found import Day, Event, Person, Span
from .geography import city_in
from .proposal import Made, Proposal, Value, enterprise_key, key_of
from .proposed_parts import part_of
from .reading import Reading

_STOPS = ("visit", "negotiation", "signing", "mou", "intent", "meeting")
_RANK = {"visit": 0, "negotiation": 1, "signing_ceremony": 2, "remote": 3}


def trips(reading: Reading, made: Made) -> list[Proposal]:
    """The trip the text reports, if it reports one."""
    trip = reading.trip
    if trip is None:
        return []
    event, spans = trip.event, trip.event.spans
    first, last = _ends(event.date)
    days = (event.date.span,) if event.date else ()
    values = [
        Value("title", _title(reading.home, event.place or ""), spans, event.rule),
        Value("status", "held", spans, event.rule),
        Value("starts_on", first, days, event.date.rule if event.date else event.rule),
        Value("ends_on", last, days, event.date.rule if event.date else event.rule),
        Value("cities", list(trip.cities), spans, event.rule),
        Value("members", [_person(p) for p in trip.members], _spans(trip.members), "trip.members"),
        Value("home", reading.home, (), "place.home"),
    ]
    if trip.leader:
        values.append(Value("leader", _person(trip.leader), trip.leader.spans[:1], trip.leader.rule))
    return [Proposal(key_of("trip", "held"), "trip", tuple(values))]


def planned_trips(reading: Reading, made: Made) -> list[Proposal]:
    """One planned trip for each city a next step goes to."""
    found: dict[str, Proposal] = {}
    for step in reading.next_steps:
        for city in step.cities:
            values = (
                Value("title", _title(reading.home, city), (step.span,), step.rule),
                Value("status", "planned", (step.span,), step.rule),
                Value("starts_on", None, (), step.rule),
                Value("ends_on", None, (), step.rule),
                Value("cities", [city], (step.span,), step.rule),
                Value("members", [], (), step.rule),
                Value("home", reading.home, (), "place.home"),
            )
            found.setdefault(city, Proposal(key_of("trip", "planned", city), "trip", values))
    return list(found.values())


def _title(home: str | None, where: str) -> str:
    return f"{home or ''}赴{where}招商考察"


def _person(person: Person) -> dict:
    return {"name": person.name, "title": person.title}


def _spans(people: tuple[Person, ...]) -> tuple[Span, ...]:
    return tuple(p.spans[0] for p in people)


def _ends(day: Day | None) -> tuple[str | None, str | None]:
    """ISO days; None where the text leaves the year open."""
    if day is None or not day.first or len(day.first) != 10:
        return None, None
    return day.first, day.last


def visits(reading: Reading, made: Made) -> list[Proposal]:
    """One visit an enterprise, however many happenings; one a study site."""
    trip = next((p.key for p in made if p.record == "trip"), None)
    met: dict[str, list[Event]] = defaultdict(list)
    found = []
    for event in reading.events:
        for name in event.counterparts if event.type in _STOPS else ():
            met[name].append(event)
    for name, events in met.items():
        if key := enterprise_key(made, name):
            found.append(_visit(reading, name, events, _refs(trip, key)))
    return found + [
        v for e in reading.events if e.rule == "event.study" for v in _studies(reading, e, _refs(trip))
    ]


def _refs(trip: str | None, enterprise: str | None = None) -> dict[str, str]:
    named = {"trip": trip, "enterprise": enterprise}
    return {role: key for role, key in named.items() if key}


def _visit(reading: Reading, name: str, events: list[Event], refs: dict[str, str]) -> Proposal:
    spans = tuple(sorted({s for e in events for s in e.spans}))
    kind = max((_kind(e) for e in events), key=_RANK.__getitem__)
    placed = [e for e in events if e.place and e.place != e.city]
    places = tuple(dict.fromkeys(p for e in placed for p in e.sites or (e.place or "",)))
    where = placed[0] if placed else next((e for e in events if e.city), events[0])
    rule = events[0].rule
    values = (
        Value("kind", kind, spans, rule),
        Value("place", "、".join(places) or None, where.spans if places else (), where.rule),
        Value("city", where.city, where.spans if where.city else (), where.rule),
        Value("on", _on(events), spans[:1], rule),
        Value("part", part_of(reading, name, events), spans, "visit.part"),
        Value("summary", "；".join(dict.fromkeys(reading.text[a:b] for a, b in spans)), spans, rule),
    )
    return Proposal(key_of("visit", name), "visit", values, refs)


def _kind(event: Event) -> str:
    if event.detail == "remote":
        return "remote"
    kinds = {"visit": "visit", "mou": "visit", "signing": "signing_ceremony"}
    return kinds.get(event.type, "negotiation")


def _on(events: list[Event]) -> str | None:
    """The one day all happenings share; None for a range or none."""
    days = {(e.date.first, e.date.last) for e in events if e.date}
    first, last = days.pop() if len(days) == 1 else (None, None)
    return first if first and first == last and _is_day(first) else None


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and date.fromisoformat(text) is not None


def _studies(reading: Reading, event: Event, refs: dict[str, str]) -> list[Proposal]:
    return [_study(reading, event, site, refs) for site in event.sites]


def _study(reading: Reading, event: Event, site: str, refs: dict[str, str]) -> Proposal:
    at = reading.text.find(site, event.spans[0][0])
    span = (at, at + len(site)) if at >= 0 else event.spans[0]
    values = (
        Value("kind", "study", event.spans, event.rule),
        Value("place", site, (span,), event.rule),
        Value("city", city_in(site) or event.city, (span,), event.rule),
        Value("on", _on([event]), event.spans, event.rule),
        Value("part", "study", event.spans, event.rule),
        Value("summary", event.surface, event.spans, event.rule),
    )
    return Proposal(key_of("visit", "study", site), "visit", values, refs)
