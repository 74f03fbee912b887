"""Many projects at once, as sheets bring them: asked and told as one by one, written together."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from yinli.base.accounts.models import SYSTEM, User
from yinli.base.accounts.permissions import NotAllowed, require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, changes, record_many
from yinli.base.history.many import insert_rows, update_rows
from yinli.base.history.queries import spoken_of
from yinli.base.notices.actions import post
from yinli.core import names
from yinli.core.workflow import stages
from yinli.domain.projects.actions import EDITABLE, check_hand_over, check_next_step
from yinli.domain.projects.models import Project, ProjectAmount, ProjectFact
from yinli.domain.projects.rules import stage_from

# Rows of a project itself: they go with it.
OWN_ROWS = (ProjectFact, ProjectAmount)
# A row of each thing written: project, {what is new of it}.
Change = tuple[Project, dict]


@action
def create_projects(rows: Sequence[dict], *, by, today: date) -> list[Project]:
    """New projects, each with name, enterprise, officer, next_step, next_step_due_on and other fields; `amounts`
    {basis: Decimal yuan}, `facts` {kind: day} and `told` {note, on} of its entry stand in the same dict."""
    require(by, "project.create")
    made = [_project(row, by, today) for row in rows]
    insert_rows(made)
    pairs = list(zip(made, rows, strict=True))
    _write_amounts([(project, row["amounts"]) for project, row in pairs], today)
    _write_facts([(project, row["facts"]) for project, row in pairs if row["facts"]], by)
    record_many(by, "project.create", ((project, _told(project, row)) for project, row in pairs))
    return made


_BESIDE = ("amounts", "facts", "told")


def _project(row: dict, by, today: date) -> Project:
    values = {key: value for key, value in row.items() if key not in _BESIDE}
    project = Project(
        name_pinyin=names.pinyin(row["name"])[:400], stage_since_on=today, reported_by_id=by.pk, **values
    )
    for basis, yuan in row["amounts"].items():
        setattr(project, f"{basis}_yuan", yuan)
    if row["facts"]:
        require(by, "project.advance", project)
        project.stage = stage_from(project.track, dict.fromkeys(row["facts"]))
        project.stage_since_on = max(row["facts"].values())
    check_next_step(project)
    return project


def _told(project: Project, row: dict) -> dict:
    said = {key: value for key, value in row.items() if key not in _BESIDE and value not in ("", [], None)}
    money = {f"{basis}_yuan": yuan for basis, yuan in row["amounts"].items()}
    return {"after": {**said, **money}, **row["told"]}


def _write_amounts(stated: Sequence[tuple[Project, dict[str, Decimal]]], today: date) -> None:
    rows = [
        ProjectAmount(project=project, basis=basis, yuan=yuan, original=yuan, stated_on=today)
        for project, amounts in stated
        for basis, yuan in amounts.items()
    ]
    insert_rows(rows)


def _write_facts(given: Sequence[tuple[Project, dict[str, date]]], by) -> None:
    rows = [
        ProjectFact(project=project, kind=kind, happened_on=on, recorded_by_id=by.pk)
        for project, facts in given
        for kind, on in facts.items()
        if kind in stages().facts
    ]
    insert_rows(rows)
    told = (
        (row.project, {"after": {"fact": row.kind, "on": row.happened_on}, "on": row.happened_on})
        for row in rows
    )
    record_many(by, "project.fact", told)


@action
def edit_projects(wanted: Sequence[Change], *, by, today: date) -> list[tuple[Project, dict, dict]]:
    """Change fields of EDITABLE and `amounts` {basis: Decimal yuan} of many, each project under lock; `told` {note, on}
    of the entry stands in the same dict.

    Returns (project, before, after) of what really changed. Raises NotAllowed, AccountClosed, NextStepMissing.
    """
    locked = Project._base_manager.select_for_update(of=("self",)).in_bulk(
        [project.pk for project, _new in wanted]
    )
    done = []
    for project, new in wanted:
        fresh = locked.get(project.pk)
        if fresh is None:
            raise NotAllowed(by, "project.view", project)
        require(by, "project.edit", fresh)
        before, after = changes(fresh, _columns(new))
        if after:
            check_hand_over(by, after)
            check_next_step(fresh)
            fresh.name_pinyin = names.pinyin(fresh.name)[:400]
            fresh.version += 1
            done.append((fresh, before, after))
    _save(done, {project.pk: new.get("told", {}) for project, new in wanted}, by, today)
    return done


def _columns(new: dict) -> dict:
    money = {f"{basis}_yuan": yuan for basis, yuan in new.get("amounts", {}).items()}
    return {**{key: new[key] for key in EDITABLE if key in new}, **money}


def _save(done: Sequence[tuple[Project, dict, dict]], told: Mapping[int, dict], by, today: date) -> None:
    fields = sorted({name for _project, _before, after in done for name in after})
    fields += ["name_pinyin"] if "name" in fields else []
    if not done:
        return
    # A change may take a project out of the sight of who makes it: to hand it over.
    with viewing_as(SYSTEM):
        update_rows([project for project, *_ in done], [*fields, "version"])
    money = [
        (
            project,
            {
                name.removesuffix("_yuan"): yuan
                for name, yuan in after.items()
                if name.endswith("_yuan") and yuan
            },
        )
        for project, _before, after in done
    ]
    _write_amounts(money, today)
    record_many(
        by, "project.edit", ((one, {"before": old, "after": new, **told[one.pk]}) for one, old, new in done)
    )


def tell_given(done: Sequence[tuple[Project, dict, dict]], *, by) -> None:
    """Each person whom a change of many gave projects is told once, within the action that runs: of the one, or of how
    many and the first of them."""
    given: dict[User, list[Project]] = {}
    for project, _before, after in done:
        for person in filter(None, (after.get("officer"), after.get("leader"))):
            given.setdefault(person, []).append(project)
    for person, theirs in given.items():
        kind = "projects.given" if len(theirs) > 1 else "project.given"
        key = f"{kind}:{theirs[0].pk}:{theirs[0].version}"
        post(person, kind, theirs[0], key, by=by, n=len(theirs))


@action
def remove_projects(projects: Sequence[Project], *, by) -> list[Project]:
    """Take back projects written down by mistake; those that something else speaks of stay, and are returned."""
    for project in projects:
        require(by, "project.close", project)
    with viewing_as(SYSTEM):
        stay = spoken_of(Project, {project.pk for project in projects}, OWN_ROWS)
        gone = [project for project in projects if project.pk not in stay]
        told = ((one, {"before": {"name": one.name, "enterprise": one.enterprise}}) for one in gone)
        record_many(by, "project.remove", told)
        pks = [one.pk for one in gone]
        ProjectFact.objects.filter(project__in=pks).delete()
        ProjectAmount.objects.filter(project__in=pks).delete()
        Project.objects.filter(pk__in=pks).delete()
    return [project for project in projects if project.pk in stay]
