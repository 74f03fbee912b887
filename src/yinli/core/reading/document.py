"""A text prepared once for all steps: normalised, cut into sentences and words, its places known."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .found import Span
from .geography import AreaMention, area_mentions
from .normalise import normalise
from .segment import Token, segment
from .sentences import Clause, Sentence, sentences


@dataclass(frozen=True)
class Document:
    """`original` and its normalised `text` have the same length: one offset serves both."""

    original: str
    published_on: date | None
    known: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """The normalised text."""
        return normalise(self.original)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences."""
        return sentences(self.text)

    @cached_property
    def areas(self) -> tuple[AreaMention, ...]:
        """Its administrative places and well-known zones, in order."""
        return area_mentions(self.text)

    def areas_between(self, start: int, end: int) -> list[AreaMention]:
        """The places that lie wholly between two offsets."""
        first, last = (bisect_left(self.areas, at, key=lambda area: area.start) for at in (start, end))
        return [area for area in self.areas[first:last] if area.end <= end]

    @cached_property
    def area_starts(self) -> frozenset[int]:
        """Where a place of more than one sign begins."""
        return frozenset(m.start for m in self.areas if m.end - m.start > 1)

    @cached_property
    def area_ends(self) -> dict[int, int]:
        """End → start of every place; a full one also ends before its 省, 市, 县."""
        return {m.end: m.start for m in self.areas} | {m.end - 1: m.start for m in self.areas if m.full}

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, in order."""
        places = frozenset(self.text[m.start : m.end] for m in self.areas if m.end - m.start > 1)
        return segment(self.text, places)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def token_index(self, offset: int) -> int:
        """The index of the token that covers `offset`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that lie wholly between two offsets."""
        first = bisect_left(self._starts, start)
        return [t for t in self.tokens[first : bisect_left(self._starts, end)] if t.end <= end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence around `offset`; None between paragraphs."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None

    def clause_at(self, offset: int) -> Clause | None:
        """The clause around `offset`."""
        sentence = self.sentence_at(offset)
        clauses = sentence.clauses if sentence else ()
        return next((c for c in clauses if c.start <= offset < c.end), None)

    def is_headline(self, sentence: Sentence) -> bool:
        """Whether a sentence is a line without a full stop among the first four, which only announces the text."""
        return (
            sentence.paragraph <= 3
            and self.text[sentence.end - 1] not in "。!?;…”"
            and sentence.end - sentence.start < 60
        )

    def surface(self, span: Span) -> str:
        """The words of the original at `span`."""
        return self.original[span[0] : span[1]]
