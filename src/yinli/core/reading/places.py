"""Places with a part in the text: home, destinations, sites visited, venues."""

import re
from collections.abc import Iterable

from .found import Event, Place
from .geography import city_in, city_of
from .home import written_forms
from .scene import Scene

_TO = re.compile(r"(?:赴|前往|转赴|抵达|在|来到)$")


def find_places(scene: Scene, events: Iterable[Event]) -> tuple[Place, ...]:
    """Each place once, in its longest contiguous written form, ordered by first mention."""
    found = [*_home(scene), *(p for e in events for p in _of_event(scene, e)), *_venues(scene, events)]
    unique = {p.name: p for p in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda p: p.spans[0]))


def _place(scene: Scene, name: str, rule: str, role: str, city: str | None) -> Place:
    spans = tuple(m.span() for m in re.finditer(re.escape(name), scene.doc.original))
    return Place(name, spans, rule, role, city or city_in(name))


def _home(scene: Scene) -> Iterable[Place]:
    forms = written_forms(scene.doc, scene.home)
    if forms:
        best = max(forms, key=lambda m: (m.end - m.start, -m.start))
        start = best.start
        before = next((m for m in scene.doc.areas if m.end == start and m.full), None)
        start = before.start if before else start
        yield _place(scene, scene.doc.surface((start, best.end)), "place.home", "home", city_of(best.area))


def _of_event(scene: Scene, event: Event) -> Iterable[Place]:
    for site in event.sites:
        yield _place(scene, site, "place.site", "site", city_in(site) or event.city)
    if event.detail == "trip" and event.place:
        start = event.spans[0][0]
        where = scene.doc.text.find(event.place, start) if event.place else -1
        listed = scene.areas(where, where + len(event.place)) if where >= 0 else []
        yield from _destinations(scene, listed)


def _destinations(scene: Scene, listed) -> Iterable[Place]:
    """Neighbouring divisions are one place (广东省深圳市)."""
    at = None
    for index, mention in enumerate(listed):
        start = mention.start if at is None else at
        following = listed[index + 1] if index + 1 < len(listed) else None
        if following and following.start == mention.end:
            at = start
            continue
        at = None
        yield _place(scene, scene.doc.surface((start, mention.end)), "place.destination", "destination",
                     city_of(mention.area))


def _venues(scene: Scene, events: Iterable[Event]) -> Iterable[Place]:
    for event in events:
        if event.place and not event.sites and event.detail != "trip":
            yield _place(scene, event.place, "place.venue", "venue", event.city)
