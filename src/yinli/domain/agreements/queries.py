"""Reads of agreements."""

from django.db.models import QuerySet

from yinli.base.accounts.permissions import visible
from yinli.domain.agreements.models import Agreement


def agreements(viewer) -> QuerySet[Agreement]:
    """Agreements the viewer may see, newest first."""
    rows = visible(viewer, Agreement).select_related("project__enterprise", "home_unit", "recorded_by__unit")
    return rows.prefetch_related("parties__enterprise")


def agreements_of_project(viewer, project) -> QuerySet[Agreement]:
    """The project's agreements."""
    return agreements(viewer).filter(project=project)


def agreements_of_enterprise(viewer, enterprise) -> QuerySet[Agreement]:
    """What the enterprise signed."""
    return agreements(viewer).filter(parties__enterprise=enterprise)


def same_agreement(source, title: str) -> Agreement | None:
    """The agreement already drawn from this source under this title."""
    return Agreement.objects.filter(source=source, title=title).first()
