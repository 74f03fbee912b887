"""Places with a part in the text: home, destinations, sites visited, venues."""

import re
from collections.abc import Iterable

from .cover import Cover
from .found import Event, Place, Span
from .geography import AreaMention, city_in, city_of
from .home import written_forms
from .scene import Scene

_REACHED = re.compile(r"(?:赴|转赴|抵达|首站来到|来到|设在|在|入驻|走进)$")
_NOT_GONE = re.compile(r"原拟|原定|原计划|取消|改在|下阶段|下一步|将|拟赴|计划")
_SEATED = re.compile(r"设在(?P<where>[^,。;、]{2,16})(?=[,。;])")
_BRANCHES = re.compile(r"(?P<where>[\u4e00-\u9fff、和]{2,24})设(?:立)?分会场")
_TOWN = re.compile(r"(?:^|(?<=[、,;了到在和]))[\u4e00-\u9fff]{2,3}?(?:镇|乡|街道)(?=[、,。的至和])")


def find_places(scene: Scene, events: Iterable[Event]) -> tuple[Place, ...]:
    """Each place once for every form it is written in, ordered by first mention."""
    events = tuple(events)
    found = [*_home(scene), *(p for e in events for p in _of_event(scene, e)), *_venues(scene, events)]
    if events or scene.home:
        found += [*_parks(scene), *_reached(scene), *_halls(scene), *_towns(scene)]
    unique = {p.name: p for p in reversed(found) if p.spans}
    return tuple(sorted(unique.values(), key=lambda p: p.spans[0]))


def _place(scene: Scene, name: str, told: tuple[str, str], city: str | None = None) -> Place:
    rule, role = told
    spans = tuple(m.span() for m in re.finditer(re.escape(name), scene.doc.original))
    return Place(name, spans, rule, role, city or city_in(name))


def _home(scene: Scene) -> Iterable[Place]:
    """The home place in its longest form, with the division before it (宿迁市泗阳县), and in its short one."""
    for mention in written_forms(scene.doc, scene.home):
        before = next((m for m in scene.doc.areas if m.end == mention.start and m.full), None)
        start = before.start if before and mention.full else mention.start
        name = scene.doc.surface((start, mention.end))
        yield _place(scene, name, ("place.home", "home"), city_of(mention.area))


def _of_event(scene: Scene, event: Event) -> Iterable[Place]:
    for site in event.sites:
        yield _place(scene, site, ("place.site", "site"), city_in(site) or event.city)
    if event.detail == "trip" and event.place:
        where = scene.doc.original.find(event.place, event.spans[0][0])
        yield from _listed(scene, where, where + len(event.place))


def _listed(scene: Scene, start: int, end: int) -> Iterable[Place]:
    """Places of a list; neighbouring divisions are one (广东省深圳市)."""
    mentions = scene.areas(start, end)
    for span in _joined(mentions):
        yield _place(scene, scene.doc.surface(span), ("place.destination", "destination"))


def _joined(mentions: list[AreaMention]) -> list[Span]:
    spans: list[Span] = []
    for mention in mentions:
        if spans and spans[-1][1] == mention.start:
            spans[-1] = (spans[-1][0], mention.end)
        else:
            spans.append((mention.start, mention.end))
    return spans


def _venues(scene: Scene, events: Iterable[Event]) -> Iterable[Place]:
    for event in events:
        if event.place and not event.sites and event.detail != "trip":
            yield _place(scene, event.place, ("place.venue", "venue"), event.city)


def _parks(scene: Scene) -> Iterable[Place]:
    """Parks that something happens in; home parks too, which stand for parts of the home place."""
    for body in scene.organisations:
        reached = any(_REACHED.search(scene.doc.text[max(0, a - 4) : a]) for a, _ in body.mentions)
        if body.kind == "park" and reached:
            yield _place(scene, body.name, ("place.park", "site"))


def _reached(scene: Scene) -> Iterable[Place]:
    """Cities gone to in the course of a trip; not those a plan fell through for."""
    inside = Cover(len(scene.doc.text), (m for o in scene.organisations for m in o.mentions))
    for span in _joined(list(scene.doc.areas)):
        clause = scene.doc.clause_at(span[0])
        before = scene.doc.text[max(0, span[0] - 4) : span[0]]
        if (
            clause is None
            or not re.search(r"(?:赴|转赴|抵达|来到|^在|[,。“\n]在)$", before)
            or span[1] - span[0] < 2
        ):
            continue
        covered = inside.is_full(*span)
        if not covered and city_in(scene.doc.text[slice(*span)]) and not _NOT_GONE.search(scene.text(clause)):
            yield _place(scene, scene.doc.surface(span), ("place.reached", "destination"))


def _halls(scene: Scene) -> Iterable[Place]:
    for match in _SEATED.finditer(scene.doc.text):
        yield _place(scene, scene.doc.surface(match.span("where")), ("place.venue", "venue"))
    for match in _BRANCHES.finditer(scene.doc.text):
        yield from _listed(scene, *match.span("where"))


def _towns(scene: Scene) -> Iterable[Place]:
    for match in _TOWN.finditer(scene.doc.text):
        yield _place(scene, scene.doc.surface(match.span()), ("place.town", "site"))
