"""The long work of a sheet, a batch a transaction: rows read and kept, rows written, rows taken back.

A batch is whole or not there; work that was cut off goes on with the rows that are left.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.history.many import insert_rows, update_rows
from yinli.base.notices.actions import post
from yinli.core.sheets.rows import RowRead
from yinli.desk.pipeline.bulk_actions import open_leads
from yinli.desk.sheets import taking_back, writing
from yinli.desk.sheets.matching import Matcher, Plan
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.desk.sheets.queries import SWEPT, rows_of
from yinli.domain.enterprises.actions import edit_enterprise
from yinli.domain.enterprises.bulk_actions import add_contacts, add_enterprises
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.bulk_actions import edit_projects
from yinli.domain.projects.models import Project

Status, State = SheetImport.Status, SheetRow.State
# Fields of a row that a batch changes.
_OUTCOME = [
    "state", "kind", "enterprise_number", "project_number", "contact_number", "made", "project_version",
]  # fmt: skip
# What was read is encrypted: it is written again only where it is another.
_READ = ["errors", "changes"]


def _at_work(found: SheetImport, by, status: str) -> SheetImport:
    found = lock(found)
    require(by, "sheet_import.write", found)
    if found.status != status:
        raise writing.NotAtWork(found)
    return found


def _further(found: SheetImport, rows: int) -> None:
    SheetImport.objects.filter(pk=found.pk).update(
        done_count=F("done_count") + min(rows, found.row_count - found.done_count)
    )


@action
def clear_rows(found: SheetImport, *, by) -> None:
    """Forget what was read before, and begin to count anew."""
    found = _at_work(found, by, Status.CHECKING)
    SheetRow.objects.filter(sheet_import=found).delete()
    SheetImport.objects.filter(pk=found.pk).update(done_count=0)


@action
def keep_rows(found: SheetImport, rows: Sequence[tuple[SheetRow, RowRead, Plan]], *, by) -> None:
    """Keep a batch of rows as read, each with what it will do or what is in its way."""
    found = _at_work(found, by, Status.CHECKING)
    for row, read, plan in rows:
        row.sheet_import = found
        row.values, row.errors, row.changes = read.values, read.errors, plan.changes
        row.state = State.WAITING if read.errors else State.READY
        row.kind = "" if read.errors else plan.kind
        # What stands in a row of a confidential project is closed with it, before anything is written, too.
        row.project_number = plan.project.pk if plan.project else None
    insert_rows([row for row, _read, _plan in rows])
    _further(found, len(rows))


@action
def write_batch(
    found: SheetImport, rows: Sequence[SheetRow], reads: Mapping[int, RowRead], *, by, today: date
) -> None:
    """Write a batch of rows. One that the books no longer take waits, with the reason; so does one that would change
    something else than people saw before they said yes (the `changes` of its row)."""
    found = _at_work(found, by, Status.WRITING)
    tasks = planned(rows, reads, by, today)
    writing.hold_what_changed(tasks)
    write_rows(found, tasks, by, today)
    _further(found, len(rows))


def planned(rows: Sequence[SheetRow], reads: Mapping[int, RowRead], by, today: date) -> list[writing.Task]:
    """What the rows will do to the books as they stand now."""
    plans = Matcher(by, today).plans([(row.number, reads[row.number]) for row in rows])
    return [writing.Task(row, reads[row.number], plan) for row, plan in zip(rows, plans, strict=True)]


def write_rows(found: SheetImport, tasks: Sequence[writing.Task], by, today: date) -> None:
    """Write rows into the books, within the action that runs."""
    for task in tasks:
        task.row.sheet_import = found
        task.row.errors, task.row.changes = task.read.errors, task.plan.changes
        task.row.kind = task.plan.kind
        if task.read.errors:
            task.row.state, task.row.kind = State.WAITING, ""
    good = [task for task in tasks if not task.read.errors]
    _write_enterprises(good, by)
    # Before the leads: a first report holds where somebody can be reached.
    _write_contacts(good, found, by)
    _write_new(found, [task for task in good if task.plan.kind == "new"], by, today)
    _write_changes(found, [task for task in good if task.plan.kind != "new"], by, today)
    for task in good:
        task.row.state = State.WRITTEN
    update_rows([task.row for task in tasks], _OUTCOME)
    update_rows([task.row for task in tasks if task.read.errors or task.plan.changes], _READ)


def _write_enterprises(tasks: Sequence[writing.Task], by) -> None:
    """Those that nobody knew, each once; and codes that the books lacked."""
    wanted = writing.new_enterprises(tasks)
    made = dict(zip(wanted, add_enterprises(list(wanted.values()), by=by), strict=True)) if wanted else {}
    coded: dict[int, Enterprise] = {}
    for task in tasks:
        if task.plan.enterprise is None:
            task.plan.enterprise = made[task.name_normal]
            task.row.made = [*task.row.made, "enterprise"]
        kept = task.plan.enterprise = coded.get(task.plan.enterprise.pk, task.plan.enterprise)
        if "credit_code" in task.plan.changes and kept.credit_code is None:
            kept = edit_enterprise(kept, by=by, seen=kept.version, credit_code=task.plan.code)
            task.plan.enterprise = coded[kept.pk] = kept
            task.row.made = [*task.row.made, "code"]
        task.row.enterprise_number = kept.pk


def _write_new(found: SheetImport, tasks: Sequence[writing.Task], by, today: date) -> None:
    if not tasks:
        return
    made = open_leads([writing.lead(task, found, by) for task in tasks], by=by, today=today)
    for task, project in zip(tasks, made, strict=True):
        task.row.project_number, task.row.project_version = project.pk, project.version
        task.row.made = [*task.row.made, "project"]
    _tell_given(found, made, by)


def _tell_given(found: SheetImport, projects: Sequence[Project], by) -> None:
    for person, theirs in writing.given_to(projects, by).items():
        key = f"sheets.given:{found.pk}:{theirs[0].pk}"
        post(person, "sheets.given", theirs[0], key, by=by, n=len(theirs))


def _write_changes(found: SheetImport, tasks: Sequence[writing.Task], by, today: date) -> None:
    wanted = [(task.plan.project, task.plan.new) for task in tasks if task.plan.kind == "update"]
    edited = edit_projects(wanted, by=by, today=today)
    _tell_given(found, [one for one, _before, after in edited if "officer" in after], by)
    done = {one.pk: one for one, _before, _after in edited}
    for task in tasks:
        project = task.plan.project
        changed = done.get(project.pk, project)
        task.row.project_number, task.row.project_version = changed.pk, changed.version


def _write_contacts(tasks: Sequence[writing.Task], found: SheetImport, by) -> None:
    people = [(task.plan.enterprise, writing.person(task)) for task in tasks if "contact" in task.read.values]
    if not people:
        return
    met = add_contacts(people, by=by)
    cited = []
    for task in tasks:
        if "contact" not in task.read.values:
            continue
        contact, is_new = met[task.plan.enterprise.pk, writing.person(task)["name"]]
        task.row.contact_number = contact.pk
        task.row.made = [*task.row.made, *(["contact"] if is_new else [])]
        cited.append((contact, task.row))
    writing.cite(found, cited, by)


@action
def undo_batch(found: SheetImport, rows: Sequence[SheetRow], *, by, now: datetime) -> None:
    """Take a batch of rows back: the projects they made are removed, what they changed gets its former values; what
    somebody touched since stays as it is."""
    found = _at_work(found, by, Status.UNDOING)
    taking_back.projects(found, rows, by, now)
    for row in rows:
        row.sheet_import = found
    update_rows(rows, ["state"])
    _further(found, len(rows))


@action
def sweep_batch(found: SheetImport, rows: Sequence[SheetRow], *, by, now: Any) -> None:
    """After every project is taken back: remove the people and enterprises that came with them, where nothing else
    speaks of them."""
    found = _at_work(found, by, Status.UNDOING)
    taking_back.people_and_enterprises(found, rows, by, now)
    for row in rows:
        row.sheet_import = found
        row.made = [one for one in row.made if one not in SWEPT]
    update_rows(rows, ["made"])


@action
def settle(found: SheetImport, status: str, *, by, stopped: bool = False) -> None:
    """Say that the work of a sheet has ended, or stopped half-way: then it can be asked for again."""
    found = lock(found)
    require(by, "sheet_import.write", found)
    if not found.is_at_work:
        return
    before, found.status, found.has_stopped = found.status, status, stopped
    save_record(found, ["status", "has_stopped"])
    told = {row["state"]: row["count"] for row in _told(found)}
    record(by, "sheet_import.settle", found, before={"status": before}, after={"status": status, **told})


def _told(found: SheetImport):
    return rows_of(found, *State.values).order_by().values("state").annotate(count=Count("pk"))
