"""What is planned for a project: days for facts, and the checklist of its stages."""

from collections.abc import Mapping
from datetime import date

from yinli.base.history.actions import action, record, save_record
from yinli.core.workflow import stages
from yinli.domain.projects.actions import lock_live
from yinli.domain.projects.models import CheckDone, Milestone, Project


class UnknownCheck(ValueError):
    """A check that the checklists of the project's track do not hold."""


@action
def plan(project: Project, days: Mapping[str, date | None], *, by, seen: int, note: str = "") -> Project:
    """Plan facts: {kind: day, or None for no longer planned}. The first day planned for a fact stays beside the new.

    Raises NotAllowed, StaleWrite, KeyError for a fact that no rulebook knows.
    """
    project = lock_live(project, by=by, verb="project.edit", seen=seen)
    held = {row.kind: row for row in project.milestones.all()}
    before, after = {}, {}
    for kind, day in days.items():
        old = held[kind].planned_on if kind in held else None
        if day == old:
            continue
        _plan_one(project, stages().facts[kind].code, held.get(kind), day)
        before[kind], after[kind] = old, day
    if after:
        save_record(project, [])
        record(by, "project.plan", project, before=before, after=after, note=note)
    return project


def _plan_one(project: Project, kind: str, known: Milestone | None, day: date | None) -> None:
    if known is None and day is not None:
        Milestone.objects.create(project=project, kind=kind, first_planned_on=day, planned_on=day)
    elif known is not None and day is not None:
        known.planned_on = day
        known.save(update_fields=["planned_on"])
    elif known is not None:
        known.delete()


@action
def tick(project: Project, check: str, *, by, today: date, done: bool = True) -> Project:
    """Say that a thing of the checklist is done, or after all is not; said twice it stays as it was.

    Raises NotAllowed, UnknownCheck.
    """
    project = lock_live(project, by=by, verb="project.advance")
    if check not in stages().check_codes(project.track):
        raise UnknownCheck(check)
    known = project.checks_done.filter(check_code=check).first()
    if bool(known) == done:
        return project
    if known is not None:
        known.delete()
    else:
        CheckDone.objects.create(project=project, check_code=check, done_on=today, done_by_id=by.pk)
    save_record(project, [])
    record(by, "project.tick" if done else "project.untick", project, after={"check": check}, on=today)
    return project
