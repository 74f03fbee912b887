"""What the model of happenings learns from: the passages of `told/`, as they are and with other names in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from training.labels import LABELS
from training.told import Happening, Passage, swapped
from yinli.core.reading.document import Document
from yinli.core.reading.events import find_events
from yinli.core.reading.general import general_states
from yinli.core.reading.happening_features import TYPES, happening_features
from yinli.core.reading.reader import scene_of
from yinli.core.reading.tagger import model, network

# Texts are joined up to so many signs, and of longer ones no more is learned from.
LONGEST = 960
BODIES = frozenset(LABELS) - {"N"}


@dataclass(frozen=True)
class Piece:
    """One text to learn from. `text` is normalised; `state` and `made` [size, width] and `seen` [5, size] are what the network
    sees;
    `signs` [size, types and 2] what is true of each sign; `spans` the mentions of bodies, `body` the body of each, `parts`
    [bodies, types] what each body took part in, -1 where nothing is known."""

    text: str
    state: np.ndarray
    made: np.ndarray
    seen: np.ndarray
    signs: np.ndarray
    spans: tuple[tuple[int, int], ...]
    body: np.ndarray
    parts: np.ndarray


def joined(some: list[Passage]) -> Passage:
    """Passages as paragraphs of one text."""
    if len(some) == 1:
        return some[0]
    text, marks, names, told = "", [], [], []
    for one in some:
        shift = len(text) + bool(text)
        text = f"{text}\n{one.text}" if text else one.text
        marks += [(a + shift, b + shift, label) for a, b, label in one.marks]
        names += one.names
        told += [Happening(h.type, (h.span[0] + shift, h.span[1] + shift), h.with_) for h in one.happenings]
    return Passage(text, tuple(marks), tuple(names), tuple(told))


def texts(passages: list[Passage], rng: Random, rounds: int, changed: float) -> Iterator[Passage]:
    """Each passage once a round, some of them with other names, short ones joined to one text at times."""
    for _ in range(rounds):
        row = [
            swapped(one, rng) if rng.random() < changed else one
            for one in rng.sample(passages, len(passages))
        ]
        while row:
            some, many = [row.pop()], rng.choice((1, 1, 2, 3, 4))
            while row and len(some) < many and _signs(some) + len(row[-1].text) < LONGEST:
                some.append(row.pop())
            yield joined(some)


def _signs(some: list[Passage]) -> int:
    return sum(len(one.text) + 1 for one in some)


def piece(one: Passage) -> Piece:
    """What the network sees of a text as the reader reads it, and what is true."""
    doc = Document(one.text, None, ())
    scene = scene_of(doc)
    seen, mentions = happening_features(scene, find_events(scene), model().signs)
    spans = tuple(span for _body, span in mentions)
    body = np.array([number for number, _span in mentions], np.int32)
    parts = np.array([_parts(one, body.mentions) for body in scene.organisations], np.float32)
    state = network(doc)[1].real(0, len(doc.text))
    made = general_states(doc.text)
    return Piece(doc.text, state, made, seen, _of_signs(one), spans, body, parts.reshape(-1, len(TYPES)))


def _parts(one: Passage, mentions: tuple[tuple[int, int], ...]) -> list[float]:
    """What a body took part in; of one that is only named within titles nothing is known."""
    names = {name for span in mentions for name in _named_at(one, span)}
    titles = [(a, b) for a, b, label in one.marks if label == "T"]
    if not names and all(any(a <= span[0] and span[1] <= b for a, b in titles) for span in mentions):
        return [-1.0] * len(TYPES)
    return [float(any(h.type == kind and names & set(h.with_) for h in one.happenings)) for kind in TYPES]


def _named_at(one: Passage, span: tuple[int, int]) -> set[str]:
    return {
        name
        for (start, end, label), name in zip(one.marks, one.names, strict=True)
        if label in BODIES and start < span[1] and span[0] < end
    }


def _of_signs(one: Passage) -> np.ndarray:
    """[size, types and title and counted]."""
    found = np.zeros((len(one.text), len(TYPES) + 2), np.float32)
    for happening in one.happenings:
        found[slice(*happening.span), TYPES.index(happening.type)] = 1
    for start, end, label in one.marks:
        if label in ("T", "M"):
            found[start:end, len(TYPES) + (label == "M")] = 1
    return found
