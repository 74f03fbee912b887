"""Reads for merging and parting projects: with which, what goes along, what was regrouped before."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yinli.base.accounts.permissions import visible
from yinli.base.history.repointing import Moved
from yinli.domain.agreements.queries import agreements_of_project
from yinli.domain.follow_ups.queries import follow_ups_of_project
from yinli.domain.projects.merge_actions import FILLED
from yinli.domain.projects.models import Project, Regrouping
from yinli.domain.projects.queries import facts_in_force, projects
from yinli.domain.projects.wording import fact_words
from yinli.domain.visits.queries import visits_of_project


@dataclass(frozen=True)
class Preview:
    """What a merger would do: how many of each go along, facts that both have (label, day here, day there), fields
    that the other project lacks and would get."""

    visits: int
    agreements: int
    follow_ups: int
    facts: int
    both: tuple[tuple, ...]
    filled: tuple[str, ...]


def partners(viewer, project: Project) -> QuerySet[Project]:
    """Projects with which this one could be merged: of the same investor or its parent or daughter, seen by the viewer,
    who may merge them."""
    firm = project.enterprise
    same = Q(enterprise=firm) | Q(enterprise__parent=firm)
    if firm.parent_id:
        same |= Q(enterprise=firm.parent_id)
    rows = visible(viewer, projects(viewer), "project.merge")
    return rows.filter(same, merged_into=None).exclude(pk=project.pk).order_by("-created_at")


def preview(viewer, origin: Project, target: Project) -> Preview:
    """What merging `origin` into `target` would do, as far as the viewer sees it."""
    here, there = facts_in_force(origin), facts_in_force(target)
    both = tuple(
        (fact_words(kind), here[kind].happened_on, there[kind].happened_on) for kind in here if kind in there
    )
    return Preview(
        visits=visits_of_project(viewer, origin).count(),
        agreements=agreements_of_project(viewer, origin).count(),
        follow_ups=follow_ups_of_project(viewer, origin).count(),
        facts=len(here) - len(both),
        both=both,
        filled=tuple(str(Project._meta.get_field(name).verbose_name) for name in _lacking(origin, target)),
    )


def _lacking(origin: Project, target: Project) -> list[str]:
    def empty(project, name):
        return getattr(project, project._meta.get_field(name).attname) in (None, "", [])

    return [name for name in FILLED if empty(target, name) and not empty(origin, name)]


def parts_of(viewer, project: Project) -> list[tuple[str, list[tuple[Moved, str]]]]:
    """What could go along with a parted project: kind → [(row, its words)]; kinds of nothing are left out."""
    facts = [(("projects.projectfact", "project_id", f.pk), fact_words(f.kind), f.happened_on)
             for f in facts_in_force(project).values()]  # fmt: skip
    found = {
        "facts": [(row, f"{words} {day:%Y-%m-%d}") for row, words, day in facts],
        "amounts": [
            (("projects.projectamount", "project_id", a.pk), f"{a.get_basis_display()} {a.yuan:,.0f}")
            for a in project.amounts.all()
        ],
        "agreements": [
            (("agreements.agreement", "project_id", a.pk), a.title)
            for a in agreements_of_project(viewer, project)
        ],
        "visits": [
            (("visits.visit", "project_id", v.pk), f"{v.held_on or ''} {v}")
            for v in visits_of_project(viewer, project)
        ],
        "follow_ups": [
            (("follow_ups.followup", "project_id", f.pk), f.text)
            for f in follow_ups_of_project(viewer, project)
        ],
    }
    return [(kind, rows) for kind, rows in found.items() if rows]


def regroupings(viewer) -> QuerySet[Regrouping]:
    """Mergers and partings of projects that the viewer sees both of."""
    seen = projects(viewer).select_related(None)
    rows = Regrouping.objects.filter(origin__in=seen, target__in=seen)
    return rows.select_related("origin", "target", "made_by", "undone_by")


def regroupings_of(viewer, project: Project) -> list[Regrouping]:
    """Those of a project, newest first."""
    return list(regroupings(viewer).filter(Q(origin=project) | Q(target=project)))
