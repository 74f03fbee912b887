"""Happenings with their roles, place and day, each told once however often the text comes back to it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from .found import Event, Organisation, Span
from .geography import city_in, city_of
from .lexicons import alternation, table
from .moves import moved
from .roles import actors, counterparts
from .scene import Scene
from .sentences import Clause, Sentence
from .sites import owner_of, place_phrase, visited_sites
from .triggers import Trigger, triggers

_TRIP = re.compile(
    r"(?:赴|前往|奔赴|远赴|南下|北上)(?P<where>[\u4e00-\u9fff、]{2,24}?)(?=,|。|$|开展|进行|招商|考察|调研|学习|拜访|对接|举办|参加)"
)
_LED = re.compile(r"率|带队|代表团|考察团|招商|考察|调研")
_NO_TRIP = re.compile(r"此次|本次|这次|将|原拟|原定|拟|下阶段|下一步|转赴|计划")
# 企业展厅, 生产车间: so short a name is nobody's.
_OF_NOBODY = 5
_PLAN = re.compile(r"拟|将|计划|擬|將|計劃")
_STUDY = re.compile(r"学习|借鉴|观摩|取经")


@cache
def _countries() -> re.Pattern:
    return re.compile(alternation("organisations", "government.countries"))


def find_events(scene: Scene) -> tuple[Event, ...]:
    """Events in order. A happening already told (same type and counterpart) only adds its span."""
    told: list[Event] = []
    here = None
    for sentence in scene.doc.sentences:
        for clause in sentence.clauses:
            here = moved(scene, clause) or here
            for event in _events(scene, sentence, clause, here):
                if event.rule != "event.study" or not _seen_there(told, sentence, event):
                    _tell(told, event)
    kept = (e for e in told if not _announced(scene, e, told) and not _agreed(e, told))
    return tuple(e for e in kept if not is_to_come(scene, e))


def is_to_come(scene: Scene, event: Event) -> bool:
    """Whether its day lies after the day of the text: it is planned, whatever the verb says."""
    published, day = scene.doc.published_on, event.date
    if published is None or day is None or day.first is None or len(day.first) != len("2026-01-01"):
        return False
    return date.fromisoformat(day.first) > published


def _agreed(event: Event, told: list[Event]) -> bool:
    """Whether a plan is only what an agreement of the same paragraph is about (签订投资协议,拟投资2亿元)."""
    if event.type != "intent" or not _PLAN.search(event.surface):
        return False
    return any(
        e.type in ("signing", "mou")
        and e.paragraph == event.paragraph
        and set(e.counterparts) & set(event.counterparts)
        for e in told
    )


def _announced(scene: Scene, event: Event, told: list[Event]) -> bool:
    """Whether a headline only announces a happening that the text then tells."""
    sentence = scene.doc.sentence_at(event.spans[0][0])
    if event.counterparts or sentence is None or not scene.doc.is_headline(sentence):
        return False
    return any(e is not event and e.type == event.type and e.spans[0] > event.spans[0] for e in told)


def _seen_there(told: list[Event], sentence: Sentence, study: Event) -> bool:
    """Whether sites are only what the guests of the same sentence were shown; they are added to that visit."""
    for index in range(len(told) - 1, -1, -1):
        event = told[index]
        if (
            event.type == "visit"
            and event.counterparts
            and sentence.start <= event.spans[-1][0] < sentence.end
        ):
            told[index] = replace(event, sites=(*event.sites, *study.sites))
            return True
    return False


def _events(scene: Scene, sentence: Sentence, clause: Clause, here: str | None) -> Iterable[Event]:
    trip = _trip(scene, sentence, clause)
    if trip:
        yield trip
    for trigger in triggers(scene, clause):
        direct = scene.bodies(trigger.end, clause.end)
        if trip and trigger.type == "visit" and not direct:
            continue
        base = event_at(scene, sentence, clause, trigger, here)
        sites = visited_sites(scene, trigger.end, clause.end) if trigger.type == "visit" else []
        study = [] if _are_shown(scene, sites) else [s for s in sites if _is_study(scene, s, sites, sentence)]
        if study:
            yield _study(scene, base, study)
        bodies = counterparts(scene, sentence, clause, trigger) if direct or not study else None
        if bodies is not None:
            bodies = [body for body in bodies if not set(body.mentions) & set(sites)] if study else bodies
            yield from _by_place(scene, base, bodies, [s for s in sites if s not in study])


def _are_shown(scene: Scene, sites: list[Span]) -> bool:
    """Whether the first site of a list is a firm's own, and the others are what it shows besides (…生产线和展厅)."""
    if not sites or owner_of(scene, sites[0]) is None:
        return False
    return all(
        len(scene.doc.text[slice(*site)]) <= _OF_NOBODY for site in sites[1:] if not owner_of(scene, site)
    )


def _is_study(scene: Scene, site: Span, sites: list[Span], sentence: Sentence) -> bool:
    """A site of nobody named here; or one of a list that is visited to learn from."""
    owner = owner_of(scene, site)
    return owner is None or (len(sites) > 1 and bool(_STUDY.search(scene.text(sentence))))


def _study(scene: Scene, base: Event, sites: list[Span]) -> Event:
    names = tuple(scene.doc.surface(s) for s in sites)
    detail = "study" if len(names) > 1 or _STUDY.search(base.surface) else None
    return replace(
        base,
        sites=names,
        place="、".join(names),
        spans=(*base.spans,),
        detail=detail or "study",
        rule="event.study",
    )


