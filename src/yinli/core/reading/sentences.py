"""Paragraphs, sentences and clauses with their offsets."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;]?[”’)]*")
_CLAUSE = re.compile(r"[^,。!?;:\n]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas, offsets into the normalised text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the normalised text, its paragraph (0 is the first) and its clauses."""

    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]


def sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences of normalised `text`; brackets never end one, line ends always do."""
    found = []
    paragraph = -1
    for line in re.finditer(r"[^\n]+", text):
        if not line.group().strip():
            continue
        paragraph += 1
        for match in _SENTENCE.finditer(text, line.start(), line.end()):
            start, end = _trim(text, *match.span())
            if start < end:
                found.append(Sentence(start, end, paragraph, _clauses(text, start, end)))
    return tuple(found)


def _clauses(text: str, start: int, end: int) -> tuple[Clause, ...]:
    spans = (_trim(text, *m.span()) for m in _CLAUSE.finditer(text, start, end))
    return tuple(Clause(a, b) for a, b in spans if a < b)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
