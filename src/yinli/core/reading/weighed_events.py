"""Happenings weighed by the model: those of the rules that it holds unlikely are left out, those that it tells besides are
added, in the order of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from .events import event_at
from .found import Event, Span
from .happening_features import REACH, TYPES
from .moves import Moves
from .scene import Scene
from .told_by_model import Told, told
from .triggers import Trigger

# A part in a happening that rules tell is kept from here on; one that only the model tells is added from there on.
KEPT, ADDED = 0.05, 0.5
# Words that tell a happening without any body, told by rules, are kept from here on.
WORDS_KEPT = 0.02


def weighed(scene: Scene, events: Sequence[Event]) -> tuple[Event, ...]:
    """`events` of the rules, and the model's, weighed."""
    said = told(scene, events)
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
    moves = Moves(scene)
    by_words: dict[tuple[str, int], tuple[Span, list[str]]] = {}
    for (name, kind), (sure, mention) in said.parts.items():
        if sure < ADDED or (kind, name) in known:
            continue
        words = _words(said, kind, mention)
        clause = scene.doc.clause_at(words[0]) or scene.doc.clause_at(mention[0])
        if clause is not None:
            by_words.setdefault((kind, clause.start), (words, []))[1].append(name)
    for (kind, start), (words, names) in by_words.items():
        sentence, clause = scene.doc.sentence_at(start), scene.doc.clause_at(start)
        if sentence is not None and clause is not None:
            trigger = Trigger(kind, "event.model", *words)
            yield replace(
                event_at(scene, sentence, clause, trigger, moves.at(start)), counterparts=tuple(names)
            )


def _words(said: Told, kind: str, mention: Span) -> Span:
    """The sign around a mention that tells the happening most surely."""
    first = max(0, mention[0] - REACH)
    near = said.words[first : mention[1] + REACH, TYPES.index(kind)]
    at = first + int(np.argmax(near))
    return at, at + 1
