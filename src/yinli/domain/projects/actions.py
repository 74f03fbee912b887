"""The only writes of projects. A lead is opened by desk.pipeline, which asks for earlier reports first."""

from datetime import date
from decimal import Decimal

from yinli.base.accounts.open_accounts import hold
from yinli.base.accounts.permissions import NotAllowed, require
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.base.history.models import Entry
from yinli.base.notices.actions import post
from yinli.core import names
from yinli.core.workflow import MoveRefused, reasons, stages
from yinli.domain.projects.models import Project, ProjectAmount, ProjectFact
from yinli.domain.projects.queries import facts_in_force
from yinli.domain.projects.rules import facts_beyond, stage_from

EDITABLE = (
    "name",
    "track",
    "category",
    "grade",
    "industries",
    "about",
    "channel",
    "lead_unit",
    "leader",
    "officer",
    "next_step",
    "next_step_due_on",
    "completion_due_on",
)


class NextStepMissing(ValueError):
    """An active project needs an officer, a next step and its day; `fields` are those still empty."""

    def __init__(self, fields: list[str]):
        self.fields = fields
        super().__init__("an active project needs " + ", ".join(fields))


class UnknownReason(ValueError):
    """A reason that rules/reasons.toml does not list."""


def check_next_step(project: Project) -> None:
    """The database's invariant, said in words before the database says it in its own."""
    empty = [name for name in ("officer", "next_step", "next_step_due_on") if not getattr(project, name)]
    if project.status == "active" and empty:
        raise NextStepMissing(empty)


def lock_live(project: Project, *, by, verb: str, seen: int | None = None) -> Project:
    """The project under its lock, for whoever may do `verb` with it. One that was merged into another takes nothing any
    more: what is to be said is said of the other. Raises NotAllowed, StaleWrite."""
    project = lock(project, seen=seen)
    require(by, verb, project)
    if project.merged_into_id:
        raise NotAllowed(by, verb, project)
    return project


def check_hand_over(by, given: dict) -> None:
    """Raise NotAllowed where `given` names an officer or a lead unit to whom `by` may not give a project.

    The officer is asked for as they stand now, and held there: nobody closes or moves them meanwhile (AccountClosed).
    """
    if given.get("officer"):
        require(by, "project.assign", Project(officer=hold(given["officer"])))
    if given.get("lead_unit"):
        require(by, "project.assign", Project(lead_unit=given["lead_unit"]))


@action
def create_project(name: str, enterprise, *, by, today: date, **values) -> Project:
    """Write down a new project at stage `lead`; `values` must hold officer, next_step, next_step_due_on.

    `amounts` {basis: Amount, or Decimal yuan} are kept as stated with it.
    """
    require(by, "project.create")
    amounts = values.pop("amounts", None) or {}
    project = Project(
        name=name.strip(),
        name_pinyin=names.pinyin(name)[:400],
        enterprise=enterprise,
        stage_since_on=today,
        reported_by_id=by.pk,
        **values,
    )
    check_next_step(project)
    project.save(force_insert=True)
    entry = record(by, "project.create", project, after={"enterprise": enterprise, "name": name, **values})
    _tell_given(project, [project.officer, project.leader], entry, by=by)
    for basis, stated in amounts.items():
        _keep_amount(project, basis, stated, by=by, on=today)
    return project


@action
def edit_project(project: Project, *, by, seen: int, **values) -> Project:
    """Change fields of EDITABLE; raises StaleWrite, NotAllowed or NextStepMissing."""
    project = lock_live(project, by=by, verb="project.edit", seen=seen)
    before, after = changes(project, {key: values[key] for key in EDITABLE if key in values})
    if not after:
        return project
    check_hand_over(by, after)
    check_next_step(project)
    if "name" in after:
        project.name_pinyin = names.pinyin(project.name)[:400]
    save_record(project, [*after, "name_pinyin"])
    if "track" in after:
        settle_stage(project, on=project.stage_since_on, by=by)
    entry = record(by, "project.edit", project, before=before, after=after)
    _tell_given(project, [after.get("officer"), after.get("leader")], entry, by=by)
    return project


def _tell_given(project: Project, people, entry: Entry, *, by) -> None:
    key = f"{entry.action}:{project.pk}:{project.version}"
    post(people, "project.given", project, key, by=by, cause=entry)


@action
def set_next_step(project: Project, next_step: str, due_on: date, *, by, seen: int) -> Project:
    """Say what comes next and by when."""
    return edit_project(project, by=by, seen=seen, next_step=next_step.strip(), next_step_due_on=due_on)


@action
def add_fact(
    project: Project, kind: str, happened_on: date, *, by, note: str = "", source=None
) -> ProjectFact:
    """Write down a dated fact, once while it stands; the stage follows by itself."""
    project = lock(project)
    require(by, "project.advance", project)
    if kind not in stages().facts or project.merged_into_id:
        raise MoveRefused("merged" if project.merged_into_id else "unknown_fact", project.track, kind)
    known = project.facts.filter(kind=kind, withdrawn_on=None).first()
    if known:
        return known
    fact = ProjectFact.objects.create(
        project=project,
        kind=kind,
        happened_on=happened_on,
        note=note,
        source=source,
        recorded_by_id=by.pk,
    )
    record(by, "project.fact", project, after={"fact": kind, "on": happened_on}, note=note, on=happened_on)
    settle_stage(project, on=happened_on, by=by)
    return fact


