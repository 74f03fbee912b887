"""Reads of projects."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.models import Entry
from yinli.core.workflow import stages
from yinli.domain.projects.models import FactPaper, Project, ProjectFact
from yinli.domain.projects.scope import hidden_from


def projects(viewer) -> QuerySet[Project]:
    """Projects the viewer may see, with the people and units a list shows."""
    rows = visible(viewer, Project)
    return rows.select_related("enterprise", "lead_unit", "reporting_unit", "officer__unit", "leader__unit")


def facts_in_force(project: Project) -> dict[str, ProjectFact]:
    """Kind → the dated fact that stands."""
    return {fact.kind: fact for fact in project.facts.filter(withdrawn_on=None)}


def all_facts(project: Project) -> list[ProjectFact]:
    """Every fact ever recorded, withdrawn ones included, by day."""
    rows = project.facts.select_related("source", "verified_by").defer("source__text")
    papers = Prefetch("papers", FactPaper.objects.select_related("source").defer("source__text"))
    return list(rows.prefetch_related(papers).order_by("happened_on", "pk"))


def facts_between(viewer, keys: Collection[int], begins: date, ends: date) -> QuerySet[ProjectFact]:
    """Facts of these projects that happened from one day to another, by day, as far as the viewer sees the projects."""
    rows = ProjectFact.objects.filter(project__in=projects(viewer).filter(pk__in=keys).values("pk"))
    return rows.filter(withdrawn_on=None, happened_on__range=(begins, ends)).order_by("happened_on", "pk")


def gaps(project: Project, facts) -> tuple:
    """Gates before its stage that the project never met: shown, never a block."""
    return stages().gaps(project.track, project.stage, set(facts))


def projects_of(viewer, enterprise) -> QuerySet[Project]:
    """The enterprise's projects, as far as the viewer may see them."""
    return projects(viewer).filter(enterprise=enterprise).order_by("-created_at")


@viewing_as(SYSTEM)
def same_project(enterprise, name: str) -> Project | None:
    """The enterprise's project of this name, whoever looks: entry must not write it twice."""
    rows = Project.objects.filter(enterprise=enterprise, name=name, merged_into=None)
    return rows.order_by("pk").first()


@viewing_as(SYSTEM)
def same_projects(wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], Project]:
    """(enterprise id, name) → the enterprise's project of this name, of many at once, whoever looks."""
    rows = Project.objects.filter(
        enterprise__in={pk for pk, _name in wanted},
        name__in={name for _pk, name in wanted},
        merged_into=None,
    )
    rows = rows.select_related("officer__unit", "lead_unit", "reporting_unit", "leader").order_by("-pk")
    asked = set(wanted)
    return {key: row for row in rows if (key := (row.enterprise_id, row.name)) in asked}


def name_may_be_told(viewer, name: str) -> bool:
    """Whether a project of this name, as it is or once was, is no secret to the viewer.

    Asked the safe way round: a name that no open project ever had stays untold.
    """
    told = Project.objects.exclude(pk__in=hidden_from(viewer))
    if told.filter(name=name).exists():
        return True
    named = Entry.objects.filter(record_type=Project._meta.label_lower)
    named = named.filter(Q(before__name=name) | Q(after__name=name))
    return told.filter(pk__in=named.values("record_id")).exists()
