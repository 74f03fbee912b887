"""Words of a text by the likeliest path through a dictionary; what the dictionary lacks stays single signs."""

import math
import re
from dataclasses import dataclass
from functools import cache

from .lexicons import rows, table, words

_LONGEST = 12
_PIECE = re.compile(r"[A-Za-z][A-Za-z0-9&.'\-]*|\d[\d,.]*|[\u3400-\u9fff]+|\s+|.", re.S)
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `kind` is its class (n v vn a d p c u r m q f t y ns), "latin", "digits", "mark" or "?"."""

    start: int
    end: int
    kind: str
    text: str


@cache
def dictionary() -> dict[str, tuple[float, str]]:
    """word → (cost, class): common words, words of the trade, and names of administrative places."""
    frequency = {word: (int(count), kind) for word, count, kind in rows("words")}
    for word in (row[0] for row in rows("places")):
        frequency.setdefault(word, (300, "ns"))
    sectors = words("industries", "sectors") | words("organisations", "words.plain")
    for word in sectors | words("organisations", "enterprise.brand"):
        if len(word) > 1:
            frequency.setdefault(word, (300, "n"))
    for kind, listed in table("trade")["class"].items():
        for word in listed.split():
            frequency[word] = (max(2000, frequency.get(word, (0, ""))[0]), kind)
    total = math.log(60_000_000)
    return {word: (total - math.log(count), kind) for word, (count, kind) in frequency.items()}


def segment(text: str, extra: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """Tokens that cover normalised `text`; `extra` words (places of this text) count as places."""
    tokens: list[Token] = []
    for piece in _PIECE.finditer(text):
        word, start = piece.group(), piece.start()
        if "\u3400" <= word[0] <= "\u9fff":
            tokens += _path(word, start, extra)
        else:
            tokens.append(Token(start, piece.end(), _plain(word), word))
    return tuple(tokens)


def _plain(word: str) -> str:
    if word[0].isdigit():
        return "digits"
    return "latin" if _LATIN.match(word) else "mark"


def _path(run: str, offset: int, extra: frozenset[str]) -> list[Token]:
    size, known = len(run), dictionary()
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] * (size + 1)
    for start in range(size - 1, -1, -1):
        best[start] = min(_steps(run, start, known, extra, best))
    found, at = [], 0
    while at < size:
        _, end, kind = best[at]
        found.append(Token(offset + at, offset + end, kind, run[at:end]))
        at = end
    return found


def _steps(run, start, known, extra, best):
    yield (
        known.get(run[start], (19.0, "?"))[0] + best[start + 1][0],
        start + 1,
        known.get(run[start], (0, "?"))[1],
    )
    for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
        word = run[start:end]
        if word in extra:
            yield 9.0 + best[end][0], end, "ns"
        elif word in known:
            cost, kind = known[word]
            yield cost + best[end][0], end, kind
