"""Rows that somebody added to a ledger, as a sheet of leads of their own."""

import csv
from collections.abc import Sequence
from io import StringIO

from yinli.core.sheets.grid import Line, shown, uncovered
from yinli.desk.ledgers.comparing import found_in
from yinli.desk.ledgers.models import LedgerReturn
from yinli.desk.sheets.models import SheetImport
from yinli.desk.sheets.queries import numbers_in


def as_csv(returned: LedgerReturn, lines: Sequence[Line]) -> bytes:
    """The heading of the ledger without the column of numbers, and these rows as they were typed."""
    told = found_in(returned.source.text)
    if told is None:
        return b""
    found, _ledger = told
    left_out = found.at["number"]
    numbers = numbers_in(SheetImport(source=returned.source), lines)
    rows = [found.titles, *(uncovered(line, numbers.get(line.number, ())) for line in lines)]
    out = StringIO()
    write = csv.writer(out)
    for row in rows:
        write.writerow([shown(cell) for at, cell in enumerate(row) if at != left_out])
    return out.getvalue().encode("utf-8-sig")
