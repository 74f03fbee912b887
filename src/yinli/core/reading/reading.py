"""The result of reading one text, as records for machines and as highlights for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yinli.core.periodtext import NamedPeriod
from yinli.core.ratiotext import Ratio

from .found import (
    Candidate,
    Day,
    Event,
    Fact,
    Metric,
    NamedProject,
    NextStep,
    Organisation,
    Person,
    Place,
    Span,
    Sum,
    Term,
    Trip,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in `text`. Spans are offsets into `text`, end exclusive."""

    text: str
    published_on: date | None = None
    home: str | None = None
    organisations: tuple[Organisation, ...] = ()
    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[Day, ...] = ()
    amounts: tuple[Sum, ...] = ()
    metrics: tuple[Metric, ...] = ()
    periods: tuple[NamedPeriod, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()
    projects: tuple[NamedProject, ...] = ()
    industries: tuple[Term, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    trip: Trip | None = None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every found item as a highlight, ordered by where it first stands."""
        found = [c for group in (_names, _figures, _happenings) for c in group(self) if c.spans]
        return tuple(sorted(found, key=lambda c: (c.spans[0], c.kind, c.value)))

    def as_json(self) -> dict:
        """The reading as plain lists and strings; the keys are the schema of `yinli read --json`."""
        return {
            "organisations": [_organisation(o) for o in self.organisations],
            "persons": [_person(p) for p in self.persons],
            "places": _once(p.name for p in self.places),
            "dates": [_day(d) for d in self.dates],
            "amounts": [_sum(a) for a in self.amounts],
            "metrics": [_metric(m) for m in self.metrics],
            "events": [_event(e) for e in self.events],
            "industries": _once(t.text for t in self.industries),
            "next_steps": _once(s.text for s in self.next_steps),
            "periods": [_period(p) for p in self.periods],
            "ratios": [_ratio(r) for r in self.ratios],
        }


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _organisation(o: Organisation) -> dict:
    mentions = [list(m) for m in o.mentions]
    return {"name": o.name, "kind": o.kind, "aliases": list(o.aliases), "mentions": mentions, "rule": o.rule}


def _person(p: Person) -> dict:
    return {"name": p.name, "title": p.title, "span": list(p.spans[0]), "rule": p.rule}


def _day(d: Day) -> dict:
    row = {"surface": d.surface, "from": d.first, "to": d.last, "span": list(d.span), "rule": d.rule}
    return row if d.bound == "exact" else row | {"bound": d.bound}


def _sum(a: Sum) -> dict:
    row = {"surface": a.surface, "value": a.value, "currency": a.currency, "about": a.about}
    if a.qualifier:
        row["qualifier"] = a.qualifier
    if a.value_to is not None:
        row["value_to"] = a.value_to
    if a.bound != "exact":
        row["bound"] = a.bound
    return row | {"span": list(a.span), "rule": a.rule}


def _metric(m: Metric) -> dict:
    row = {"surface": m.surface, "count": m.count, "unit": m.unit, "of": m.of, "what": m.what}
    row["threshold"] = dict(m.threshold) if m.threshold else None
    if m.qualifier:
        row["qualifier"] = m.qualifier
    if m.readings:
        row["readings"] = [dict(r) for r in m.readings]
    return row | {"span": list(m.span), "rule": m.rule}


def _period(p: NamedPeriod) -> dict:
    first, last = (day and day.isoformat() for day in (p.first, p.last))
    row = {"surface": p.surface, "from": first, "to": last, "span": list(p.span), "rule": p.rule}
    return row if p.bound == "exact" else row | {"bound": p.bound}


def _ratio(r: Ratio) -> dict:
    row = {"surface": r.surface, "value": _number(r.value), "unit": r.unit, "of": r.of, "bound": r.bound}
    if r.value_to is not None:
        row["value_to"] = _number(r.value_to)
    return row | {"span": list(r.span)}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _event(e: Event) -> dict:
    row = {"type": e.type, "actors": list(e.actors), "counterparts": list(e.counterparts), "place": e.place}
    row |= {"date": e.date.surface if e.date else None, "surface": e.surface}
    if e.detail:
        row["detail"] = e.detail
    if e.sites:
        row["sites"] = list(e.sites)
    return row | {"span": list(e.spans[0]), "rule": e.rule}


def _names(reading: Reading) -> Iterable[Candidate]:
    yield from (Candidate("organisation", o.name, o.mentions, o.rule) for o in reading.organisations)
    yield from (Candidate("person", p.name, p.spans, p.rule) for p in reading.persons)
    yield from (Candidate("place", p.name, p.spans, p.rule) for p in reading.places)
    yield from (_one("industry", t.text, t.span, t.rule) for t in reading.industries)


def _figures(reading: Reading) -> Iterable[Candidate]:
    yield from (_one("date", d.surface, d.span, d.rule) for d in reading.dates)
    yield from (_one("amount", a.surface, a.span, a.rule) for a in reading.amounts)
    yield from (_one("period", p.surface, p.span, p.rule) for p in reading.periods)
    yield from (_one("ratio", r.surface, r.span, r.rule) for r in reading.ratios)
    yield from (_one("metric", m.surface, m.span, m.rule) for m in reading.metrics)


def _happenings(reading: Reading) -> Iterable[Candidate]:
    yield from (Candidate("event", e.type, e.spans, e.rule) for e in reading.events)
    yield from (_one("fact", f.kind, f.span, f.rule) for f in reading.facts)
    yield from (_one("project", p.surface, p.span, p.rule) for p in reading.projects)
    yield from (_one("next_step", s.text, s.span, s.rule) for s in reading.next_steps)


def _one(kind: str, value: str, span: Span, rule: str) -> Candidate:
    return Candidate(kind, value, (span,), rule)
