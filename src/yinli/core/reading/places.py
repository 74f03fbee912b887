"""Places with a part in the text: home, destinations, sites visited, venues."""

import re
from collections.abc import Iterable

from .cover import Cover
from .found import Event, Place, Span
from .general import words_between
from .geography import AreaMention, city_in, city_of
from .home import written_forms
from .scene import Scene
from .sentences import Sentence

_REACHED = re.compile(r"(?:赴|转赴|抵达|首站来到|来到|设在|在|入驻|走进)$")
_TOWARDS = re.compile(
    r"(?<![看说直遇达感做得收等提受想从年后将原未本])(?:到|来)$|(?:赴|飞抵|飞|移师|抵达|落户|落在|落子|放在|迁至|走进|考察了?|察看了?|看了|选址"
    r"|(?<![现正存实旨家好])在)$"
)
# What a place of a ranking did, and how often; so many of them make one.
_COUNTED, _IN_A_RANKING = re.compile(r"[\u4e00-\u9fff]{0,6}?\d[\d.]*(?:个|家|项|亿|万)"), 2
_NOT_GONE = re.compile(r"原拟|原定|原计划|取消|改在|下阶段|下一步|将|拟赴|计划")
_SEATED = re.compile(r"设在(?P<where>[^,。;、]{2,16})(?=[,。;])")
_FROM_WHERE = re.compile("来自|来源|客商|分布|投向|其中.{0,8}企业来")
_HELD = re.compile(
    r"在(?P<where>[^,。;:、\n在“”()]{3,22}?)(?:隆重|顺利|成功)?(?:举行|举办|召开|启幕|开幕|登场)"
)
# One place of a stretch that the recogniser took for one.
_PART = re.compile(r"(?:(?![和与及])[\u4e00-\u9fffA-Za-z0-9·])+")
_OF_HALLS = frozenset(["n", "nz", "LOC", "ORG", "s", "nw", "vn", "an", "m", "q"])
_BRANCHES = re.compile(r"(?P<where>[\u4e00-\u9fff、和]{2,24})设(?:立)?分会场")
_TOWN = re.compile(r"(?:^|(?<=[、,;了到在和]))[\u4e00-\u9fff]{2,3}?(?:镇|乡|街道)(?=[、,。的至和])")


def find_places(scene: Scene, events: Iterable[Event]) -> tuple[Place, ...]:
    """Each place once for every form it is written in, ordered by first mention."""
    events = tuple(events)
    found = [*_home(scene), *(p for e in events for p in _of_event(scene, e)), *_venues(scene, events)]
    if events or scene.home:
        told = _sentences(scene, events)
        found += [*_parks(scene, told), *_reached(scene), *_halls(scene), *_towns(scene)]
        found += [*_gone_to(scene, told), *_ranked(scene)]
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


def _parks(scene: Scene, told: frozenset[int]) -> Iterable[Place]:
    """Parks that something happens in; home parks too, which stand for parts of the home place."""
    for body in scene.organisations:
        if body.kind == "park" and any(_is_reached(scene, span, told) for span in body.mentions):
            yield _place(scene, body.name, ("place.park", "site"))


def _is_reached(scene: Scene, span: Span, told: frozenset[int]) -> bool:
    before = scene.doc.text[max(0, span[0] - 4) : span[0]]
    sentence = scene.doc.sentence_at(span[0])
    gone = sentence is not None and sentence.start in told and _TOWARDS.search(before)
    return bool(_REACHED.search(before) or gone)


def _sentences(scene: Scene, events: tuple[Event, ...]) -> frozenset[int]:
    """Where sentences begin in which something happens."""
    found = (scene.doc.sentence_at(a) for event in events for a, _b in event.spans)
    return frozenset(sentence.start for sentence in found if sentence is not None)


def _gone_to(scene: Scene, told: frozenset[int]) -> Iterable[Place]:
    """Places as the general recogniser knows them, to which a sentence that tells a happening goes (到团林铺镇考察)."""
    inside = Cover(len(scene.doc.text), (m for o in scene.organisations for m in o.mentions))
    found = {
        scene.doc.surface((start, end)): None
        for sentence in scene.doc.sentences
        if sentence.start in told and not _NOT_GONE.search(scene.text(sentence))
        for start, end in _located(scene, sentence.start, sentence.end)
        if end - start > 1
        and inside.is_free(start, end)
        and scene.doc.text[end : end + 1] not in ("籍", "的")
    }
    yield from (_place(scene, name, ("place.gone", "site")) for name in found)


def _located(scene: Scene, first: int, last: int) -> Iterable[Span]:
    """Stretches of words for places right behind words that go there."""
    words_in = words_between(scene.doc.text, first, last)
    at = 0
    while at < len(words_in):
        start, end = words_in[at].start, words_in[at].start
        while at < len(words_in) and words_in[at].tag == "LOC":
            end, at = words_in[at].end, at + 1
        at += end == start
        if end > start and _TOWARDS.search(scene.doc.text[max(0, start - 4) : start]):
            yield from (part.span() for part in _PART.finditer(scene.doc.text, start, end))


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


def _ranked(scene: Scene) -> Iterable[Place]:
    """Counties and parks of the home place that are told one after the other with what each has done (碧江区34个、
    万山区19个); not where guests come from."""
    found: dict[str, None] = {}
    for sentence in scene.doc.sentences:
        counted = _counted(scene, sentence)
        if len(counted) >= _IN_A_RANKING and not _FROM_WHERE.search(scene.text(sentence)):
            found |= dict.fromkeys(scene.doc.surface(span) for span in counted)
    yield from (_place(scene, name, ("place.ranked", "home")) for name in found)


def _counted(scene: Scene, sentence: Sentence) -> list[Span]:
    """Counties and parks of a sentence right before a number."""
    areas = [
        (m.start, m.end)
        for m in scene.doc.areas_between(sentence.start, sentence.end)
        if m.full and m.area.level == "county" and not m.area.name.startswith(scene.home or "\0")
    ]
    parks = [span for span, body in scene.bodies(sentence.start, sentence.end) if body.kind == "park"]
    return [span for span in sorted({*areas, *parks}) if _COUNTED.match(scene.doc.text, span[1])]


def _halls(scene: Scene) -> Iterable[Place]:
    for match in _SEATED.finditer(scene.doc.text):
        yield _place(scene, scene.doc.surface(match.span("where")), ("place.venue", "venue"))
    for match in _HELD.finditer(scene.doc.text):
        words_in = words_between(scene.doc.text, *match.span("where"))
        if all(word.tag in _OF_HALLS for word in words_in):
            yield _place(scene, scene.doc.surface(match.span("where")), ("place.venue", "venue"))
    for match in _BRANCHES.finditer(scene.doc.text):
        yield from _listed(scene, *match.span("where"))


def _towns(scene: Scene) -> Iterable[Place]:
    for match in _TOWN.finditer(scene.doc.text):
        yield _place(scene, scene.doc.surface(match.span()), ("place.town", "site"))
