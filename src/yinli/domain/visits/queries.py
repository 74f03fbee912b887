"""Reads of visits."""

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import read_once
from yinli.domain.follow_ups.queries import with_project_open
from yinli.domain.visits.models import Visit

NEWEST = (F("held_on").desc(nulls_last=True), "-pk")


def visits(viewer) -> QuerySet[Visit]:
    """Visits the viewer may see, newest first."""
    rows = visible(viewer, Visit).select_related("enterprise", "project", "officer__unit", "unit")
    return with_project_open(viewer, rows).order_by(*NEWEST)


def last_held_on(viewer) -> Subquery:
    """For a query of projects: the day on which each was last visited, met or called, as far as the viewer sees it."""
    met = visits(viewer).filter(project=OuterRef("pk")).order_by()
    return Subquery(met.values("project").annotate(last=Max("held_on")).values("last"))


def visits_of_enterprise(viewer, enterprise) -> QuerySet[Visit]:
    """The enterprise's visits."""
    return visits(viewer).filter(enterprise=enterprise)


def visits_of_project(viewer, project) -> QuerySet[Visit]:
    """Visits made for the project; read once, however many parts of its page tell of them."""
    return read_once(
        ("visits of project", viewer.pk, project.pk), lambda: visits(viewer).filter(project=project)
    )


def same_visit(source, enterprise, place: str) -> Visit | None:
    """The visit already drawn from this source: one an enterprise, or one a place without an enterprise."""
    drawn = Visit.objects.filter(source=source)
    found = drawn.filter(enterprise=enterprise) if enterprise else drawn.filter(enterprise=None, place=place)
    return found.first()
