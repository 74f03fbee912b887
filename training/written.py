"""A written string with the spans that are marked in it."""

from __future__ import annotations

from dataclasses import dataclass

# (start, end, label), ascending and not crossing.
Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Written:
    """`text` and its marks; two of them joined keep theirs."""

    text: str
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Written | str) -> Written:
        if isinstance(other, str):
            return Written(self.text + other, self.marks)
        shift = len(self.text)
        moved = tuple((start + shift, end + shift, label) for start, end, label in other.marks)
        return Written(self.text + other.text, self.marks + moved)

    def as_a(self, label: str) -> Written:
        """The whole string marked as one thing; marks within it are dropped."""
        return Written(self.text, ((0, len(self.text), label),)) if self.text else self


def plain(text: str) -> Written:
    """Words in which nothing is marked."""
    return Written(text)


def joined(parts: list[Written], mark: str) -> Written:
    """All parts with `mark` between them."""
    found = parts[0]
    for part in parts[1:]:
        found = found + mark + part
    return found
