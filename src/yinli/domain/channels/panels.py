"""What channels say on a project's page: by which it came, and what is due for it."""

from yinli.base.accounts.permissions import may
from yinli.base.ui.showing import as_day
from yinli.domain.channels import queries, wording


def channel_of_project(viewer, project):
    """By which channel the project came, and what is due to whom for it; nothing to whoever may neither see nor say."""
    found = queries.attribution_of(viewer, project)
    allowed = may(viewer, "project.attribute", project)
    if found is None and not allowed:
        return None
    if found:
        found.project = project
    return {
        "by_channel": found,
        "kind_words": wording.kind_words,
        "scheme_words": wording.scheme_words,
        "basis_words": wording.basis_words,
        "obstacle_words": wording.obstacle_words,
        "dues": _dues(viewer, found) if found else [],
        "may_attribute": allowed and project.merged_into_id is None,
        "may_propose": allowed and may(viewer, "award.create"),
    }


def _dues(viewer, found) -> list:
    """Under each scheme what is due today, with the payment that is to be agreed."""
    from django.utils import timezone

    if not may(viewer, "award.view"):
        return []
    open_ones = {
        one.scheme: one for one in queries.awards(viewer).filter(project=found.project, state="proposed")
    }
    rows = queries.due_for(found, as_day(timezone.now()))
    return [{**vars(row), "open_award": open_ones.get(row.code)} for row in rows]
