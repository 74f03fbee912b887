"""Rows that somebody added to a ledger, as a sheet of leads of their own."""

from collections.abc import Sequence

from yinli.base.ui.columns import Column
from yinli.base.ui.sheets import workbook
from yinli.core.sheets.grid import Line, shown, uncovered
from yinli.desk.ledgers.comparing import found_in
from yinli.desk.ledgers.models import LedgerReturn
from yinli.desk.sheets.models import SheetImport
from yinli.desk.sheets.queries import numbers_in


def as_workbook(returned: LedgerReturn, lines: Sequence[Line]) -> bytes:
    """The heading of the ledger without the column of numbers, and these rows as they were typed."""
    told = found_in(returned.source.text)
    if told is None:
        return b""
    found, _ledger = told
    numbers = numbers_in(SheetImport(source=returned.source), lines)
    rows = [uncovered(line, numbers.get(line.number, ())) for line in lines]
    columns = [
        Column(str(at), title, value=lambda row, at=at: shown(row[at]) if at < len(row) else "")
        for at, title in enumerate(found.titles)
        if at != found.at["number"]
    ]
    return workbook(columns, rows, returned.title)
