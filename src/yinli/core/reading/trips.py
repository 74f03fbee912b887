"""The delegation behind a trip: who led it, who else went, and to which cities."""

import re

from .found import Event, Person, Trip
from .geography import city_of
from .lexicons import alternation, words
from .scene import Scene


def find_trip(scene: Scene, events: tuple[Event, ...]) -> Trip | None:
    """The first trip told in the text; None where there is none."""
    event = next((e for e in events if e.detail == "trip"), None)
    if event is None:
        return None
    start, end = event.spans[0]
    leader = next(iter(scene.people(start, end)), None)
    cities = [c for m in scene.areas(start, end) if m.area.short != scene.home and (c := city_of(m.area))]
    return Trip(event, leader, _members(scene, event, leader), tuple(dict.fromkeys(cities)))


def _members(scene: Scene, event: Event, leader: Person | None) -> tuple[Person, ...]:
    """Officials said to take part, in the trip's paragraph or the one after."""
    joins = re.compile(alternation("people", "joins"))
    found: list[Person] = []
    for sentence in scene.doc.sentences:
        if event.paragraph <= sentence.paragraph <= event.paragraph + 1 and joins.search(
            scene.text(sentence)
        ):
            found += [p for p in scene.people(sentence.start, sentence.end) if _official(p)]
    unique = {p.name: p for p in found if leader is None or p.name != leader.name}
    return tuple(unique.values())


def _official(person: Person) -> bool:
    collective = words("people", "collective")
    title = person.title or ""
    return title in collective or bool(re.search("书记|区长|市长|县长|常委|主席|主任|局长|部长", title))
