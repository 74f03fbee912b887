"""One field of many projects changed at once, and taken back: each as if it were edited alone."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.open_accounts import AccountClosed
from yinli.base.accounts.permissions import NotAllowed, may, require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.desk.pipeline.models import BulkEdit
from yinli.domain.projects.actions import check_hand_over
from yinli.domain.projects.bulk_actions import edit_projects, tell_given
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects

# Why a project stays as it is.
NOT_YOURS, CHANGED, SAME, STOPPED = "not_yours", "changed", "same", "stopped"
NOT_GIVEN = object()


class NothingToUndo(ValueError):
    """The change was taken back already."""


def kept(value: Any) -> Any:
    """A value as the change keeps it: people and units by their keys, days as texts."""
    if isinstance(value, (User, Unit)):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def why_left(project: Project, field: str, value: Any, seen: int | None, *, by) -> str:
    """Why a project would stay as it is; "" where it would change."""
    if not may(by, "project.edit", project) or project.merged_into_id:
        return NOT_YOURS
    if seen is not None and project.version != seen:
        return CHANGED
    if field == "next_step_due_on" and project.status != "active":
        return STOPPED
    return SAME if getattr(project, field) == value else ""


@action
def edit_many(seen: Mapping[int, int], field: str, value: Any, *, by, today: date) -> BulkEdit:
    """Change one field of projects (key → version as it was looked at). Those that are another's, or that somebody
    changed since, stay as they are and are named. Raises NotAllowed where `by` may not give to whom `value` names."""
    require(by, "project.edit")
    field = BulkEdit.Field(field).value
    rows = _held(seen, by)
    left, wanted = [], []
    for key, version in seen.items():
        project = rows.get(key)
        why = why_left(project, field, value, version, by=by) if project else NOT_YOURS
        if why:
            left.append([key, why])
        else:
            wanted.append(project)
    done = edit_projects([(project, {field: value}) for project in wanted], by=by, today=today)
    tell_given(done, by=by)
    changes = [[project.pk, kept(before[field]), kept(after[field])] for project, before, after in done]
    made = BulkEdit.objects.create(field=field, changes=changes, left=left, made_by_id=by.pk)
    record(by, "bulk_edit.create", made, after={"field": field, "count": len(changes)})
    return made


def _held(keys: Iterable[int], by) -> dict[int, Project]:
    """The projects under their locks, in one order, so that two changes of many never wait for each other."""
    rows = projects(by).filter(pk__in=list(keys)).select_for_update(of=("self",)).order_by("pk")
    return {project.pk: project for project in rows}


@action
def undo(made: BulkEdit, *, by, seen: int, now: datetime, today: date) -> tuple[int, int]:
    """Give each project back what it had, unless somebody changed it since; (how many were, how many were not).

    Raises NotAllowed, StaleWrite, NothingToUndo.
    """
    made = lock(made, seen=seen)
    require(by, "bulk_edit.undo", made)
    if made.undone_at:
        raise NothingToUndo()
    rows = _held([key for key, _before, _after in made.changes], by)
    standing = [
        (rows[key], before)
        for key, before, after in made.changes
        if key in rows and kept(getattr(rows[key], made.field)) == after and _is_open(rows[key], by)
    ]
    # People and units that nothing can be given to any more stay out of the way of the others.
    values = {before: _given_back(made.field, before, by) for before in {one for _project, one in standing}}
    back = [
        (project, {made.field: values[before]})
        for project, before in standing
        if values[before] is not NOT_GIVEN
    ]
    tell_given(edit_projects(back, by=by, today=today), by=by)
    made.undone_at = now
    save_record(made, ["undone_at"])
    record(by, "bulk_edit.undo", made, after={"count": len(back)})
    return len(back), len(made.changes) - len(back)


def _is_open(project: Project, by) -> bool:
    return project.merged_into_id is None and may(by, "project.edit", project)


def _given_back(field: str, value: Any, by) -> Any:
    """A value that the change keeps, as the books hold it; NOT_GIVEN where it can be given to nobody any more."""
    if value is None or field in ("grade", "channel"):
        return value
    if field == "next_step_due_on":
        return date.fromisoformat(value)
    found = (User if field == "officer" else Unit).objects.get(pk=value)
    try:
        check_hand_over(by, {field: found})
    except (AccountClosed, NotAllowed):
        return NOT_GIVEN
    return found
