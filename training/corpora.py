"""Published texts with marked names: UNER Chinese-GSDSIMP and FewFC, both CC BY-SA 4.0, read where they lie."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from training import bodies, firms, people, schools
from training.written import Mark, Written
from yinli.core.reading.document import Document
from yinli.core.reading.names_by_ending import kind_of

KINDS = {
    "enterprise": "E", "fund": "F", "park": "P", "government": "G", "association": "A", "university": "U",
    "institution": "I",
}  # fmt: skip
# Of what was not marked, signs of words that never belong to a name say "no name"; of all others nothing is known.
SURELY_NONE = frozenset(["v", "d", "p", "c", "u", "r", "m", "q", "f", "t", "y", "mark", "digits"])
BODIES = frozenset(["sub-org", "obj-org", "target-company", "sub", "obj", "institution"])
PEOPLE = frozenset(["sub-per", "obj-per"])
COURTS = ("法院", "检察院", "公安", "仲裁委", "证监", "银监", "政府")
GENERIC = frozenset(
    [
        "公司",
        "股东",
        "法院",
        "人民法院",
        "子公司",
        "集团",
        "企业",
        "银行",
        "本行",
        "上市公司",
        "控股股东",
        "险资",
        "项目",
        "被告",
        "原告",
        "董事长",
    ]
)


@dataclass(frozen=True)
class Example:
    """A text with its marks; `known` says of each sign whether its mark is to be learned."""

    written: Written
    known: tuple[bool, ...] | None = None


def uner(path: Path) -> Iterator[Example]:
    """Sentences of an .iob2 file; bodies get their kind by how their name ends, places are none."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        if rows:
            yield Example(_written(rows))


def _written(rows: list[list[str]]) -> Written:
    text, spans = "", []
    for _number, word, tag, *_rest in rows:
        start, text = len(text), text + word
        if tag.startswith("B-"):
            spans.append([start, len(text), tag[2:]])
        elif tag.startswith("I-") and spans:
            spans[-1][1] = len(text)
    marks = []
    for start, end, kind in spans:
        if kind == "PER":
            marks.append((start, end, "N"))
        elif kind == "ORG":
            marks.append((start, end, label_of(text[start:end])))
    return Written(text, tuple(marks))


def label_of(name: str) -> str:
    """The label of a body by its name alone."""
    if any(word in name for word in COURTS):
        return "G"
    return KINDS.get(kind_of(name), "E")


def fewfc(path: Path) -> Iterator[Example]:
    """Sentences of a .json file. Only what takes part in an event is marked there: the rest stays unknown."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["content"]
        marks = _apart({mark for event in row["events"] for mark in _marks(event, text)})
        yield Example(Written(text, marks), _known(text, marks))


def _marks(event: dict, text: str) -> Iterator[Mark]:
    for mention in event["mentions"]:
        start, end = mention["span"]
        word = mention["word"].strip()
        if text[start:end] != word or len(word) < 2 or word in GENERIC or word[0] in "该本其":
            continue
        if mention["role"] in PEOPLE and len(word) <= 4:
            yield start, end, "N"
        elif mention["role"] in BODIES and not word.endswith(
            ("项目", "股权", "工程", "市", "区", "县", "土地")
        ):
            yield start, end, label_of(word)


def _apart(marks: set[Mark]) -> tuple[Mark, ...]:
    """The longest of those that cross."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one[0] - one[1], one[0])):
        if all(mark[1] <= other[0] or other[1] <= mark[0] for other in kept):
            kept.append(mark)
    return tuple(sorted(kept))


def _known(text: str, marks: tuple[Mark, ...]) -> tuple[bool, ...]:
    known = [False] * len(text)
    for token in Document(text, None, ()).tokens:
        if token.kind in SURELY_NONE:
            known[token.start : token.end] = [True] * (token.end - token.start)
    for start, end, _label in marks:
        # Its neighbours, too: there the name begins and ends.
        first, last = max(0, start - 1), min(len(text), end + 1)
        known[first:last] = [True] * (last - first)
    return tuple(known)


MAKERS = {
    "E": firms.firm, "F": bodies.fund, "P": bodies.park, "G": bodies.bureau, "A": bodies.association,
    "U": schools.university, "I": schools.institute, "N": people.person,
}  # fmt: skip


def swapped(one: Example, rng: Random) -> Example:
    """The same sentence with other names in it: a name once replaced is replaced by the same one again."""
    instead: dict[str, str] = {}
    text, marks, known, at = "", [], [], 0
    learned = one.known or (True,) * len(one.written.text)
    for start, end, label in one.written.marks:
        name = one.written.text[start:end]
        other = instead.setdefault(name, MAKERS[label](rng))
        text, known = text + one.written.text[at:start], [*known, *learned[at:start]]
        marks.append((len(text), len(text) + len(other), label))
        text, known, at = text + other, [*known, *[True] * len(other)], end
    written = Written(text + one.written.text[at:], tuple(marks))
    return Example(written, tuple([*known, *learned[at:]]) if one.known else None)
