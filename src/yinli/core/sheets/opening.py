"""Opening a workbook or csv: every sheet as rows of plain texts. A formula is what it last showed; a text that
looks like one stays a text."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from yinli.core.sheets.grid import Grid, cleaned
from yinli.core.sheets.limits import MOST_CHARACTERS, MOST_COLUMNS, MOST_IN_A_CELL, MOST_ROWS, MOST_SHEETS
from yinli.core.sheets.packing import OLD_BOOK, check_packed, kind_of
from yinli.core.sheets.refusal import SheetRefused
from yinli.core.sheets.textfile import read_text


def open_sheets(data: bytes, file_name: str) -> list[Grid]:
    """The visible sheets that hold anything. Raises SheetRefused."""
    kind = kind_of(data, file_name)
    if not data.strip():
        raise SheetRefused("empty")
    if kind is None:
        raise SheetRefused("no_sheet")
    named = [("", read_text(data))] if kind == "text" else _book(data)
    grids = [grid for name, rows in named if (grid := _grid(name, rows)).lines]
    if not grids:
        raise SheetRefused("empty")
    if sum(len(cell) for grid in grids for line in grid.lines for cell in line.cells) > MOST_CHARACTERS:
        raise SheetRefused("too_long", MOST_CHARACTERS)
    return grids


def _book(data: bytes) -> list[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    if not data.startswith(OLD_BOOK):
        check_packed(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        if len(shown) > MOST_SHEETS:
            raise SheetRefused("too_many_sheets", MOST_SHEETS)
        return [(name, _rows(book.get_sheet_by_name(name))) for name in shown]
    except (SheetRefused, MemoryError):
        raise
    except BaseException as error:
        # Its reader is written in Rust: a panic there is no Exception of Python's, but it is no fault of ours either.
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            raise
        code = "locked" if "assword" in str(error) else "damaged"
        raise SheetRefused(code) from error


def _rows(sheet: Any) -> list[list[str]]:
    if sheet.height > MOST_ROWS + 100:
        raise SheetRefused("too_many_rows", MOST_ROWS)
    return [[as_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _grid(name: str, rows: list[list[str]]) -> Grid:
    lines = [[cleaned(cell) for cell in row] for row in rows]
    for line in lines:
        while line and not line[-1]:
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    if max((len(line) for line in lines), default=0) > MOST_COLUMNS:
        raise SheetRefused("too_many_columns", MOST_COLUMNS)
    if max((len(cell) for line in lines for cell in line), default=0) > MOST_IN_A_CELL:
        raise SheetRefused("damaged")
    if len(lines) > MOST_ROWS + 20:
        raise SheetRefused("too_many_rows", MOST_ROWS)
    return Grid.of(cleaned(name).replace("\u2028", " ")[:100], lines)


def as_text(value: Any) -> str:
    """A cell as people would type it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e16
        return str(int(value)) if whole else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)
