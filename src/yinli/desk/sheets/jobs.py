"""The long work of sheets, as the worker does it: in batches, in the name of whoever asked, going on where it was
cut off."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.viewer import viewing_as
from yinli.base.ui.showing import as_day
from yinli.core.sheets.columns import columns
from yinli.core.sheets.grid import Line, uncovered
from yinli.core.sheets.header import body
from yinli.core.sheets.rows import RowRead, read_row
from yinli.desk.sheets import batch_actions
from yinli.desk.sheets.matching import Matcher
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.desk.sheets.queries import (
    changes_of,
    grid_of,
    header_of,
    numbers_in,
    rows_of,
    sheet_page,
    to_sweep,
)
from yinli.desk.sheets.writing import NotAtWork

# A batch is a transaction, and a step of the bar that people watch.
BATCH = 1000
Status = SheetImport.Status


def check(*, by, sheet_import: int) -> None:
    """Read every row against the books as they stand, and keep what it will do."""
    _work(by, sheet_import, Status.CHECKING, _check, (Status.READY, Status.OPEN))


def write(*, by, sheet_import: int) -> None:
    """Write the rows that can be."""
    _work(by, sheet_import, Status.WRITING, _write, (Status.DONE, Status.READY))


def undo(*, by, sheet_import: int) -> None:
    """Take back what was written."""
    _work(by, sheet_import, Status.UNDOING, _undo, (Status.UNDONE, Status.DONE))


def given_up(*, sheet_import: int) -> None:
    """Whoever asked for the work of a sheet has no account any more: it has stopped, and others can ask for it."""
    back = {Status.CHECKING: Status.OPEN, Status.WRITING: Status.READY, Status.UNDOING: Status.DONE}
    with viewing_as(SYSTEM):
        found = sheet_page(SYSTEM).filter(pk=sheet_import, status__in=back).first()
    if found is not None:
        batch_actions.settle(found, back[Status(found.status)], by=SYSTEM, stopped=True)


def _work(by, pk: int, status: str, does, ends: tuple[str, str]) -> None:
    """Do the work of a sheet that waits for it; `ends` are its status afterwards, and where the work has stopped."""
    with viewing_as(by):
        found = sheet_page(by).filter(pk=pk, status=status).first()
    if found is None:
        # Whoever asked may not see it any more, or it was settled: it must not stay at work.
        given_up(sheet_import=pk)
        return
    try:
        does(found, by)
    except NotAtWork:
        return
    except (OperationalError, InterfaceError):
        # The database went away: the queue tries again, and the work goes on.
        raise
    except Exception:
        # Whoever asked may have lost the right meanwhile: that the work stopped is not theirs to say.
        batch_actions.settle(found, ends[1], by=SYSTEM, stopped=True)
        raise
    batch_actions.settle(found, ends[0], by=SYSTEM)


def _today() -> date:
    return as_day(timezone.now())


def reader(found: SheetImport, by, today: date, only: Sequence[str] = ()):
    """A function that reads lines of the sheet, or `only` these fields: list of lines → row number → what was read."""
    read_columns = [one for one in columns(found.columns, found.mapping) if not only or one.field in only]

    def read(lines: Sequence[Line]) -> dict[int, RowRead]:
        with viewing_as(by):
            numbers = numbers_in(found, lines)
        return {
            line.number: read_row(
                line.cells, uncovered(line, numbers.get(line.number, ())), read_columns, today
            )
            for line in lines
        }

    return read


def _check(found: SheetImport, by) -> None:
    today = _today()
    batch_actions.clear_rows(found, by=by)
    with viewing_as(by):
        lines = body(grid_of(found), header_of(found))
        matcher = Matcher(by, today)
    read = reader(found, by, today)
    for batch in _batches(lines):
        reads = read(batch)
        with viewing_as(by):
            plans = matcher.plans([(line.number, reads[line.number]) for line in batch])
        rows = [
            (SheetRow(number=line.number, start=line.start), reads[line.number], plan)
            for line, plan in zip(batch, plans, strict=True)
        ]
        batch_actions.keep_rows(found, rows, by=by)


def _write(found: SheetImport, by) -> None:
    today = _today()
    with viewing_as(by):
        lines = {line.number: line for line in grid_of(found).lines}
    # What the check read stands in the rows; but personal numbers are kept in one place alone.
    read = reader(found, by, today, only=("phone",))
    while rows := _next(found, by, "ready"):
        phones = read([lines[row.number] for row in rows])
        reads = {row.number: RowRead(row.values, [], phones[row.number].phone) for row in rows}
        batch_actions.write_batch(found, rows, reads, by=by, today=today)


def _undo(found: SheetImport, by) -> None:
    while rows := _next(found, by, "written"):
        batch_actions.undo_batch(found, rows, by=by, now=timezone.now())
    while rows := _some(to_sweep(found), by):
        batch_actions.sweep_batch(found, rows, by=by, now=timezone.now())


def _next(found: SheetImport, by, state: str) -> list[SheetRow]:
    rows = rows_of(found, state)
    if state != "ready":
        return _some(rows, by)
    # A row that is ready has no errors, and only one that changes a project says what: no more is decrypted.
    found_rows = _some(rows.defer("errors", "changes"), by)
    with viewing_as(by):
        shown = changes_of(found, found_rows)
    for row in found_rows:
        row.changes = shown.get(row.pk, {})
    return found_rows


def _some(rows: QuerySet[SheetRow], by) -> list[SheetRow]:
    with viewing_as(by):
        return list(rows[:BATCH])


def _batches(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    for start in range(0, len(lines), BATCH):
        yield lines[start : start + BATCH]
