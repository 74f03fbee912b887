"""A ledger that came back, compared with what was handed out and with the books as they are: what it would change, what
cannot be taken and why, which rows are new, which are gone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from yinli.base.accounts.permissions import may
from yinli.core import names
from yinli.core.amount_doubts import Known, doubts
from yinli.core.ledger_table import MONEY_UNIT, Found, LedgerColumn, find_ledger, ledger_table, settled
from yinli.core.sheets.cells import CellWrong
from yinli.core.sheets.grid import Line, from_text, shown
from yinli.core.sheets.lexicon import plain, unit_in
from yinli.desk.ledgers.cells import Reader, cells_of, spelled
from yinli.desk.ledgers.models import Ledger, LedgerReturn
from yinli.desk.ledgers.queries import handed_out, rows_of
from yinli.desk.pipeline.doubted import doubt_said, known_sizes
from yinli.domain.projects.models import Project

# So many rows with one number are named.
MOST_NAMED = 10


@dataclass(frozen=True)
class CellChange:
    """One cell that somebody filled in otherwise. Texts: `handed` out, as it is `now`, as it is `said`; `value` is what the
    books would take; `conflict`: it was changed here as well; `doubt`: words about an amount that can hardly be meant so."""

    column: LedgerColumn
    handed: str
    now: str
    said: str
    value: Any
    conflict: bool = False
    doubt: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it is taken unless somebody says no."""
        return not self.conflict and not self.doubt


@dataclass(frozen=True)
class Refusal:
    """Something of the file that is not taken: the row of the sheet, the heading of the column ("" for the whole row), what
    stood there, why (a code for `wording.refusal_words`), and what its words need."""

    line: int
    column: str
    found: str
    code: str
    more: str = ""


@dataclass
class RowDiff:
    """A row of the file that belongs to a project."""

    line: Line
    project: Project
    changes: list[CellChange] = field(default_factory=list)


@dataclass
class Diff:
    """All that a file says otherwise. `gone` are projects handed out of which the file holds no row; `unknown` the headings
    that are none of the ledger's."""

    rows: list[RowDiff] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    new: list[Line] = field(default_factory=list)
    gone: list[Project] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    total: int = 0

    @property
    def cells(self) -> int:
        """How many cells are other."""
        return sum(len(row.changes) for row in self.rows)

    @property
    def sure(self) -> int:
        """How many cells are taken unless somebody says no."""
        return sum(change.is_sure for row in self.rows for change in row.changes)


def found_in(text: str) -> tuple[Found, Ledger] | None:
    """The ledger in the text of a document, and what was handed out; None where it is no ledger of this house."""
    found = find_ledger(from_text(text), Ledger.NUMBER_PREFIX)
    ledger = handed_out(found.ledger) if found else None
    return (found, ledger) if found and ledger else None


def compared(returned: LedgerReturn, *, viewer, today: date) -> Diff:
    """What a file that came back would change, for whom may change it."""
    told = found_in(returned.source.text)
    if told is None:
        return Diff()
    found, ledger = told
    rows = rows_of(viewer, [int(key) for key in ledger.cells])
    return Comparison(found, ledger.cells, rows, Reader(viewer, today), today).diff(viewer)


