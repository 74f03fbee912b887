"""A district's own workbook filled in: the row with words of projects is repeated for each of them, all else stays as it
is, with its looks, merged cells and sums.

Written with openpyxl, which keeps what it does not understand of a sheet's looks better than any other; pictures and
charts are kept where it keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.merge import MergedCellRange
from openpyxl.worksheet.worksheet import Worksheet

from yinli.core.sheets.formulas import stretched
from yinli.core.sheets.layout_words import Asked, asked_for, places_in
from yinli.core.sheets.packing import check_packed, column_number

# Rows that are repeated together for each project; more apart are two tables.
MOST_TOGETHER = 10
# Cells that are written at once; a wide layout takes fewer projects.
MOST_CELLS = 400_000
# Cells under merged ones, of all sheets together.
MOST_MERGED = 50_000
_MERGED = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
# A layout is everybody's: none of its formulas may carry what others fill in to somewhere else.
_REACHES_OUT = re.compile(
    r"\b(?:WEBSERVICE|HYPERLINK|FILTERXML|IMAGE|CALL|REGISTER(?:\.ID)?|RTD|DDE|SQL\.REQUEST|ENCODEURL)\s*\(|\[|\|",
    re.IGNORECASE,
)


class LayoutWrong(ValueError):
    """A workbook that cannot be filled in: `code` says why ("no_words", "unknown", "apart", "not_xlsx", "reaches_out",
    "too_large"), `places` where (sheet and cell) with what stands there."""

    def __init__(self, code: str, places: Sequence[tuple[str, str]] = ()):
        self.code, self.places = code, list(places)
        super().__init__(code)


@dataclass(frozen=True)
class Block:
    """The rows `first` to `last` of a sheet that are repeated."""

    first: int
    last: int

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.last - self.first + 1


def check_layout(data: bytes) -> None:
    """Look a workbook through before it is kept. Raises LayoutWrong."""
    book, count, unknown = _opened(data), 0, []
    _check_formulas(book)
    for sheet in book.worksheets:
        for cell, text in _texts(sheet):
            for match in places_in(text):
                count += 1
                if asked_for(match[1]) is None:
                    unknown.append((f"{sheet.title}!{cell.coordinate}", match[0]))
        _block(sheet)
    if unknown:
        raise LayoutWrong("unknown", unknown)
    if not count:
        raise LayoutWrong("no_words")


def _check_formulas(book) -> None:
    """Formulas of cells, and those under a name. One over many cells is refused: it cannot be repeated row by row."""
    told = [
        (f"{sheet.title}!{cell.coordinate}", cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        told += [(name, str(one.attr_text or "")) for name, one in names.items()]
    found = [
        (place, str(getattr(formula, "text", formula))[:60])
        for place, formula in told
        if not isinstance(formula, str) or _REACHES_OUT.search(formula)
    ]
    if found:
        raise LayoutWrong("reaches_out", found)


def _check_merged(data: bytes) -> None:
    """Refuse cells merged over more than a table has: each of them is held in memory."""
    area = 0
    with ZipFile(BytesIO(data)) as parts:
        for name in parts.namelist():
            for first, top, last, bottom in (
                _MERGED.findall(parts.read(name)) if name.endswith(".xml") else ()
            ):
                width = column_number(last.decode()) - column_number(first.decode()) + 1
                area += max(1, width) * max(1, int(bottom) - int(top) + 1)
    if area > MOST_MERGED:
        raise LayoutWrong("too_large")


def fill(data: bytes, rows: Sequence[Mapping[str, Any]], once: Mapping[str, Any]) -> bytes:
    """The workbook with the values of `rows` (code → text, Decimal yuan, number or day) and those said `once`.

    Raises LayoutWrong.
    """
    book = _opened(data)
    for sheet in book.worksheets:
        block = _block(sheet)
        if block and block.height * sheet.max_column * len(rows) > MOST_CELLS:
            raise LayoutWrong("too_large")
        if block:
            _repeat(sheet, block, max(1, len(rows)))
            for at in range(max(1, len(rows))):
                row = rows[at] if rows else {}
                _fill_rows(sheet, block.first + at * block.height, block.height, {**once, **row})
        _fill_rows(sheet, 1, sheet.max_row, once)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(data: bytes):
    if not data.startswith(b"PK\x03\x04"):
        raise LayoutWrong("not_xlsx")
    try:
        check_packed(data)
        _check_merged(data)
        return load_workbook(BytesIO(data), keep_links=False)
    except LayoutWrong:
        raise
    except Exception as error:
        # Its reader raises whatever a damaged part makes it stumble over.
        raise LayoutWrong("not_xlsx") from error


def _texts(sheet: Worksheet, first: int = 1, last: int | None = None):
    for row in sheet.iter_rows(min_row=first, max_row=last or sheet.max_row):
        for cell in row:
            if isinstance(cell, Cell) and isinstance(cell.value, str) and cell.data_type != "f":
                yield cell, cell.value


def _block(sheet: Worksheet) -> Block | None:
    """The rows that hold words of a project. Raises LayoutWrong where they lie too far apart for one table."""
    found = sorted({cell.row for cell, text in _texts(sheet) if any(map(_is_of_a_row, places_in(text)))})
    if not found:
        return None
    block = Block(found[0], found[-1])
    if block.height > MOST_TOGETHER:
        raise LayoutWrong("apart", [(f"{sheet.title}!{row}", "") for row in (found[0], found[-1])])
    return block


def _is_of_a_row(match) -> bool:
    asked = asked_for(match[1])
    return asked is not None and not asked.word.once


def _repeat(sheet: Worksheet, block: Block, count: int) -> None:
    """Make room for `count` copies of the block, and copy its cells, looks, heights and merged cells."""
    extra = block.height * (count - 1)
    if not extra:
        return
    columns, rows = sheet.max_column, sheet.max_row
    _stretch(sheet, block, extra)
    heights = {at: one.height for at, one in sheet.row_dimensions.items() if one.height}
    if rows > block.last:
        place = f"A{block.last + 1}:{sheet.cell(rows, columns).coordinate}"
        sheet.move_range(place, rows=extra)
    for at, height in heights.items():
        if at > block.last:
            sheet.row_dimensions[at + extra].height = height
    _shift_merged(sheet, block, extra)
    for copied in range(1, count):
        _copy(sheet, block, copied * block.height, columns, heights)


def _stretch(sheet: Worksheet, block: Block, extra: int) -> None:
    """Have the formulas of the whole workbook follow; those within the block are copied with it."""
    for other in sheet.parent.worksheets:
        for row in other.iter_rows():
            for cell in row:
                within = other is sheet and block.first <= cell.row <= block.last
                if cell.data_type == "f" and not within:
                    rows = (block.first, block.last)
                    cell.value = stretched(
                        str(cell.value), sheet.title, rows, extra, elsewhere=other is not sheet
                    )


def _shift_merged(sheet: Worksheet, block: Block, extra: int) -> None:
    inner = []
    for merged in sheet.merged_cells.ranges:
        if merged.min_row > block.last:
            merged.shift(row_shift=extra)
        elif merged.min_row >= block.first and merged.max_row <= block.last:
            inner.append(merged)
    for merged in inner:
        for down in range(block.height, extra + 1, block.height):
            again = MergedCellRange(sheet, merged.coord)
            again.shift(row_shift=down)
            sheet.merged_cells.add(again)


def _copy(sheet: Worksheet, block: Block, down: int, columns: int, heights: Mapping[int, float]) -> None:
    for row in range(block.first, block.last + 1):
        if row in heights:
            sheet.row_dimensions[row + down].height = heights[row]
        for column in range(1, columns + 1):
            cell = sheet._cells.get((row, column))
            if isinstance(cell, MergedCell):
                made = sheet._cells[row + down, column] = MergedCell(sheet, row + down, column)
            elif cell is not None:
                made = sheet.cell(row + down, column, _moved(cell, down))
            else:
                continue
            if cell.has_style:
                made._style = copy(cell._style)


def _moved(cell: Cell, down: int) -> Any:
    if cell.data_type != "f":
        return cell.value
    to = f"{cell.column_letter}{cell.row + down}"
    return Translator(str(cell.value), origin=cell.coordinate).translate_formula(to)


def _fill_rows(sheet: Worksheet, first: int, height: int, values: Mapping[str, Any]) -> None:
    for cell, text in list(_texts(sheet, first, first + height - 1)):
        found = list(places_in(text))
        if found:
            _write(cell, text, found, values)


def _write(cell: Cell, text: str, found: Sequence, values: Mapping[str, Any]) -> None:
    """A cell that is one word gets the value as what it is; words within a text become part of it."""
    if len(found) == 1 and found[0].span() == (0, len(text.strip())) and text == text.strip():
        value = _value(asked_for(found[0][1]), values)
        cell.value = value
        if isinstance(value, date) and cell.number_format == "General":
            cell.number_format = "yyyy-mm-dd"
    else:
        for match in reversed(found):
            value = _value(asked_for(match[1]), values)
            text = text[: match.start()] + ("" if value is None else str(value)) + text[match.end() :]
        cell.value = text
    if isinstance(cell.value, str) and cell.data_type == "f":
        # What people wrote is a text, never a formula.
        cell.data_type = "s"


def _value(asked: Asked | None, values: Mapping[str, Any]) -> Any:
    value = values.get(asked.word.code) if asked else None
    if value is None or asked is None:
        return None
    if asked.word.kind == "money":
        yuan = (Decimal(value) / asked.yuan).normalize()
        return int(yuan) if yuan == yuan.to_integral_value() else float(yuan)
    return value
