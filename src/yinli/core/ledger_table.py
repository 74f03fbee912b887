"""What a ledger holds that goes out as a workbook and comes back (`rules/ledger.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table, load
from yinli.core.sheets.grid import Grid, Line
from yinli.core.sheets.lexicon import plain

KINDS = ("text", "money", "day", "unit", "person", "grade")
# Money goes out in it, and comes back in it where the heading says nothing else.
MONEY_UNIT = "万元"
# The heading stands among the first rows; nobody writes more above it.
_FIRST_ROWS = 20


@dataclass(frozen=True)
class LedgerColumn:
    """One column: `change` says that what is typed there is taken, `needed` that it may not be emptied, `most` how many
    signs a text may have, `width` how many the column shows, `ends` what may stand behind a value."""

    code: str
    label: Label
    kind: str
    change: bool
    needed: bool
    most: int
    width: int
    ends: tuple[str, ...]

    @property
    def titles(self) -> tuple[str, str]:
        """What its heading may say: a file comes back as it went out, whoever reads it."""
        return self.label["zh"], self.label["en"]


@dataclass(frozen=True)
class LedgerTable:
    """What rules/ledger.toml says."""

    most_rows: int
    columns: Mapping[str, LedgerColumn]


@dataclass(frozen=True)
class Found:
    """A ledger in a sheet: the digits of its number, where each of its columns stands, the titles of all columns, its rows."""

    ledger: int
    at: Mapping[str, int]
    titles: tuple[str, ...]
    lines: tuple[Line, ...]


@cache
def ledger_table() -> LedgerTable:
    """The columns in force, read once a process. Raises RuleError."""
    return read_ledger_table(load("ledger"))


def read_ledger_table(table: Table) -> LedgerTable:
    """The content of ledger.toml. Raises RuleError."""
    table.only("most_rows", "columns")
    columns = {code: _column(code, row) for code, row in table.table("columns").tables()}
    if "number" not in columns or columns["number"].change:
        table.refuse("columns", "the number of the project must be there, and cannot be changed")
    return LedgerTable(table.whole("most_rows"), columns)


def _column(code: str, row: Table) -> LedgerColumn:
    row.only("zh", "en", "kind", "change", "needed", "most", "width", "ends")
    kind = row.text("kind", "text")
    if kind not in KINDS:
        row.refuse("kind", f"“{kind}” is not one of {', '.join(KINDS)}")
    return LedgerColumn(
        code,
        read_label(row),
        kind,
        row.flag("change", False),
        row.flag("needed", False),
        row.whole("most", 200),
        row.whole("width", 16),
        row.texts("ends", ()),
    )


def find_ledger(grids: Sequence[Grid], prefix: str) -> Found | None:
    """The ledger that stands in one of the sheets: its heading names the column of numbers and the ledger's own number
    (`prefix` and digits) in one cell, in either language; None where no sheet has it."""
    for grid in grids:
        for at, line in enumerate(grid.lines[:_FIRST_ROWS]):
            numbers = [(place, _number_in(cell, prefix)) for place, cell in enumerate(line.cells)]
            for place, number in numbers:
                if number is not None:
                    rows = tuple(row for row in grid.lines[at + 1 :] if any(row.cells))
                    return Found(number, {**_places(line), "number": place}, line.cells, rows)
    return None


def _number_in(cell: str, prefix: str) -> int | None:
    words = "|".join(map(re.escape, ledger_table().columns["number"].titles))
    found = re.search(rf"(?:{words})\W*{prefix}(\d{{6,18}})", cell, re.IGNORECASE)
    return int(found[1]) if found else None


def _places(line: Line) -> dict[str, int]:
    """Column → where it stands; one whose heading somebody changed stands nowhere."""
    called = {
        plain(title): column.code for column in ledger_table().columns.values() for title in column.titles
    }
    found: dict[str, int] = {}
    for at, cell in enumerate(line.cells):
        code = called.get(plain(cell))
        if code:
            found.setdefault(code, at)
    return found


def settled(handed: str, said: str, now: str) -> str:
    """What a cell that somebody had in hands comes to, `handed` out, `said` by the file and as it is `now`, each in one
    spelling: "same" (nothing to take), "change", or "conflict" (changed here as well, otherwise)."""
    if said in (handed, now):
        return "same"
    return "change" if now == handed else "conflict"