class Comparison:
    """The work of comparing one file."""

    def __init__(
        self,
        found: Found,
        handed: Mapping[str, dict],
        rows: Mapping[int, Project],
        reader: Reader,
        today: date,
    ):
        self._found, self._handed, self._rows, self._reader, self._today = found, handed, rows, reader, today
        self._columns = {code: column for code, column in ledger_table().columns.items() if code in found.at}
        self._units = {code: unit_in(found.titles[found.at[code]]) for code in self._columns}
        self._diff = Diff(total=len(found.lines))
        # Number of a project → the rows that bear it.
        self._places: dict[int | None, list[int]] = {}

    def diff(self, viewer) -> Diff:
        """Everything, row by row."""
        known = {plain(title) for column in ledger_table().columns.values() for title in column.titles}
        at = set(self._found.at.values())
        titles = enumerate(self._found.titles)
        self._diff.unknown = [
            one for place, one in titles if one and place not in at and plain(one) not in known
        ]
        for line in self._found.lines:
            self._places.setdefault(self._key(line), []).append(line.number)
        keys = Counter({key: len(lines) for key, lines in self._places.items() if key})
        for line in self._found.lines:
            self._line(line, keys, viewer)
        self._diff.gone = [row for key, row in self._rows.items() if key not in keys]
        return self._diff

    def _text(self, line: Line, code: str) -> str:
        at = self._found.at.get(code)
        return shown(line.cells[at]).strip() if at is not None and at < len(line.cells) else ""

    def _key(self, line: Line) -> int | None:
        text = self._text(line, "number")
        is_number = text.upper().startswith(Project.NUMBER_PREFIX)
        return Project.pk_from(text) if is_number else None

    def _refuse(self, line: Line, code: str, column: LedgerColumn | None = None, more: str = "") -> None:
        title = self._found.titles[self._found.at[column.code]] if column else ""
        found = self._text(line, column.code if column else "number")
        self._diff.refusals.append(Refusal(line.number, title, found[:60], code, more))

    def _line(self, line: Line, keys: Counter, viewer) -> None:
        if not self._text(line, "number"):
            # What says no enterprise is a sum or a note below the table.
            if len(self._text(line, "enterprise")) > 1:
                self._diff.new.append(line)
            return
        why, more = self._why_not(line, keys)
        if why:
            self._refuse(line, why, more=more)
            return
        project = self._rows[self._key(line) or 0]
        row = RowDiff(line, project, self._changes(line, project, viewer))
        if row.changes and (project.merged_into_id or not may(viewer, "project.edit", project)):
            self._refuse(line, "not_yours", more=str(project.officer or ""))
        elif row.changes:
            self._diff.rows.append(row)

    def _why_not(self, line: Line, keys: Counter) -> tuple[str, str]:
        """Why nothing of a row can be taken, as a code and what its words need; ("", "") where it can."""
        key = self._key(line)
        handed = self._handed.get(str(key))
        if key is None:
            return "no_number", ""
        if keys[key] > 1:
            return "number_twice", " ".join(map(str, self._places[key][:MOST_NAMED]))
        if handed is None:
            return "not_in_ledger", ""
        if key not in self._rows:
            return "not_seen", ""
        said = self._text(line, "enterprise")
        if said and names.normalise(said) != names.normalise(handed.get("enterprise", "")):
            return "number_of_another", handed["enterprise"]
        return "", ""

    def _changes(self, line: Line, project: Project, viewer) -> list[CellChange]:
        handed, now = self._handed[str(project.pk)], cells_of(project)
        found = []
        for code, column in self._columns.items():
            before = handed.get(code)
            if before is None or self._text(line, code) == before and self._units[code] in ("", MONEY_UNIT):
                continue
            if not column.change:
                self._only_told(line, column, before, now[code])
                continue
            change = self._change(line, column, before, now[code])
            if change:
                found.append(self._doubted(change, project, viewer))
        return found

    def _only_told(self, line: Line, column: LedgerColumn, before: str, now: str) -> None:
        if column.code not in ("number", "enterprise") and self._text(line, column.code) not in (before, now):
            self._refuse(line, "not_taken", column)

    def _change(self, line: Line, column: LedgerColumn, before: str, now: str) -> CellChange | None:
        try:
            value = self._reader.read(column, self._text(line, column.code), self._units[column.code])
            said = spelled(column, value)
            outcome = settled(before, said, now)
            if outcome == "same":
                return None
            if not said and column.needed:
                raise CellWrong("needed")
            if column.code == "next_step_due_on" and value < self._today:
                raise CellWrong("past")
        except CellWrong as wrong:
            self._refuse(line, wrong.code, column, wrong.more)
            return None
        return CellChange(column, before, now, said, value, outcome == "conflict")

    def _doubted(self, change: CellChange, project: Project, viewer) -> CellChange:
        """An amount that is a thousand times off what is known is not taken unless somebody ticks it."""
        if change.column.kind != "money" or not change.value:
            return change
        basis = change.column.code
        known = known_sizes(viewer, project.enterprise, (project, basis))
        before = getattr(project, f"{basis}_yuan")
        if before:
            known.append(Known(str(Project._meta.get_field(f"{basis}_yuan").verbose_name), before))
        doubt = doubts().of(Decimal(change.value), known)
        return (
            CellChange(**{**change.__dict__, "doubt": doubt_said(doubt, change.value)}) if doubt else change
        )
