"""Where the table of a sheet begins and ends: title lines above its heading, notes and sums below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yinli.core.sheets.grid import Grid, Line
from yinli.core.sheets.lexicon import Field, lexicon, plain

LOOKED_AT = 15
_ENTERPRISE = re.compile(r".{4,60}(公司|集团|厂|合伙|\b(ltd|inc|gmbh)\.?)", re.IGNORECASE)
_COUNT = re.compile(r"[\d\s.,%:：()（）元万亿个家项户条件人]*")
_FIGURES = re.compile(r"[\d\s.,%()\-/:年月日]+")


@dataclass(frozen=True)
class Header:
    """The heading: the number of its first row, and how many rows it has (1 or 2); with 0 rows there is none, and the
    table begins at that row."""

    row: int
    rows: int = 1

    @property
    def last(self) -> int:
        """Its last row."""
        return self.row + self.rows - 1


def guess_header(grid: Grid) -> Header:
    """The row whose cells read like headings, and the one below it where that says them more closely."""
    best = max(grid.lines[:LOOKED_AT], key=lambda line: (_worth(line), -line.number))
    if _worth(best) <= 0:
        first = next((line for line in grid.lines if sum(map(bool, line.cells)) > 1), grid.lines[0])
        return Header(first.number, 0 if _is_lead(first) else 1)
    above, below = _line(grid, best.number - 1), _line(grid, best.number + 1)
    if below and _tells_more(best, below):
        return Header(best.number, 2)
    if above and _tells_more(above, best) and _named(above) >= 2:
        return Header(above.number, 2)
    return Header(best.number)


def titles(grid: Grid, header: Header) -> list[str]:
    """What each column is called, "" where there is no heading; the two rows of a heading together."""
    if header.rows == 0:
        return [""] * grid.width
    top = list(_cells(grid, header.row))
    if header.rows == 1:
        return [_one_line(cell) for cell in _filled(top, grid.width)]
    bottom = _filled(list(_cells(grid, header.row + 1)), grid.width)
    found, group = [], ""
    for upper, lower in zip(_filled(top, grid.width), bottom, strict=True):
        # A merged cell is kept in its first column; the ones beside it are empty.
        group = upper or (group if lower else "")
        found.append(_one_line(f"{group} {lower}" if group and lower else group or lower))
    return found


def body(grid: Grid, header: Header) -> list[Line]:
    """The rows of the table: below the heading, without empty ones, sums and notes."""
    lines = [line for line in grid.lines if line.number > header.last and any(line.cells)]
    while lines and _is_note(lines[-1]):
        lines.pop()
    return [line for line in lines if not _is_sum(line)]


def score(title: str, field: Field) -> int:
    """How well a heading fits a field: more for longer words and for nothing beside them; 0 for not at all."""
    words = plain(title)
    if not words or any(word in words for word in field.never):
        return 0
    if words in field.words:
        return 100 + len(words)
    return max((_likeness(words, word) for word in field.words), default=0)


def _likeness(words: str, word: str) -> int:
    if len(word) > 1 and words.endswith(word):
        # What a heading is of stands last: 联系方式 姓名 is a name.
        return 60 + 2 * len(word)
    if len(word) > 1 and words.startswith(word):
        return 40 + 2 * len(word)
    return 20 + 2 * len(word) if len(word) > 2 and word in words else 0


def _named(line: Line) -> int:
    """How many cells of a row are headings that the lexicon knows."""
    known = lexicon().fields.values()
    return sum(len(cell) <= 30 and any(score(cell, field) for field in known) for cell in line.cells if cell)


def _worth(line: Line) -> int:
    cells = [cell for cell in line.cells if cell]
    figures = sum(bool(_FIGURES.fullmatch(cell)) or len(cell) > 40 for cell in cells)
    named = _named(line)
    return named * 3 - figures * 4 if named > 1 else 0


def _tells_more(upper: Line, lower: Line) -> bool:
    """Whether `lower` names columns that `upper` leaves open, and none of its cells is a value."""
    cells = [cell for cell in lower.cells if cell]
    open_ones = [at for at, cell in enumerate(lower.cells) if cell and not _at(upper, at)]
    calm = cells and all(len(cell) <= 20 and not _FIGURES.fullmatch(cell) for cell in cells)
    return bool(
        calm and open_ones and len(cells) < sum(map(bool, upper.cells)) + len(open_ones) and _named(lower)
    )


def _at(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _line(grid: Grid, number: int) -> Line | None:
    return grid.lines[number - 1] if 0 < number <= len(grid.lines) else None


def _cells(grid: Grid, number: int) -> tuple[str, ...]:
    line = _line(grid, number)
    return line.cells if line else ()


def _filled(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _one_line(title: str) -> str:
    return " ".join(title.split())[:60]


def _is_lead(line: Line) -> bool:
    """Whether a row is of the table itself: a figure stands in it, or the whole name of an enterprise."""
    return any(_FIGURES.fullmatch(cell) or _ENTERPRISE.fullmatch(cell) for cell in line.cells if cell)


def _is_sum(line: Line) -> bool:
    """A row that begins with a word such as 合计 and says hardly anything else in words: Sumitomo is no sum."""
    first = next((plain(cell) for cell in line.cells[:3] if cell), "")
    words = sum(not _FIGURES.fullmatch(cell) for cell in line.cells if cell)
    return words <= 2 and any(_begins(first, word) for word in lexicon().sums)


def _begins(first: str, word: str) -> bool:
    return first.startswith(word) and _COUNT.fullmatch(first.removeprefix(word)) is not None


def _is_note(line: Line) -> bool:
    """A line below the table: a word such as 注 or 填表人 first, and hardly anything beside it."""
    cells = [cell for cell in line.cells if cell]
    if _is_sum(line):
        return True
    begins = re.split(r"[:：.。、\s]", cells[0], maxsplit=1)[0].strip("*（(")
    return len(cells) <= 3 and (plain(begins) in lexicon().notes or (len(cells) == 1 and len(cells[0]) > 30))
