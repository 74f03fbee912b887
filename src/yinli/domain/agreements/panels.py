"""What agreements add to the pages of enterprises and projects."""

from yinli.base.accounts.permissions import may
from yinli.domain.agreements import queries


def agreements_of_enterprise(viewer, enterprise):
    """What the enterprise signed."""
    rows = queries.agreements_of_enterprise(viewer, enterprise).prefetch_related(None)
    return _panel(viewer, rows, {"enterprise": enterprise.name})


def agreements_of_project(viewer, project):
    """What was signed for the project."""
    rows = queries.agreements_of_project(viewer, project)
    return _panel(viewer, rows, {"project": project.number})


def _panel(viewer, rows, given):
    found = list(rows[:10])
    may_add = may(viewer, "agreement.create")
    return {"rows": found, "may_add": may_add, "given": given} if found or may_add else None
