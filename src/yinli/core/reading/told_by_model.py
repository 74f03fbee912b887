"""What a text tells of whom, by Yinli's own model (docs/reader.md): how surely each body had a part in a happening of
each type, how surely words tell one, and which signs are titles and counted results."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from . import tagger
from .found import Event, Span
from .general import forget_states, general_states
from .happening_features import (
    ANSWERS,
    ASKS,
    BETWEEN,
    INPUTS,
    MEET,
    REACH,
    TYPES,
    between,
    happening_features,
)
from .scene import Scene

MODEL = Path(__file__).parent / "model/happenings.onnx"
# Each piece of a text sees so many signs of its neighbours, more than the network's reach.
PIECE, BESIDE = 2000, 90
# A counted result told by rules is kept from here on.
COUNTED = 0.02


@dataclass(frozen=True)
class Told:
    """`parts`: (name of a body, type) → how sure, 0 to 1, with the mention (or what stands for it) that says so and the sign
    that tells it; `words` [size, types], `titles` and `counted` [size]: how surely each sign tells a happening, is of a
    title, is of a counted result."""

    parts: dict[tuple[str, str], tuple[float, Span, int]]
    words: np.ndarray
    titles: np.ndarray
    counted: np.ndarray

    def of(self, name: str, kind: str) -> float:
        """How surely a body had a part in a happening of a type."""
        return self.parts[name, kind][0] if (name, kind) in self.parts else 0.0

    def is_counted(self, span: Span) -> bool:
        """Whether the number at `span` may be a counted result: below this share it is none (冷藏箱1200只)."""
        return float(self.counted[slice(*span)].mean()) >= COUNTED

    @property
    def total(self) -> float:
        """In how many happenings bodies of the text had a part, about: each body's surest share."""
        surest: dict[str, float] = {}
        for (name, _kind), (sure, *_where) in self.parts.items():
            surest[name] = max(sure, surest.get(name, 0.0))
        return sum(surest.values())

    def telling(self, kind: str, start: int, end: int) -> float:
        """How surely the words between two offsets tell a happening of a type: their surest sign."""
        return float(self.words[start:end, TYPES.index(kind)].max(initial=0.0))


@dataclass(frozen=True)
class _Model:
    session: onnxruntime.InferenceSession
    # Step of BETWEEN → [side, how much stands between]; and [side, types].
    between: dict[str, np.ndarray]
    side: np.ndarray


@cache
def _model() -> _Model:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])
    told = json.loads(session.get_modelmeta().custom_metadata_map["between"])
    return _Model(session, {name: np.array(told[name]) for name in BETWEEN}, np.array(told["side"]))


def told(scene: Scene, events: Sequence[Event]) -> Told:
    """What the model makes of a text and of what the rules found in it."""
    seen, mentions = happening_features(scene, events, tagger.model().signs)
    scores = _scores(seen, tagger.network(scene.doc)[1], general_states(scene.doc.text))
    forget_states()
    starts = np.bincount([span[0] for _body, span in mentions], minlength=len(scene.doc.text)) > 0
    parts: dict[tuple[str, str], tuple[float, Span, int]] = {}
    for number, span in mentions:
        name = scene.organisations[number].name
        around, places = _around(scene.doc.text, span, scores, starts)
        said = _share(scores[slice(*span), : len(TYPES)].mean(0) + around)
        for kind, sure, place in zip(TYPES, said.tolist(), places.tolist(), strict=True):
            if sure > parts.get((name, kind), (0.0,))[0]:
                parts[name, kind] = (sure, span, place)
    many = len(TYPES)
    shares = _share(scores[:, many : ASKS.start])
    return Told(parts, shares[:, :many], shares[:, many], shares[:, many + 1])


def _around(text: str, span: Span, scores: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(how much the words around a mention say of it, which sign says most), each [types]
    (training/happening_network.py, `bound`)."""
    first, last = max(0, span[0] - REACH), min(len(text), span[1] + REACH)
    steps, after, near = between(text, [span], starts, first, last)
    side = after[0].astype(int)
    meet = scores[first:last, ANSWERS] @ scores[slice(*span), ASKS].mean(0) / MEET**0.5
    given = meet + sum(_model().between[name][side, number[0]] for name, number in steps.items())
    words = scores[first:last, len(TYPES) : 2 * len(TYPES)]
    total = (words + given[:, None] + _model().side[side])[near[0]]
    if not len(total):
        return np.full(len(TYPES), -30.0), np.full(len(TYPES), span[0])
    top = total.max(0)
    places = first + np.flatnonzero(near[0])[total.argmax(0)]
    return top + np.log(np.exp(total - top).sum(0) + 1e-12), places


def _share(scores: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-scores))


def _scores(seen: np.ndarray, state: tagger.State, made: np.ndarray) -> np.ndarray:
    size = seen.shape[1]
    # Of 200 pages this is 48 MB: it is not made in parts and then put together.
    found = np.empty((size, ANSWERS.stop), np.float32)
    for start in range(0, size, PIECE):
        first, last = max(0, start - BESIDE), min(size, start + PIECE + BESIDE)
        fed = {name: seen[at : at + 1, first:last] for at, name in enumerate(INPUTS)}
        fed["state"] = state.real(first, last)[None].astype(np.float32)
        fed["made"] = made[None, first:last]
        given = _model().session.run(["scores"], fed)[0][0]
        found[start : start + PIECE] = given[start - first : start - first + PIECE]
    return found
