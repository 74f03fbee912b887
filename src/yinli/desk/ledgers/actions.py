"""What people do with ledgers: hand one out, bring a file of it back, take over what they tick, take it back again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.sources.models import Source
from yinli.base.sources.sheet_actions import cite_each
from yinli.core.ledger_table import ledger_table
from yinli.desk.ledgers.cells import cells_of
from yinli.desk.ledgers.comparing import RowDiff, compared, found_in
from yinli.desk.ledgers.giving_back import NOT_GIVEN, given_back, kept
from yinli.desk.ledgers.models import Ledger, LedgerReturn
from yinli.desk.ledgers.new_rows import as_workbook
from yinli.desk.sheets.bringing import bring_as_leads
from yinli.domain.projects.bulk_actions import edit_projects, tell_given
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects

Status = LedgerReturn.Status
# Why something that was ticked is not taken.
CHANGED, GONE = "changed", "gone"
# The rule by which evidence of a ledger is found.
RULE = "ledger.column"


class TooManyRows(ValueError):
    """Nobody looks through so many rows: `most` are handed out at once."""

    def __init__(self, most: int):
        self.most = most
        super().__init__(f"at most {most} rows")


class ReturnClosed(ValueError):
    """The file is not in the state in which this can be done. `returned` is what it is now."""

    def __init__(self, returned: LedgerReturn):
        self.returned = returned
        super().__init__(f"{returned.number} is {returned.status}")


@dataclass(frozen=True)
class Ticked:
    """What somebody said yes to: project → columns, and the version of each project they were looking at."""

    columns: Mapping[int, set[str]]
    versions: Mapping[int, int]


@action
def hand_out(rows: Sequence[Project], title: str, *, by) -> Ledger:
    """Write down what goes out of these projects. Raises NotAllowed, TooManyRows."""
    require(by, "ledger.hand_out")
    most = ledger_table().most_rows
    if len(rows) > most:
        raise TooManyRows(most)
    cells = {str(one.pk): cells_of(one) for one in rows}
    made = Ledger.objects.create(title=title[:120], made_by_id=by.pk, cells=cells, row_count=len(rows))
    record(by, "ledger.hand_out", made, after={"rows": len(rows)})
    return made


@action
def bring_back(source: Source, *, by) -> LedgerReturn | None:
    """The file of a ledger that came back; None where `source` is none. The same file brought twice is one."""
    told = found_in(source.text)
    if told is None:
        return None
    require(by, "ledger_return.bring")
    known = LedgerReturn.objects.filter(source=source, sender_id=by.pk, status__in=("open", "taken")).first()
    if known:
        return known
    _found, ledger = told
    made = LedgerReturn.objects.create(ledger=ledger, source=source, sender_id=by.pk, title=str(source)[:200])
    record(by, "ledger_return.bring", made, after={"ledger": ledger.number})
    return made


def _locked(returned: LedgerReturn, by, seen: int, *states: str) -> LedgerReturn:
    returned = lock(returned, seen=seen)
    require(by, "ledger_return.write", returned)
    if returned.status not in states:
        raise ReturnClosed(returned)
    return returned


@action
def accept(returned: LedgerReturn, ticked: Ticked, *, by, seen: int, today: date) -> LedgerReturn:
    """Take over the cells that were ticked. A project that somebody changed since it was looked at stays as it is and is
    named. Raises StaleWrite, NotAllowed, ReturnClosed."""
    returned = _locked(returned, by, seen, Status.OPEN)
    held = _held(ticked.columns, by)
    rows = {row.project.pk: row for row in compared(returned, viewer=by, today=today).rows}
    wanted, left = [], []
    for key, columns in ticked.columns.items():
        row, project = rows.get(key), held.get(key)
        if row is None or project is None:
            left.append([key, GONE])
        elif project.version != ticked.versions.get(key):
            left.append([key, CHANGED])
        else:
            wanted.append((row, columns))
    told = [(row.project, _new(row, columns, returned)) for row, columns in wanted]
    done = edit_projects([one for one in told if len(one[1]) > 1], by=by, today=today)
    tell_given(done, by=by)
    _cite(returned, wanted, by)
    returned.changes = [
        [one.pk, field, kept(before[field]), kept(value)]
        for one, before, after in done
        for field, value in after.items()
    ]
    returned.left, returned.status = left, Status.TAKEN
    save_record(returned, ["changes", "left", "status"])
    after = {"projects": len(done), "cells": len(returned.changes), "left": len(left)}
    record(by, "ledger_return.accept", returned, after=after)
    return returned


def _held(keys, by) -> dict[int, Project]:
    rows = projects(by).filter(pk__in=list(keys)).select_for_update(of=("self",)).order_by("pk")
    return {project.pk: project for project in rows}


def _new(row: RowDiff, columns: set[str], returned: LedgerReturn) -> dict[str, Any]:
    """What `edit_projects` is given for a row: fields, amounts, and from where they come."""
    new: dict[str, Any] = {}
    for change in row.changes:
        if change.column.code not in columns:
            continue
        if change.column.kind == "money":
            new.setdefault("amounts", {})[change.column.code] = change.value
        else:
            new[change.column.code] = change.value
    with translation.override(settings.LANGUAGE_CODE):
        told = {"number": returned.number, "row": row.line.number}
        return {**new, "told": {"note": _("Ledger %(number)s, row %(row)s") % told}}


def _cite(returned: LedgerReturn, wanted: Sequence[tuple[RowDiff, set[str]]], by) -> None:
    """Say where each value was read."""
    found = found_in(returned.source.text)
    if found is None:
        return
    at = found[0].at
    for code, column in ledger_table().columns.items():
        field = f"{code}_yuan" if column.kind == "money" else code
        read = [
            (row.project, row.line.place(at[code]))
            for row, columns in wanted
            if code in columns and code in at and at[code] < len(row.line.cells) and row.line.cells[at[code]]
        ]
        cite_each(read, field, returned.source, RULE, by=by)


@action
def undo(returned: LedgerReturn, *, by, seen: int, today: date) -> tuple[int, int]:
    """Give each cell back what it had, unless somebody changed it since; (how many were, how many were not).

    Raises StaleWrite, NotAllowed, ReturnClosed.
    """
    returned = _locked(returned, by, seen, Status.TAKEN)
    held = _held({change[0] for change in returned.changes}, by)
    back: dict[int, dict] = {}
    for key, field, before, after in returned.changes:
        project = held.get(key)
        if project is None or kept(getattr(project, field)) != after or not _is_open(project, by):
            continue
        value = given_back(field, before, by)
        if value is not NOT_GIVEN:
            _put_back(back.setdefault(key, {}), field, value)
    done = edit_projects([(held[key], new) for key, new in back.items()], by=by, today=today)
    tell_given(done, by=by)
    count = sum(len(after) for _one, _before, after in done)
    returned.status = Status.UNDONE
    save_record(returned, ["status"])
    record(by, "ledger_return.undo", returned, after={"cells": count})
    return count, len(returned.changes) - count


def _is_open(project: Project, by) -> bool:
    return project.merged_into_id is None and may(by, "project.edit", project)


def _put_back(new: dict, field: str, value: Any) -> None:
    if field.endswith("_yuan"):
        new.setdefault("amounts", {})[field.removesuffix("_yuan")] = value
    else:
        new[field] = value


@action
def put_aside(returned: LedgerReturn, *, by, seen: int) -> LedgerReturn:
    """Put a file away of which nothing is taken; its document stays. Raises StaleWrite, NotAllowed, ReturnClosed."""
    returned = _locked(returned, by, seen, Status.OPEN)
    returned.status = Status.DISCARDED
    save_record(returned, ["status"])
    record(by, "ledger_return.put_aside", returned)
    return returned


@action
def bring_new(returned: LedgerReturn, *, by, seen: int, today: date) -> LedgerReturn:
    """Bring the rows without a number in as a sheet of leads, once. Raises StaleWrite, NotAllowed, ReturnClosed,
    SourceRefused."""
    returned = _locked(returned, by, seen, Status.OPEN, Status.TAKEN)
    if returned.leads_number:
        raise ReturnClosed(returned)
    lines = compared(returned, viewer=by, today=today).new
    name = _("%(number)s new rows") % {"number": returned.number}
    found = bring_as_leads(as_workbook(returned, lines), f"{name}.xlsx", by=by)
    returned.leads_number = found.pk
    save_record(returned, ["leads_number"])
    record(by, "ledger_return.bring_new", returned, after={"sheet": found.number, "rows": len(lines)})
    return returned
