"""Two projects made one, one made two, and either taken back whole.

Whatever names the one names the other afterwards, of whichever app it is (base.history.repointing): visits, agreements,
follow-ups, facts, amounts. The one merged away stays as a tombstone that leads to the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, lock, plain, record, save_record
from yinli.base.history.models import Entry
from yinli.base.history.repointing import Moved, lock_both, naming, repoint
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.actions import check_next_step, create_project, settle_stage
from yinli.domain.projects.models import Project, ProjectAmount, Regrouping

# What a merged project gives to the other where that has nothing.
FILLED = (
    "about", "category", "channel", "industries", "lead_unit", "leader", "planned_investment_yuan",
    "fixed_asset_investment_yuan", "registered_capital_yuan", "paid_in_yuan", "paid_in_due_yuan",
    "used_foreign_capital_yuan", "completion_due_on",
)  # fmt: skip
# What a parted project hands on to its new half.
HANDED_ON = (
    "track", "category", "grade", "channel", "industries", "reporting_unit", "lead_unit", "leader", "officer",
    "next_step", "next_step_due_on",
)  # fmt: skip
_OWN = ("status", "status_reason", "merged_into_id")
MERGED = {"status": "withdrawn", "status_reason": "duplicate"}


def naming_project(project: Project) -> list[Moved]:
    """Every row that names the project and could go to another with it; who is named on it stays with each."""
    found = naming(Project, project.pk, (Regrouping, Project.named_people.through))
    return [row for row in found if row[1] != "merged_into_id"]


class RegroupingRefused(ValueError):
    """`code`: same (twice the same project), merged (one is a tombstone), investors (of different enterprises),
    undone, or merged_on (what came of it was merged further: take that back first)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"the projects cannot be regrouped: {code}")


def check_merge(origin: Project, target: Project) -> None:
    """Raise RegroupingRefused where `origin` cannot be merged into `target`."""
    if origin.pk == target.pk:
        raise RegroupingRefused("same")
    if origin.merged_into_id or target.merged_into_id:
        raise RegroupingRefused("merged")
    one, other = origin.enterprise, target.enterprise
    if one.pk != other.pk and other.pk != one.parent_id and one.pk != other.parent_id:
        raise RegroupingRefused("investors")


@action
def merge(origin: Project, target: Project, *, by, seen: tuple[int, int], today: date) -> Regrouping:
    """Merge `origin` into `target`; `seen` are the versions of both. Raises NotAllowed, StaleWrite, RegroupingRefused."""
    check_merge(origin, target)
    origin, target = lock_both("project.merge", origin, target, by=by, seen=seen)
    check_merge(origin, target)
    before = {"origin": {name: getattr(origin, name) for name in _OWN}, "filled": _fill(origin, target)}
    moved, stayed = repoint(naming_project(origin), origin.pk, target.pk)
    before |= {"confidential": target.confidential, "named": _name_all(origin, target)}
    target.confidential = target.confidential or origin.confidential
    _close(origin, target, MERGED)
    save_record(target, [*_columns(before["filled"]), "confidential"])
    settle_stage(target, on=today, by=by)
    # What was confidential is not named where it might be open again one day.
    named = {} if origin.confidential else {"name": origin.name}
    record(by, "project.merge", target, after={"merged": origin.number, **named})
    record(by, "project.merge", origin, after={**MERGED, "merged_into": target.number})
    return Regrouping.objects.create(
        kind=Regrouping.Kind.MERGE, origin=origin, target=target, moved=moved, stayed=stayed,
        before=plain(before), made_on=today, made_by_id=by.pk,
    )  # fmt: skip


def _fill(origin: Project, target: Project) -> dict[str, Any]:
    """Give `target` what it lacks; returns what it was given."""
    given = {}
    for name in FILLED:
        column = target._meta.get_field(name).attname
        if getattr(target, column) in (None, "", []) and getattr(origin, column) not in (None, "", []):
            given[column] = getattr(origin, column)
            setattr(target, column, given[column])
    return given


def _name_all(origin: Project, target: Project) -> list[int]:
    """Name on `target` who is named on `origin`; returns who was not before."""
    there = set(target.named_people.values_list("pk", flat=True))
    new = [pk for pk in origin.named_people.values_list("pk", flat=True) if pk not in there]
    target.named_people.add(*new)
    return new


def _columns(given: dict[str, Any]) -> list[str]:
    return [Project._meta.get_field(name.removesuffix("_id")).name for name in given]


def _close(origin: Project, target: Project, as_: dict[str, str]) -> None:
    origin.status, origin.status_reason, origin.merged_into = as_["status"], as_["status_reason"], target
    save_record(origin, ["status", "status_reason", "merged_into"])


@dataclass(frozen=True)
class Part:
    """The new half of a parted project: its name, the rows that go with it, its enterprise where it is another's."""

    name: str
    rows: Sequence[Moved]
    enterprise: Enterprise | None = None


