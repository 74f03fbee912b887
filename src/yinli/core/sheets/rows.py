"""One row as values, with what is wrong of each cell: which column, what stood there, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yinli.core.personal_numbers import without_numbers
from yinli.core.sheets.cells import CellWrong, Reading, read_cell
from yinli.core.sheets.columns import Column
from yinli.core.sheets.grid import shown
from yinli.core.sheets.lexicon import lexicon

# Kinds of which a personal number may be part of the value; everywhere else it stays masked.
_MAY_HOLD_NUMBERS = ("phone", "code", "money", "day")
_SHOWN = 60


@dataclass
class RowRead:
    """A row: field → value, and what is wrong of it. `phone` is told apart: it is never kept with the rest."""

    values: dict[str, str | list[str]] = field(default_factory=dict)
    errors: list[dict[str, str]] = field(default_factory=list)
    phone: str = ""

    def wrong(
        self, code: str, column: Column | None = None, found: str = "", more: str = "", of: str = ""
    ) -> None:
        """Note what is wrong of a column, or `of` a field; `found` is what stood there, without personal numbers."""
        self.errors.append(
            {
                "code": code,
                "field": column.field if column else of,
                "column": column.title if column else "",
                "found": without_numbers(found)[:_SHOWN],
                "more": more,
            }
        )


def read_row(masked: Sequence[str], full: Sequence[str], columns: Sequence[Column], today: date) -> RowRead:
    """The values of one row. `masked` are its cells without personal numbers, `full` with them."""
    row = RowRead()
    for column in columns:
        how = Reading(lexicon().fields[column.field], column.unit, today)
        cells = full if how.field.kind in _MAY_HOLD_NUMBERS else masked
        cell = cells[column.at] if column.at < len(cells) else ""
        try:
            value = read_cell(cell, how)
        except CellWrong as wrong:
            row.wrong(wrong.code, column, shown(cell), wrong.more)
            continue
        if value is not None:
            _keep(row, column.field, value)
    _check_whole(row, columns)
    return row


def _keep(row: RowRead, code: str, value: str | list[str]) -> None:
    if code == "phone":
        row.phone = str(value)
    else:
        row.values[code] = value


def _check_whole(row: RowRead, columns: Sequence[Column]) -> None:
    """What a row must have beside what its columns say."""
    said = {column.field: column for column in columns}
    told = {error["field"] for error in row.errors}
    if "enterprise" not in row.values and "enterprise" not in told:
        row.wrong("no_enterprise", said.get("enterprise"))
    if row.phone and "contact" not in row.values and "contact" not in told:
        row.wrong("phone_of_nobody", said.get("phone"))


def project_name(values: Mapping[str, str | list[str]], lang: str) -> str:
    """The project's name, or what one without a name is called."""
    given = values.get("project")
    if isinstance(given, str):
        return given
    words = lexicon().unnamed["zh" if lang.startswith("zh") else "en"]
    return words.replace("{enterprise}", str(values["enterprise"]))[:120]