def _by_place(scene: Scene, base: Event, bodies: list[Organisation], sites: list[Span]) -> Iterable[Event]:
    """Bodies met at their own sites get an event each, the others share one."""
    owned = {owner.name: site for site in sites if (owner := owner_of(scene, site))}
    for body in bodies:
        if body.name in owned:
            name = scene.doc.surface(owned[body.name])
            yield replace(
                base, counterparts=(body.name,), place=name, city=city_in(name) or base.city, sites=(name,)
            )
    others = tuple(b.name for b in bodies if b.name not in owned)
    if others or not bodies:
        yield replace(base, counterparts=others)


def event_at(scene: Scene, sentence: Sentence, clause: Clause, trigger: Trigger, here: str | None) -> Event:
    """The happening that `trigger` tells in a clause, without counterparts; `here` is the city the text is in."""
    place, city = _place(scene, sentence, clause)
    day = scene.day(clause.start, clause.end) or scene.day(sentence.start, clause.end)
    span = (clause.start, clause.end)
    return Event(
        trigger.type,
        actors(scene, clause, sentence),
        (),
        place,
        city or here,
        day,
        scene.doc.surface(span),
        (span,),
        trigger.rule,
        sentence.paragraph,
        _detail(scene, sentence, trigger),
    )


def _place(scene: Scene, sentence: Sentence, clause: Clause) -> tuple[str | None, str | None]:
    """Where a clause happens: 在X of its own, or the clause before that is only 在X."""
    earlier = [c for c in sentence.clauses if c.end <= clause.start]
    span = place_phrase(scene, earlier[-1].start, earlier[-1].end) if earlier else None
    inside = re.compile(
        r"在([\u4e00-\u9fff]{2,16}?)(?=举办|举行|召开|签约|签订|签署|揭牌|开工|考察|与)"
    ).search(scene.doc.text, clause.start, clause.end)
    span = inside.span(1) if inside else span
    if span is None or not (scene.areas(*span) or owner_of(scene, span)):
        return None, None
    if any(s[1] == span[1] and o.kind not in ("park", "government") for s, o in scene.bodies(*span)):
        return None, None
    name = scene.doc.surface(span)
    return name, city_in(name)


def _detail(scene: Scene, sentence: Sentence, trigger: Trigger) -> str | None:
    text = scene.text(sentence)
    for row in table("events")["detail"]:
        if trigger.type in row["types"] and re.search(row["pattern"], text):
            return row["detail"]
    return None


def _trip(scene: Scene, sentence: Sentence, clause: Clause) -> Event | None:
    """区委书记某某率队赴某市招商考察: the trip itself."""
    text = scene.text(clause)
    match = _TRIP.search(text)
    if (
        scene.doc.is_headline(sentence)
        or not match
        or not _LED.search(text)
        or _NO_TRIP.search(scene.doc.text[sentence.start : clause.start + match.start()])
    ):
        return None
    start, end = clause.start + match.start("where"), clause.start + match.end("where")
    placed = any(city_of(m.area) for m in scene.areas(start, end)) or _countries().search(match["where"])
    if not placed or scene.bodies(start, end):
        return None
    day = scene.day(sentence.start, clause.end)
    dated = scene.doc.clause_at(day.span[0]) if day else None
    span = (dated.start if dated else clause.start, clause.end)
    return Event(
        "visit",
        actors(scene, clause, sentence),
        (),
        scene.doc.surface((start, end)),
        scene.city(start, end),
        day,
        scene.doc.surface(span),
        (span,),
        "event.trip",
        sentence.paragraph,
        "trip",
    )


def _tell(told: list[Event], event: Event) -> None:
    """Add `event`, less the counterparts an earlier event of its type already has."""
    event = _with_guests_of_its_own(told, event)
    fresh = []
    for name in event.counterparts:
        earlier = _earlier(told, event, name)
        if earlier is None:
            fresh.append(name)
        else:
            told[earlier] = _extended(told[earlier], event)
    if not event.counterparts:
        if event.detail == "trip" and any(e.detail == "trip" for e in told):
            return
        if event.spans not in [e.spans for e in told if e.type == event.type]:
            told.append(event)
    elif fresh:
        told.append(replace(event, counterparts=tuple(fresh)))


def _with_guests_of_its_own(told: list[Event], event: Event) -> Event:
    """A second fair on another day of the same passage: whom the text names after both came to the first."""
    if event.type != "promotion_event":
        return event
    before = {
        name
        for other in told
        if other.type == event.type and other.date and event.date and other.date != event.date
        if abs(other.paragraph - event.paragraph) <= 1
        for name in other.counterparts
    }
    return replace(event, counterparts=tuple(name for name in event.counterparts if name not in before))


def _earlier(told: list[Event], event: Event, name: str) -> int | None:
    for index, other in enumerate(told):
        same_day = not (event.date and other.date) or event.date == other.date
        if other.type == event.type and name in other.counterparts and same_day:
            return index
    return None


def _extended(event: Event, more: Event) -> Event:
    spans = tuple(sorted({*event.spans, *more.spans}))
    sites = tuple(dict.fromkeys((*event.sites, *more.sites)))
    if more.place and not event.place and len(event.counterparts) == 1:
        event = replace(event, place=more.place, city=more.city)
    return replace(event, spans=spans, sites=sites, detail=event.detail or more.detail)
