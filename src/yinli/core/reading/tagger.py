"""Names by Yinli's own model: a small network that gives every sign a tag (docs/reader.md is its card)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime

from .document import Document
from .features import INPUTS, features
from .found import Span
from .general import general_states

MODEL = Path(__file__).parent / "model/reader.onnx"
KINDS = {
    "E": "enterprise", "F": "fund", "P": "park", "G": "government", "A": "association", "U": "university",
    "I": "institution", "N": "person",
}  # fmt: skip
# A text is read in pieces; each sees so many signs of its neighbours, more than the network's reach.
PIECE, BESIDE = 2000, 40
_NEVER = -1e9
# So much more (as logarithms of shares) speaks for no name than for any.
_BEYOND_DOUBT = 6.0


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name: where it stands, what it names, and how sure the model is, 0 to 1."""

    span: Span
    kind: str
    sure: float


@dataclass(frozen=True)
class Model:
    """The network, the numbers of the signs it knows, and its tags."""

    session: onnxruntime.InferenceSession
    signs: dict[str, int]
    tags: tuple[str, ...]
    # moves[i, j]: 0 where tag j may follow tag i.
    moves: np.ndarray
    # How many numbers it makes of a sign.
    width: int


@cache
def model() -> Model:
    """The model that is shipped, loaded once; one thread, so that the same text is read the same way everywhere."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])
    told = session.get_modelmeta().custom_metadata_map
    tags = tuple(told["tags"].split())
    moves = np.array([[0.0 if _may_follow(one, two) else _NEVER for two in tags] for one in tags], np.float32)
    width = next(one.shape[2] for one in session.get_outputs() if one.name == "state")
    return Model(session, {sign: at for at, sign in enumerate(told["signs"], 2)}, tags, moves, width)


def _may_follow(one: str, two: str) -> bool:
    return not two.startswith("I-") or one in (two, f"B-{two[2:]}")


@lru_cache(maxsize=2)
def tagged(doc: Document) -> tuple[Tagged, ...]:
    """Names of bodies and people in `doc`, in order."""
    if not doc.text:
        return ()
    scores, _state = network(doc)
    return tuple(_spans(_best_path(scores, model()), _shares(scores)))


def _shares(scores: np.ndarray) -> np.ndarray:
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    return shares


@lru_cache(maxsize=2)
def named_shares(doc: Document) -> tuple[np.ndarray, np.ndarray]:
    """(of each sign how surely it is of a person's name, how surely of a body's), 0 to 1."""
    shares, tags = _shares(network(doc)[0]), model().tags
    person = shares[:, [tags.index("B-N"), tags.index("I-N")]].sum(1)
    return person, 1 - shares[:, tags.index("O")] - person


@dataclass(frozen=True)
class State:
    """[size, width] of real numbers, kept in eight bits each: of a report of 200 pages it would be 160 MB."""

    whole: np.ndarray
    scale: np.ndarray

    @classmethod
    def of(cls, real: np.ndarray) -> "State":
        """Each sign's numbers by the largest of them."""
        scale = np.maximum(np.abs(real).max(1, keepdims=True), 1e-6) / 127
        return cls(np.round(real / scale).astype(np.int8), scale.astype(np.float32))

    @classmethod
    def empty(cls, size: int, width: int) -> "State":
        """Room for the numbers of so many signs."""
        return cls(np.empty((size, width), np.int8), np.empty((size, 1), np.float32))

    def put(self, start: int, part: "State") -> None:
        """Write the numbers of a piece where it begins."""
        end = start + len(part.whole)
        self.whole[start:end], self.scale[start:end] = part.whole, part.scale

    def real(self, first: int, last: int) -> np.ndarray:
        """The numbers of the signs between two offsets."""
        return self.whole[first:last] * self.scale[first:last]


@lru_cache(maxsize=2)
def network(doc: Document) -> tuple[np.ndarray, State]:
    """(scores [size, tags], what the network made of every sign)."""
    seen, made = np.array(features(doc, model().signs), np.int32), general_states(doc.text)
    size = seen.shape[1]
    # Of 200 pages they are 60 MB: they are not made in parts and then put together.
    found, states = np.empty((size, len(model().tags)), np.float32), State.empty(size, model().width)
    for start in range(0, size, PIECE):
        first, last = max(0, start - BESIDE), min(size, start + PIECE + BESIDE)
        fed = {name: seen[at : at + 1, first:last] for at, name in enumerate(INPUTS)}
        fed["made"] = made[None, first:last]
        given, state = model().session.run(["scores", "state"], fed)
        own = slice(start - first, start - first + PIECE)
        found[start : start + PIECE] = given[0][own]
        states.put(start, State.of(state[0][own]))
    return found, states


def _best_path(scores: np.ndarray, known: Model) -> list[int]:
    """The likeliest tags that can follow one another. Signs that are of no name beyond doubt part the text: between them
    the few that may be are looked at, three of four are not."""
    none = known.tags.index("O")
    others = np.delete(scores, none, 1).max(1)
    path = [none] * len(scores)
    for start, end in _stretches(scores[:, none] - others < _BEYOND_DOUBT):
        path[start:end] = _viterbi(scores[start:end], known)
    return path


def _stretches(wanted: np.ndarray) -> Iterator[Span]:
    """Where runs of True begin and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _viterbi(scores: np.ndarray, known: Model) -> list[int]:
    best = scores[0] + np.array([_NEVER if tag.startswith("I-") else 0 for tag in known.tags])
    back = np.zeros(scores.shape, np.int8)
    each = np.arange(len(known.tags))
    for at in range(1, len(scores)):
        total = best[:, None] + known.moves
        back[at] = total.argmax(0)
        best = total[back[at], each] + scores[at]
    path = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(back[at][path[-1]]))
    return path[::-1]


def _spans(path: list[int], shares: np.ndarray) -> Iterator[Tagged]:
    tags = model().tags
    at = 0
    while at < len(path):
        start, tag = at, tags[path[at]]
        at += 1
        if tag == "O":
            continue
        while at < len(path) and tags[path[at]] == f"I-{tag[2:]}":
            at += 1
        sure = float(min(shares[place, path[place]] for place in range(start, at)))
        yield Tagged((start, at), KINDS[tag[2:]], sure)