@action
def split(project: Project, part: Part, *, by, seen: int, today: date) -> Regrouping:
    """Part a project: a new one gets those of the rows that name this one which `part` holds.

    Raises NotAllowed, StaleWrite, RegroupingRefused.
    """
    project = lock(project, seen=seen)
    require(by, "project.merge", project)
    if project.merged_into_id:
        raise RegroupingRefused("merged")
    known = set(naming_project(project))
    values = {key: getattr(project, key) for key in HANDED_ON}
    new = create_project(part.name, part.enterprise or project.enterprise, by=by, today=today, **values)
    _close_as(new, project)
    moved, stayed = repoint([row for row in map(tuple, part.rows) if row in known], project.pk, new.pk)
    save_record(project, [])
    for one in (project, new):
        _count_amounts(one, moved)
        settle_stage(one, on=today, by=by)
    record(by, "project.split", project, after={"parted": new.number, "name": new.name})
    return Regrouping.objects.create(
        kind=Regrouping.Kind.SPLIT, origin=project, target=new, moved=moved, stayed=stayed, made_on=today,
        made_by_id=by.pk,
    )  # fmt: skip


def _count_amounts(project: Project, moved: Sequence[Moved]) -> None:
    """Let what counts of a project be what was stated last of it, for every basis of which rows went."""
    keys = [key for label, _column, key in moved if label == "projects.projectamount"]
    bases = set(ProjectAmount.objects.filter(pk__in=keys).values_list("basis", flat=True))
    for basis in bases:
        last = project.amounts.filter(basis=basis).order_by("pk").last()
        setattr(project, f"{basis}_yuan", last.yuan if last else None)
    if bases:
        save_record(project, [f"{basis}_yuan" for basis in sorted(bases)])


def _close_as(new: Project, project: Project) -> None:
    """Make a new half as confidential as the other: first named, then closed, so that whoever splits goes on seeing it."""
    new.named_people.set(project.named_people.all())
    new.confidential = project.confidential
    save_record(new, ["confidential"])


@action
def undo(regrouping: Regrouping, *, by, seen: int, today: date) -> Regrouping:
    """Take a merger or a parting back. What came to a merged project since stays there; a new half gives all back.

    Raises NotAllowed, StaleWrite, RegroupingRefused.
    """
    regrouping = lock(regrouping, seen=seen)
    if regrouping.undone_on:
        raise RegroupingRefused("undone")
    origin, target = lock_both(
        "project.merge", regrouping.origin, regrouping.target, by=by, seen=(None, None)
    )
    is_merger = regrouping.kind == Regrouping.Kind.MERGE
    if target.merged_into_id or (origin.merged_into_id and not is_merger):
        raise RegroupingRefused("merged_on")
    (_part_again if is_merger else _join_again)(regrouping, origin, target)
    for project in (origin, target):
        if not project.merged_into_id:
            settle_stage(project, on=today, by=by)
        record(by, "project.regrouping_undone", project, after={"regrouping": regrouping.number})
    regrouping.undone_on, regrouping.undone_by_id = today, by.pk
    save_record(regrouping, ["undone_on", "undone_by"])
    return regrouping


def _part_again(regrouping: Regrouping, origin: Project, target: Project) -> None:
    repoint([tuple(row) for row in regrouping.moved], target.pk, origin.pk)
    before = regrouping.before
    for name, value in before["origin"].items():
        setattr(origin, name, value)
    check_next_step(origin)
    save_record(origin, ["status", "status_reason", "merged_into"])
    given = {name: value for name, value in before["filled"].items() if plain(getattr(target, name)) == value}
    for name in given:
        field = Project._meta.get_field(name.removesuffix("_id"))
        setattr(target, name, [] if name == "industries" else None if field.null else "")
    _open_again(regrouping, target)
    save_record(target, [*_columns(given), "confidential"])


def _open_again(regrouping: Regrouping, target: Project) -> None:
    """What the merger closed is open again, unless somebody closed it since, or another project merged into it is."""
    mergers = Regrouping.objects.filter(target=target, kind=Regrouping.Kind.MERGE, undone_on=None)
    others = [one.origin for one in mergers.exclude(pk=regrouping.pk).select_related("origin")]
    if _protected_since(regrouping, target):
        return
    kept = {pk for one in others for pk in one.named_people.values_list("pk", flat=True)}
    target.named_people.remove(*(pk for pk in regrouping.before["named"] if pk not in kept))
    if not any(one.confidential for one in others):
        target.confidential = target.confidential and regrouping.before["confidential"]


def _protected_since(regrouping: Regrouping, target: Project) -> bool:
    """Whether somebody said who may see the project after it was merged."""
    told = Entry.objects.filter(record_type=target._meta.label_lower, record_id=target.pk)
    merged = told.filter(action="project.merge", after__merged=regrouping.origin.number).order_by("pk").last()
    return merged is not None and told.filter(action="project.protect", pk__gt=merged.pk).exists()


def _join_again(regrouping: Regrouping, origin: Project, target: Project) -> None:
    """A new half gives all back; what was closed in it meanwhile stays closed."""
    moved, _stayed = repoint(naming_project(target), target.pk, origin.pk)
    _close(target, origin, {"status": "withdrawn", "status_reason": "entered_by_mistake"})
    if target.confidential:
        origin.named_people.add(*target.named_people.all())
        origin.confidential = True
    save_record(origin, ["confidential"])
    _count_amounts(origin, moved)
