"""A project as the cells of a ledger, and a cell as a value of the books."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from yinli.base.accounts.permissions import may
from yinli.base.accounts.queries import assignable, dissolved, units
from yinli.core import names
from yinli.core.ledger_table import MONEY_UNIT, LedgerColumn, ledger_table
from yinli.core.personal_numbers import MASK, without_numbers
from yinli.core.sheets.cells import CellWrong, Reading, read_cell
from yinli.core.sheets.grid import shown
from yinli.core.sheets.lexicon import Field
from yinli.domain.projects.models import Project
from yinli.domain.projects.wording import stage_words, status_words

_TEN_THOUSAND = Decimal(10_000)
_TOLD: dict[str, Callable[[Project], Any]] = {
    "number": lambda one: one.number,
    "enterprise": lambda one: one.enterprise.name,
    "stage": lambda one: stage_words(one.stage, one.track),
    "status": lambda one: status_words(one.status),
    "lead_unit": lambda one: one.lead_unit.name if one.lead_unit else "",
    "officer": lambda one: one.officer.name if one.officer else "",
    "reporting_unit": lambda one: one.reporting_unit.name if one.reporting_unit else "",
}


def cells_of(project: Project) -> dict[str, str]:
    """Column → what its cell says, as it is read back from a file."""
    return {code: _cell(project, column) for code, column in ledger_table().columns.items()}


def _cell(project: Project, column: LedgerColumn) -> str:
    if column.code in _TOLD:
        return without_numbers(str(_TOLD[column.code](project)))
    if column.kind == "money":
        return in_ten_thousands(getattr(project, f"{column.code}_yuan"))
    value = getattr(project, column.code)
    return "" if value is None else without_numbers(str(value))


def in_ten_thousands(yuan: Decimal | None) -> str:
    """Yuan as 万元, without zeros at the end."""
    return "" if yuan is None else f"{(yuan / _TEN_THOUSAND).normalize():f}"


class Reader:
    """Reads cells as values of the books, for one person and day. `read` raises CellWrong with a code that the words of
    sheets and ledgers know."""

    def __init__(self, viewer, today: date):
        self._viewer, self._today = viewer, today
        self._people = _by_name(assignable(viewer))
        self._units = _by_name(units(viewer))

    def read(self, column: LedgerColumn, cell: str, unit: str) -> Any:
        """The value of a cell; None where it is empty. `unit` is the one that its heading names."""
        text = shown(cell).strip()
        if column.kind in ("person", "unit"):
            return self._named(column, text)
        if column.kind == "grade":
            return _grade(text, column)
        if MASK in text:
            raise CellWrong("number_in_text")
        field = Field(column.code, column.kind, column.label, (), (), column.most, past=False)
        value = read_cell(cell, Reading(field, unit or MONEY_UNIT, self._today))
        return _typed(column.kind, value)

    def _named(self, column: LedgerColumn, text: str) -> Any:
        if not text:
            return None
        known = self._people if column.kind == "person" else self._units
        found = known.get(names.normalise(text), [])
        gone = dissolved(text) if column.kind == "unit" and not found else None
        if gone:
            raise CellWrong("lead_unit_gone", f"{gone.closed_on} {gone.successor or ''}".strip())
        if len(found) != 1:
            raise CellWrong(f"{column.kind}_{'ambiguous' if found else 'unknown'}")
        if not may(self._viewer, "project.assign", Project(**{column.code: found[0]})):
            raise CellWrong(f"{column.kind}_not_yours")
        return found[0]


def _grade(text: str, column: LedgerColumn) -> str | None:
    grade = text.upper()
    for end in column.ends:
        grade = grade.removesuffix(end)
    if grade and grade not in Project.Grade.values:
        raise CellWrong("no_grade")
    return grade or None


def _typed(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "money":
        return Decimal(value)
    return date.fromisoformat(value) if kind == "day" else value


def spelled(column: LedgerColumn, value: Any) -> str:
    """A value as its cell says it: by this one spelling two cells are the same."""
    if value is None:
        return ""
    if column.kind == "money":
        return in_ten_thousands(value)
    return str(getattr(value, "name", value))


def _by_name(rows: Iterable) -> dict[str, list]:
    found: dict[str, list] = {}
    for row in rows:
        found.setdefault(names.normalise(row.name), []).append(row)
    return found
