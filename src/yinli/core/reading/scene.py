"""What stands where in a text: the questions that events and facts ask of it."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from .document import Document
from .found import Day, Organisation, Person, Span
from .geography import AreaMention, city_of
from .sentences import Clause, Sentence


@dataclass(frozen=True)
class Scene:
    """A document with its bodies, people and days; `home` is the short name of the home place."""

    doc: Document
    organisations: tuple[Organisation, ...]
    persons: tuple[Person, ...]
    dates: tuple[Day, ...]
    home: str | None
    counted: tuple[Span, ...] = ()

    @cached_property
    def _bodies(self) -> list[tuple[int, int, Organisation]]:
        return sorted((a, b, o) for o in self.organisations for a, b in o.mentions)

    @cached_property
    def masked(self) -> str:
        """The text with every name of a body or person blanked: verbs inside names are no verbs."""
        chars = list(self.doc.text)
        named = [(a, b) for p in self.persons for a, b in p.spans]
        for start, end in [(a, b) for a, b, _ in self._bodies] + named:
            chars[start:end] = "〇" * (end - start)
        return "".join(chars)

    def bodies(self, start: int, end: int) -> list[tuple[Span, Organisation]]:
        """Bodies mentioned between two offsets, in order."""
        at = bisect_left(self._bodies, start, key=lambda row: row[0])
        found = []
        for first, last, body in self._bodies[at:]:
            if first >= end:
                break
            found.append(((first, last), body))
        return found

    def people(self, start: int, end: int) -> list[Person]:
        """People named between two offsets, in order."""
        placed = [(a, p) for p in self.persons for a, b in p.spans if start <= a and b <= end]
        return [p for _, p in sorted(placed, key=lambda row: row[0])]

    def areas(self, start: int, end: int) -> list[AreaMention]:
        """Administrative places between two offsets, in order."""
        return [m for m in self.doc.areas if start <= m.start and m.end <= end]

    def is_home(self, body: Organisation) -> bool:
        """Whether a body is of the home side: its bureaux and parks, and firms named after the home place."""
        home = self.home or "\0"
        named = home in body.name
        if body.kind in ("government", "park"):
            return named or body.name[0] in "市区县省" or body.kind == "government"
        return body.name.startswith(home)

    def day(self, start: int, end: int) -> Day | None:
        """The date said between two offsets; the last one."""
        said = [d for d in self.dates if start <= d.span[0] < end]
        return said[-1] if said else None

    def is_count(self, offset: int) -> bool:
        """Whether a verb at `offset` only counts (新签约项目5个); named ones that follow a colon are told."""
        text = self.doc.text
        return any(
            a - 8 <= offset < b and text[b : b + 1] != ":" and "," not in text[offset:a]
            for a, b in self.counted
        )

    def text(self, clause: Clause | Sentence) -> str:
        """The normalised words of a clause or sentence."""
        return self.doc.text[clause.start : clause.end]

    def city(self, start: int, end: int) -> str | None:
        """The city of the most exact place between two offsets that is not home."""
        away = [m for m in self.areas(start, end) if m.area.short != self.home and city_of(m.area)]
        exact = [m for m in away if m.area.level in ("zone", "county")]
        return city_of((exact or away)[-1].area) if away else None
