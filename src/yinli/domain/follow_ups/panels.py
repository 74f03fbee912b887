"""What follow-ups add to the page of a project."""

from yinli.base.accounts.permissions import may
from yinli.domain.follow_ups import queries


def follow_ups_of_project(viewer, project):
    """What was asked for the project."""
    rows = list(queries.follow_ups_of_project(viewer, project)[:10])
    may_ask = may(viewer, "follow_up.create")
    return {"rows": rows, "may_ask": may_ask, "project": project} if rows or may_ask else None
