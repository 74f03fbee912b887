"""The text cut into pieces that never nest: each knows which findings cover it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
# What happened is said in clauses, which hold names and figures: shown as a line under them, not as their colour.
CLAUSES = ("event", "fact", "project", "next_step")
KINDS = (
    "organisation",
    "person",
    "place",
    "date",
    "period",
    "amount",
    "ratio",
    "metric",
    "industry",
    *CLAUSES,
)


@dataclass(frozen=True)
class Piece:
    """A run of the text from `start` to `end` under the same findings; `kind` colours it, `under` underlines it."""

    start: int
    end: int
    text: str
    kind: str = ""
    under: str = ""
    rules: tuple[str, ...] = ()
    linked: bool = False


def paragraphs(text: str, marks: Sequence[dict], linked: Iterable[Span] = ()) -> list[list[Piece]]:
    """The lines of `text` in pieces. `marks` are {kind, spans, rule}; `linked` are spans that records point at."""
    found = [(a, b, mark["kind"], mark["rule"]) for mark in marks for a, b in mark["spans"]]
    found += [(a, b, "", "") for a, b in linked]
    lines: list[list[Piece]] = [[]]
    for piece in _pieces(text, found):
        for number, part in enumerate(_lines(piece)):
            if number:
                lines.append([])
            if part.text:
                lines[-1].append(part)
    return [line for line in lines if line]


def _pieces(text: str, found: list[tuple[int, int, str, str]]) -> Iterator[Piece]:
    """Cut at every end of every span, sweeping once through the text."""
    opening = sorted(one for one in found if one[0] < one[1])
    cuts = sorted({0, len(text), *(a for a, *_rest in opening), *(b for _a, b, *_rest in opening)})
    active: list[tuple[int, int, str, str]] = []
    ahead = 0
    for start, end in zip(cuts, cuts[1:], strict=False):
        active = [one for one in active if one[1] > start]
        while ahead < len(opening) and opening[ahead][0] <= start:
            active.append(opening[ahead])
            ahead += 1
        yield _piece(start, end, text[start:end], active)


def _piece(start: int, end: int, text: str, active: list[tuple[int, int, str, str]]) -> Piece:
    """The shortest name or figure gives the colour, the shortest clause the line."""
    inner = sorted(active, key=lambda one: one[1] - one[0])
    kind = next((one[2] for one in inner if one[2] and one[2] not in CLAUSES), "")
    under = next((one[2] for one in inner if one[2] in CLAUSES), "")
    rules = tuple(dict.fromkeys(one[3] for one in inner if one[3]))
    return Piece(start, end, text, kind, under, rules, any(not one[2] for one in active))


def _lines(piece: Piece) -> Iterator[Piece]:
    at = piece.start
    for part in piece.text.split("\n"):
        yield Piece(at, at + len(part), part, piece.kind, piece.under, piece.rules, piece.linked)
        at += len(part) + 1
