"""What people do with sheets: bring one in, say how it is read, have it imported, correct a row, undo all of it.

What takes long is done by the worker (`jobs`), batch by batch (`batch_actions`), in the name of whoever asked.
"""

import hashlib
from collections.abc import Sequence
from datetime import date

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.history.many import update_rows
from yinli.base.jobs.queue import enqueue
from yinli.base.sources.models import Source
from yinli.core.sheets.columns import guess_columns, signature
from yinli.core.sheets.grid import Grid
from yinli.core.sheets.header import Header, body, guess_header, titles
from yinli.core.sheets.rows import RowRead
from yinli.desk.sheets.batch_actions import planned, write_rows
from yinli.desk.sheets.models import Remembered, SheetImport, SheetRow
from yinli.desk.sheets.queries import grids, remembered, rows_of

Status = SheetImport.Status
# What of a sheet is shown to be corrected, and guessed from.
SAMPLE = 50


class SheetClosed(ValueError):
    """The sheet is not in the state in which this can be done. `sheet_import` is what it is now."""

    def __init__(self, found: SheetImport):
        self.sheet_import = found
        super().__init__(f"{found.number} is {found.status}")


@action
def bring(source: Source, *, by) -> SheetImport:
    """A sheet brought in, its heading and columns guessed, or remembered from the sender's last one; it is read at once."""
    require(by, "sheet_import.bring")
    every = grids(SheetImport(source=source))
    sheet = max(range(len(every)), key=lambda at: len(every[at].lines))
    found = SheetImport(source=source, sender_id=by.pk, title=str(source)[:200], sheet=sheet)
    _look_at(found, every[sheet], guess_header(every[sheet]), None)
    found.save(force_insert=True)
    record(by, "sheet_import.bring", found, after={"rows": found.row_count})
    return _have(found, Status.CHECKING, "sheets.check", by)


def _look_at(found: SheetImport, grid: Grid, header: Header, mapping: Sequence[str] | None) -> None:
    """Set where the heading stands and what its columns are, guessed where `mapping` does not say."""
    found.header_row, found.header_rows = header.row, header.rows
    found.columns = titles(grid, header)
    lines = body(grid, header)
    found.row_count, found.done_count = len(lines), 0
    if mapping is None:
        known = remembered(found.sender, _signature(found.columns))
        mapping = known or guess_columns(found.columns, [line.cells for line in lines[:SAMPLE]])
    found.mapping = [*mapping, *[""] * len(found.columns)][: len(found.columns)]


def _signature(columns: Sequence[str]) -> str:
    return hashlib.sha256(signature(columns).encode()).hexdigest()


def _have(found: SheetImport, status: str, job: str, by) -> SheetImport:
    found.status, found.done_count, found.has_stopped = status, 0, False
    save_record(found, ["status", "row_count", "done_count", "has_stopped"])
    enqueue(job, by=by, sheet_import=found.pk)
    return found


def _locked(found: SheetImport, by, seen: int, *states: str) -> SheetImport:
    found = lock(found, seen=seen)
    require(by, "sheet_import.write", found)
    if found.status not in states:
        raise SheetClosed(found)
    return found


def _refuse_where_written(found: SheetImport) -> None:
    """What rows became is known by them alone: while something of a sheet stands in the books, they stay."""
    stands = rows_of(found, SheetRow.State.WRITTEN, SheetRow.State.KEPT)
    if stands.filter(kind__in=("new", "update")).exists():
        raise SheetClosed(found)


@action
def read_as(
    found: SheetImport, sheet: int, header: Header, mapping: Sequence[str] | None, *, by, seen: int
) -> SheetImport:
    """Say which sheet is read, where its heading stands, and what each column is (None: guess again); read it anew.

    Raises StaleWrite, NotAllowed, SheetClosed.
    """
    found = _locked(found, by, seen, Status.OPEN, Status.READY, Status.UNDONE)
    _refuse_where_written(found)
    every = grids(found)
    before = {"sheet": found.sheet, "header_row": found.header_row, "mapping": found.mapping}
    found.sheet = min(sheet, len(every) - 1)
    last = len(every[found.sheet].lines)
    _look_at(found, every[found.sheet], Header(max(1, min(header.row, last)), header.rows), mapping)
    save_record(
        found, ["sheet", "header_row", "header_rows", "columns", "mapping", "row_count", "done_count"]
    )
    if mapping is not None:
        Remembered.objects.update_or_create(
            sender_id=by.pk, signature=_signature(found.columns), defaults={"mapping": found.mapping}
        )
    after = {"sheet": found.sheet, "header_row": found.header_row, "mapping": found.mapping}
    record(by, "sheet_import.read_as", found, before=before, after=after)
    return _have(found, Status.CHECKING, "sheets.check", by)


@action
def start(found: SheetImport, *, by, seen: int) -> SheetImport:
    """Have the rows that can be imported written. Raises StaleWrite, NotAllowed, SheetClosed."""
    found = _locked(found, by, seen, Status.READY)
    found.row_count = rows_of(found, "ready").count()
    record(by, "sheet_import.start", found, after={"rows": found.row_count})
    return _have(found, Status.WRITING, "sheets.write", by)


@action
def undo(found: SheetImport, *, by, seen: int) -> SheetImport:
    """Have everything taken back that this sheet wrote. Raises StaleWrite, NotAllowed, SheetClosed."""
    found = _locked(found, by, seen, Status.DONE)
    # A colleague may not take back the sender's projects: nothing would be undone, and the undo be spent.
    require(by, "sheet_import.undo", found)
    found.row_count = rows_of(found, "written").count()
    record(by, "sheet_import.undo", found, after={"rows": found.row_count})
    return _have(found, Status.UNDOING, "sheets.undo", by)


@action
def put_aside(found: SheetImport, *, by, seen: int) -> SheetImport:
    """Put a sheet away of which nothing was written; its document stays."""
    found = _locked(found, by, seen, Status.OPEN, Status.READY)
    _refuse_where_written(found)
    before, found.status = found.status, Status.DISCARDED
    save_record(found, ["status"])
    record(by, "sheet_import.put_aside", found, before={"status": before}, after={"status": found.status})
    return found


@action
def correct(row: SheetRow, read: RowRead, *, by, seen: int, today: date) -> SheetRow:
    """Write one waiting row as a person corrected it; where something is still wrong, `read` says what and nothing
    is kept. Raises StaleWrite, NotAllowed, SheetClosed."""
    found = _locked(row.sheet_import, by, seen, Status.READY, Status.DONE)
    fresh = rows_of(found, SheetRow.State.WAITING).select_for_update(of=("self",)).filter(pk=row.pk).first()
    if fresh is None:
        raise SheetClosed(found)
    fresh.values, fresh.errors = read.values, []
    if read.errors:
        return fresh
    write_rows(found, planned([fresh], {fresh.number: read}, by, today), by, today)
    read.errors.extend(fresh.errors)
    if not read.errors:
        update_rows([fresh], ["values", "errors", "changes"])
        save_record(found, [])
        record(by, "sheet_import.correct", found, after={"row": fresh.number})
    return fresh
