"""Sheets as one text, and back: a line a row, a tab between cells, so that places in the text are places in the sheet.

base.sources keeps the text, with personal numbers masked in their places; what was masked is laid over again
by those who may read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Within a cell a new line is written so; a tab is a blank.
LINE_IN_A_CELL = "\u2028"
_SHEETS_APART = "\f"
_ODD = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Line:
    """A row: its number in the sheet, where it begins in the text, its cells."""

    number: int
    start: int
    cells: tuple[str, ...]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + sum(map(len, self.cells)) + max(0, len(self.cells) - 1)

    def place(self, column: int) -> tuple[int, int]:
        """Where a cell stands in the text."""
        start = self.start + sum(len(cell) + 1 for cell in self.cells[:column])
        return start, start + len(self.cells[column])


@dataclass(frozen=True)
class Grid:
    """One sheet."""

    name: str
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, name: str, rows: Iterable[Iterable[str]], start: int = 0) -> Grid:
        """The grid of plain rows; `start` is where it begins in the text."""
        at, lines = start + len(name) + 1, []
        for number, row in enumerate(rows, 1):
            line = Line(number, at, tuple(row))
            lines.append(line)
            at = line.end + 1
        return cls(name, tuple(lines))

    @property
    def width(self) -> int:
        """How many columns hold anything."""
        return max((len(line.cells) for line in self.lines), default=0)


def cleaned(cell: str) -> str:
    """A cell as the text can hold it: no tab, and no sign that a database refuses."""
    text = cell.strip().replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\f", " ")
    return _ODD.sub("", text.replace("\v", " ")).replace("\n", LINE_IN_A_CELL).replace("\x85", " ")


def shown(cell: str) -> str:
    """A cell with its lines as they were typed."""
    return cell.replace(LINE_IN_A_CELL, "\n")


def as_text(grids: Iterable[Grid]) -> str:
    """All sheets as one text."""
    return _SHEETS_APART.join(
        grid.name + "\n" + "\n".join("\t".join(line.cells) for line in grid.lines) for grid in grids
    )


def from_text(text: str) -> list[Grid]:
    """The sheets that `as_text` wrote down, each cell knowing its place."""
    found, start = [], 0
    for part in text.split(_SHEETS_APART):
        name, _, body = part.partition("\n")
        rows = [line.split("\t") if line else [] for line in body.split("\n")]
        found.append(Grid.of(name, rows, start))
        start += len(part) + 1
    return found


def uncovered(line: Line, numbers: Iterable[tuple[int, int, str]]) -> tuple[str, ...]:
    """The cells of a line with the personal numbers (start, end, value) laid over their masks again."""
    spans = sorted(numbers, reverse=True)
    if not spans:
        return line.cells
    text = "\t".join(line.cells)
    for start, end, value in spans:
        text = text[: start - line.start] + value + text[end - line.start :]
    return tuple(text.split("\t"))
