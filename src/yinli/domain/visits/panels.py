"""What visits add to the pages of enterprises and projects."""

from yinli.base.accounts.permissions import may
from yinli.domain.visits import queries

SHOWN = 5
# The timeline of a project tells its visits as well.
SHOWN_FOR_PROJECT = 3


def visits_of_enterprise(viewer, enterprise):
    """The latest visits to the enterprise."""
    return _panel(
        viewer, queries.visits_of_enterprise(viewer, enterprise), {"enterprise": enterprise.name}, SHOWN
    )


def visits_of_project(viewer, project):
    """The latest visits made for the project."""
    given = {"enterprise": project.enterprise.name, "project": project.pk}
    return _panel(viewer, queries.visits_of_project(viewer, project), given, SHOWN_FOR_PROJECT)


def _panel(viewer, rows, given, shown):
    found = list(rows[: shown + 1])
    may_add = may(viewer, "visit.create")
    if not found and not may_add:
        return None
    return {"rows": found[:shown], "more": len(found) > shown, "may_add": may_add, "given": given}