@action
def advance(
    project: Project, to: str, *, by, seen: int, today: date, facts: dict[str, date] | None = None
) -> Project:
    """Move `project` to stage `to`, writing down `facts` (kind → day) that its gate asks for.

    Raises NotAllowed, StaleWrite, or MoveRefused with what is missing.
    """
    project = lock_live(project, by=by, verb="project.advance", seen=seen)
    held = {*facts_in_force(project), *(facts or {})}
    stages().check_move(project.track, project.stage, to, held)
    for kind, on in (facts or {}).items():
        add_fact(project, kind, on, by=by)
    project.refresh_from_db()
    return project


@action
def move_back(project: Project, to: str, reason: str, *, by, seen: int, today: date) -> Project:
    """Go back to an earlier stage for a listed reason: the facts beyond it are withdrawn, not erased."""
    project = lock_live(project, by=by, verb="project.advance", seen=seen)
    stages().check_back(project.track, project.stage, to, reason)
    held = facts_in_force(project)
    undone = facts_beyond(project.track, to, held)
    for kind in undone:
        fact = held[kind]
        fact.withdrawn_on, fact.withdrawn_reason = today, reason
        fact.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(by, "project.move_back", project, before={"facts": undone}, note=reason, on=today)
    settle_stage(project, on=today, by=by)
    return project


@action
def withdraw_fact(project: Project, kind: str, reason: str, *, by, seen: int, today: date) -> Project:
    """Take back a fact that proved wrong, for a reason of `back`; the stage follows. It stays to be seen."""
    project = lock_live(project, by=by, verb="project.advance", seen=seen)
    if reason not in reasons("back"):
        raise UnknownReason(reason)
    fact = facts_in_force(project).get(kind)
    if fact is None:
        return project
    fact.withdrawn_on, fact.withdrawn_reason = today, reason
    fact.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    before = {"fact": kind, "on": fact.happened_on}
    record(by, "project.fact_withdrawn", project, before=before, note=reason, on=today)
    settle_stage(project, on=today, by=by)
    return project


def settle_stage(project: Project, *, on: date, by) -> None:
    """Set the stage that the facts amount to; called under the project's lock. A fact is a change of its project:
    the version rises though the stage may stay."""
    before, after = project.stage, stage_from(project.track, facts_in_force(project))
    if before != after:
        project.stage, project.stage_since_on = after, on
    save_record(project, ["stage", "stage_since_on"])
    if before != after:
        record(by, "project.advance", project, before={"stage": before}, after={"stage": after}, on=on)


@action
def stop(project: Project, status: str, reason: str, *, by, seen: int) -> Project:
    """Pause a project, or close it as lost or withdrawn, for a reason that rules/reasons.toml lists."""
    project = lock_live(project, by=by, verb="project.close", seen=seen)
    kind = "pause" if status == "paused" else status
    if reason not in reasons(kind):
        raise UnknownReason(reason)
    before, after = changes(project, {"status": status, "status_reason": reason})
    save_record(project, ["status", "status_reason"])
    record(by, "project.stop", project, before=before, after=after)
    return project


@action
def resume(project: Project, next_step: str, due_on: date, *, by, seen: int) -> Project:
    """Take a stopped project up again, with what comes next and by when."""
    project = lock(project, seen=seen)
    require(by, "project.reopen", project)
    if project.merged_into_id:
        raise MoveRefused("merged", project.track, project.stage)
    wanted = {"status": "active", "status_reason": "", "next_step": next_step, "next_step_due_on": due_on}
    before, after = changes(project, wanted)
    check_next_step(project)
    save_record(project, list(wanted))
    record(by, "project.resume", project, before=before, after=after)
    return project


@action
def state_amount(project: Project, basis: str, yuan: Decimal, *, by, today: date, **stated) -> Project:
    """Write down an amount as stated (`original`, `currency`, `rate_on`, `bound`) and let its yuan count."""
    project = lock_live(project, by=by, verb="project.edit")
    _write_amount(project, basis, {"yuan": yuan, "original": yuan, **stated}, by=by, on=today)
    return project


def _keep_amount(project: Project, basis: str, stated, *, by, on: date) -> None:
    """An amount as it was read, or plain yuan. A foreign one whose rate nobody knows has no yuan to count."""
    if isinstance(stated, Decimal):
        _write_amount(project, basis, {"yuan": stated, "original": stated}, by=by, on=on)
    elif stated.yuan is not None:
        rate_on = None if stated.currency == "CNY" else on
        kept = {"currency": stated.currency, "rate_on": rate_on, "bound": stated.bound}
        _write_amount(
            project, basis, {"yuan": stated.yuan, "original": stated.original, **kept}, by=by, on=on
        )


def _write_amount(project: Project, basis: str, stated: dict, *, by, on: date) -> None:
    ProjectAmount.objects.create(project=project, basis=basis, stated_on=on, **stated)
    column = f"{basis}_yuan"
    before, after = changes(project, {column: stated["yuan"]})
    # Said again, it is said once more: whoever looked at the project before has not seen that.
    save_record(project, [column])
    if after:
        record(by, "project.amount", project, before=before, after=after, on=on)


@action
def protect(project: Project, people, *, by, seen: int) -> Project:
    """Make a project confidential: from now on only `people`, its officer and its leader see it."""
    project = lock_live(project, by=by, verb="project.edit", seen=seen)
    project.named_people.set(people)
    before, after = changes(project, {"confidential": True})
    save_record(project, ["confidential"])
    record(by, "project.protect", project, before=before, after={**after, "people": list(people)})
    return project


@action
def open_up(project: Project, *, by, seen: int) -> Project:
    """End confidentiality: everybody whom permissions allow sees the project again."""
    project = lock(project, seen=seen)
    require(by, "project.edit", project)
    before, after = changes(project, {"confidential": False})
    if after:
        save_record(project, ["confidential"])
        record(by, "project.open_up", project, before=before, after=after)
    return project
