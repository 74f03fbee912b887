"""What the pages of a sheet show of it: its first rows under their headings, what waits, what will change."""

from collections.abc import Iterator, Sequence
from typing import Any

from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.viewer import viewing_as
from yinli.core.sheets.columns import Column, columns
from yinli.core.sheets.grid import Grid, Line, shown, uncovered
from yinli.core.sheets.header import body
from yinli.core.sheets.lexicon import lexicon
from yinli.desk.pipeline.words import project_page
from yinli.desk.sheets import queries, wording
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.domain.projects.queries import projects

FIRST_ROWS, SHOWN = 6, 100


def columns_of(found: SheetImport) -> list[Column]:
    """The columns of it that are read."""
    return columns(found.columns, found.mapping)


def headings(found: SheetImport) -> list[str]:
    """What its columns are called; where the sheet says nothing, what they are taken for."""
    return [
        title or (wording.field_words(code) if code else str(at))
        for at, (title, code) in enumerate(zip(found.columns, found.mapping, strict=False), 1)
    ]


def table(found: SheetImport, grids: Sequence[Grid]) -> dict[str, Any]:
    """Its first rows, each cell in its place, and the rows above that are no part of the table."""
    grid = grids[min(found.sheet, len(grids) - 1)]
    lines = body(grid, queries.header_of(found))
    width = len(found.columns)
    first = [
        (line.number, [*line.cells, *[""] * (width - len(line.cells))][:width]) for line in lines[:FIRST_ROWS]
    ]
    return {"first_rows": first, "row_total": len(lines), "sheet_total": len(grids)}


def rows_shown(viewer, found: SheetImport) -> dict[str, Any]:
    """The first rows that wait, that change something, and that were left at an undo."""
    changing = list(queries.rows_of(found, "ready", "written", kind="update")[:SHOWN])
    waiting = list(queries.rows_of(found, "waiting")[:SHOWN])
    names = _names([*changing, *waiting])
    kept = list(queries.rows_of(found, "kept")[:SHOWN])
    pages = _pages(viewer, [*changing, *kept])
    return {
        "waiting": [(row, wording.change_words(row.changes, names)) for row in waiting],
        "changing": [(row, wording.change_words(row.changes, names), pages.get(row.project_number)) for row in changing],
        "kept": [(row, pages.get(row.project_number)) for row in kept],
        "shown": SHOWN,
        "words": wording,
    }  # fmt: skip


def changes_shown(row: SheetRow) -> list[tuple[str, str, str]]:
    """What a row would change, in words."""
    return wording.change_words(row.changes, _names([row]))


def _names(rows: Sequence[SheetRow]) -> dict[tuple[str, str], str]:
    """(field, key) → name of the people and units that the changes of these rows speak of."""
    found: dict[tuple[str, str], str] = {}
    for field, model in (("officer", User), ("lead_unit", Unit)):
        keys = {int(key) for row in rows for key in row.changes.get(field, ()) if key}
        with viewing_as(SYSTEM):
            named = model._default_manager.in_bulk(keys) if keys else {}
        found |= {(field, str(pk)): one.name for pk, one in named.items()}
    return found


def _pages(viewer, rows: Sequence[SheetRow]) -> dict[int | None, str]:
    keys = [row.project_number for row in rows if row.project_number]
    return {one.pk: project_page(one) for one in projects(viewer).filter(pk__in=keys)} if keys else {}


def _lines(found: SheetImport, rows: Sequence[SheetRow]) -> dict[int, tuple[Line, tuple[str, ...]]]:
    """Row → its line, and its cells with the personal numbers in them."""
    wanted = {row.number for row in rows}
    lines = [line for line in queries.grid_of(found).lines if line.number in wanted]
    numbers = queries.numbers_in(found, lines)
    return {line.number: (line, uncovered(line, numbers.get(line.number, ()))) for line in lines}


def cells_of(found: SheetImport, row: SheetRow) -> dict[str, str]:
    """Cells of a row as its form shows them: personal numbers only where they belong."""
    line, full = _lines(found, [row])[row.number]
    told = {}
    for column in columns_of(found):
        is_phone = lexicon().fields[column.field].kind == "phone"
        cells = full if is_phone else line.cells
        told[f"c{column.at}"] = shown(cells[column.at]) if column.at < len(cells) else ""
    return told


def waiting_lines(found: SheetImport) -> Iterator[list[str]]:
    """Every row that waits as it came, with what is wrong behind it."""
    rows = list(queries.rows_of(found, "waiting"))
    lines, width = _lines(found, rows), len(found.columns)
    for row in rows:
        _line, full = lines[row.number]
        cells = [shown(cell) for cell in full]
        yield [*[*cells, *[""] * (width - len(cells))][:width], wording.in_one_line(row.errors)]
