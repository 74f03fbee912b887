"""Passages written for the reader to learn from, with what they say marked in them (`told/*.txt`).

A passage is one or more lines of text with marks in braces, then a line for each happening; a blank line ends it:

    {T:区委书记}{N:高林}一行到{E:新松机器人自动化股份有限公司}考察,{E:新松=新松机器人自动化股份有限公司}与{G:皇姑区人民政府}签署了框架协议。
    > visit @考察 : 新松机器人自动化股份有限公司
    > mou @签署了框架协议 : 新松机器人自动化股份有限公司

E F P G A U I N are names (labels.py), T the title of a person beside it, in which a body may be marked
({T:{E:新松}董事长}), M a counted result; `=` gives the full name of a short one. A happening is its type,
words of the passage that tell it (after @), and the firms or bodies it is with, or `-` for none.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from training.corpora import MAKERS, Example
from training.labels import LABELS
from training.written import Mark, Written
from yinli.core.reading.happening_features import TYPES

APART = 10
# 区委常委 and the like name no body.
_SHORT_TITLE = 4
FOLDER = Path(__file__).parent / "told"
# A mark, and a title in which a body is marked.
_MARK = re.compile(r"\{([A-Z]):([^{}]*)\}")
_TITLE = re.compile(r"\{T:((?:[^{}]|\{[A-Z]:[^{}]*\})*)\}")
_EVENT = re.compile(r"> (\w+) @(.+?) : (.+)")


@dataclass(frozen=True)
class Happening:
    """`type` is one of TYPES, `span` where its words stand, `with_` the full names of whom it is with."""

    type: str
    span: tuple[int, int]
    with_: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """A text, its marks (`T` and `M` besides names; what stands in a title follows it), the full name each mark stands for,
    and its happenings."""

    text: str
    marks: tuple[Mark, ...]
    names: tuple[str, ...]
    happenings: tuple[Happening, ...]


class BadPassage(ValueError):
    """A passage that breaks the form; says which and why."""


def passages(folder: Path = FOLDER, apart: bool = False) -> Iterator[Passage]:
    """The passages of all files, in the order of their names: those to learn from, or those kept `apart` (one of APART),
    by which thresholds are chosen. Raises BadPassage."""
    for path in sorted(folder.glob("*.txt")):
        yield from (one for at, one in enumerate(passages_of(path)) if (at % APART == APART - 1) == apart)


def passages_of(path: Path) -> Iterator[Passage]:
    """The passages of one file. Raises BadPassage."""
    line = 1
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if block.strip():
            try:
                yield parsed(block.strip("\n"))
            except BadPassage as error:
                raise BadPassage(f"{path.name}, line {line}: {error}") from None
        line += block.count("\n") + 2


def parsed(block: str) -> Passage:
    """One passage. Raises BadPassage."""
    rows = block.split("\n")
    body = "\n".join(row for row in rows if not row.startswith(">"))
    text, marks, names = _read(body)
    known = {name for name, mark in zip(names, marks, strict=True) if mark[2] in LABELS}
    told = tuple(_happening(row, text, known) for row in rows if row.startswith(">"))
    return Passage(text, marks, names, told)


def _read(body: str) -> tuple[str, tuple[Mark, ...], tuple[str, ...]]:
    text, at, found = "", 0, []
    for match in re.finditer(f"{_TITLE.pattern}|{_MARK.pattern}", body):
        text += body[at : match.start()]
        said, own = _marked(match, len(text))
        found += own
        text, at = text + said, match.end()
    text += body[at:]
    if re.search(r"[{}]", text):
        raise BadPassage("a brace is left: only a title may hold a mark")
    return text, tuple(mark for mark, _name in found), tuple(name for _mark, name in found)


def _marked(match: re.Match, at: int) -> tuple[str, list[tuple[Mark, str]]]:
    """The words of a mark that stands at `at`, and it with those in it, each with its full name."""
    if match[1] is not None:
        said, marks, names = _read(match[1])
        inner = [((a + at, b + at, label), name) for (a, b, label), name in zip(marks, names, strict=True)]
        return said, [((at, at + len(said), "T"), said), *inner]
    label, (surface, _equals, full) = match[2], match[3].partition("=")
    if label not in (*LABELS, "M") or not surface:
        raise BadPassage(f"{match[0]} is no mark")
    return surface, [((at, at + len(surface), label), full or surface)]


def _happening(row: str, text: str, known: set[str]) -> Happening:
    match = _EVENT.fullmatch(row.strip())
    if not match or match[1] not in TYPES:
        raise BadPassage(f"{row!r} is no happening: > type @words : names")
    start = text.find(match[2])
    if start < 0:
        raise BadPassage(f"{match[2]!r} does not stand in the text")
    with_ = () if match[3].strip() == "-" else tuple(one.strip() for one in re.split("[、;；]", match[3]))
    if missing := [one for one in with_ if one not in known]:
        raise BadPassage(f"{missing} are not marked as names (use the full name)")
    return Happening(match[1], (start, start + len(match[2])), with_)


def swapped(one: Passage, rng: Random) -> Passage:
    """The passage with other names in it: each form of a name, short or full, is everywhere the same new one."""
    instead: dict[str, str] = {}
    text, at, spots = "", 0, [0] * (len(one.text) + 1)
    for start, end, label in sorted(mark for mark in one.marks if mark[2] in MAKERS):
        spots[at:start] = range(len(text), len(text) + start - at)
        text += one.text[at:start]
        spots[start:end] = [len(text)] * (end - start)
        text, at = text + instead.setdefault(one.text[start:end], MAKERS[label](rng)), end
    spots[at:] = range(len(text), len(text) + len(spots) - at)
    text += one.text[at:]
    marks = tuple((spots[a], spots[b], label) for a, b, label in one.marks)
    told = tuple(replace(h, span=(spots[h.span[0]], spots[h.span[1]])) for h in one.happenings)
    return Passage(text, marks, one.names, told)


def example(one: Passage) -> Example:
    """The passage with its names alone. In a long title without a mark a body may be named: there nothing is known."""
    names = tuple(sorted(mark for mark in one.marks if mark[2] in LABELS))
    known = [True] * len(one.text)
    for start, end, label in one.marks:
        if (
            label == "T"
            and end - start > _SHORT_TITLE
            and not any(start <= a < end for a, _b, _label in names)
        ):
            known[start:end] = [False] * (end - start)
    return Example(Written(one.text, names), tuple(known))


if __name__ == "__main__":
    for given in sys.argv[1:]:
        found = list(passages_of(Path(given)))
        told = sum(len(one.happenings) for one in found)
        print(
            f"{given}: {len(found)} passages, {sum(len(one.text) for one in found)} signs, {told} happenings"
        )
