"""Happenings weighed by the model: those of the rules that it holds unlikely are left out, those that it tells besides are
added, in the order of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .events import event_at, is_to_come
from .found import Event, Organisation, Span
from .moves import Moves
from .roles import is_venue
from .scene import Scene
from .told_by_model import Told
from .triggers import Trigger, verbs

# A part in a happening that rules tell is kept from here on.
KEPT = 0.03
# One that only the model tells is added from here on: of a body of which the rules tell nothing, and of another.
ADDED, ADDED_BESIDE = 0.37, 0.6
# Words that tell a happening without any body, told by rules, are kept from here on.
WORDS_KEPT = 0.02
# What somebody hopes for or asks has not happened (希望双方加快推进项目落地).
_WISHED = re.compile("希望|期待|期盼|盼|欢迎|恳请|诚邀|鼓励")
# Behind a body that only owns another, or has its seat where something happened.
_BEHIND = re.compile(
    "[新的]?(?:全球|中国|区域)?(?:总部|基地)?所在地|的?(?:全资|控股|附属|旗下|子公司|母公司)"
)


def weighed(scene: Scene, events: Sequence[Event], said: Told) -> tuple[Event, ...]:
    """`events` of the rules, and the model's, weighed by what it `said`."""
    kept = [likely for event in events if (likely := _likely(said, event)) is not None]
    known = {(event.type, name) for event in events for name in event.counterparts}
    added = _added(scene, said, known)
    return tuple(sorted([*kept, *added], key=lambda event: event.spans[0]))


def _likely(said: Told, event: Event) -> Event | None:
    """The event with whom it is likely with; None where nobody is left, or its words hardly tell it."""
    if not event.counterparts:
        sure = max(said.telling(event.type, *span) for span in event.spans)
        return event if sure >= WORDS_KEPT else None
    names = tuple(name for name in event.counterparts if said.of(name, event.type) >= KEPT)
    return replace(event, counterparts=names) if names else None


def _added(scene: Scene, said: Told, known: set[tuple[str, str]]) -> Iterator[Event]:
    """An event for each type and clause in which the model tells of bodies that the rules have not told."""
    moves, undone = Moves(scene), _undone(scene)
    for (kind, start), (words, names) in _told_besides(scene, said, known).items():
        sentence, clause = scene.doc.sentence_at(start), scene.doc.clause_at(start)
        if sentence is None or clause is None or (kind, start) in undone:
            continue
        if _WISHED.search(scene.text(clause)):
            continue
        event = event_at(scene, sentence, clause, Trigger(kind, "event.model", *words), moves.at(start))
        if not is_to_come(scene, event):
            yield replace(event, counterparts=tuple(names))


def _told_besides(
    scene: Scene, said: Told, known: set[tuple[str, str]]
) -> dict[tuple[str, int], tuple[Span, list[str]]]:
    """(type, where its clause begins) → (the words that tell it, the bodies), of what only the model tells."""
    bodies = {body.name: body for body in scene.organisations}
    told_of = {name for _kind, name in known}
    found: dict[tuple[str, int], tuple[Span, list[str]]] = {}
    for (name, kind), (sure, mention, place) in said.parts.items():
        enough = sure >= (ADDED_BESIDE if name in told_of else ADDED)
        if not enough or (kind, name) in known or _stands_behind(scene, mention, bodies[name]):
            continue
        clause = scene.doc.clause_at(place) or scene.doc.clause_at(mention[0])
        if clause is not None:
            found.setdefault((kind, clause.start), ((place, place + 1), []))[1].append(name)
    return found


def _stands_behind(scene: Scene, mention: Span, body: Organisation) -> bool:
    """Whether a body is only where something was, or to whom somebody belongs (某某全资附属公司, 某某总部所在地)."""
    return is_venue(scene, mention, body) or bool(_BEHIND.match(scene.doc.text, mention[1]))


def _undone(scene: Scene) -> set[tuple[str, int]]:
    """(type, where a clause begins) of clauses whose words say that it has not happened (计划下月走访)."""
    found = set()
    for verb, stands in verbs(scene):
        clause = scene.doc.clause_at(verb.start)
        if clause is not None and not stands:
            found.add((verb.type, clause.start))
    return found
