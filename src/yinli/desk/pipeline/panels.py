"""What the pipeline shows on pages of lower apps."""

from django.urls import reverse

from yinli.base.accounts.permissions import may
from yinli.desk.pipeline.timeline import address
from yinli.domain.projects.queries import projects_of
from yinli.domain.projects.wording import stage_words

SHOWN = 10


def projects_of_enterprise(viewer, enterprise):
    """The enterprise's projects, and the way to open one more."""
    rows = list(projects_of(viewer, enterprise)[: SHOWN + 1])
    new = may(viewer, "project.create") and address("pipeline:new")
    if not rows and not new:
        return None
    return {
        "rows": rows[:SHOWN],
        "count": len(rows) if len(rows) <= SHOWN else None,
        "more": f"{reverse('pipeline:list')}?q={enterprise.name}" if len(rows) > SHOWN else "",
        "new": f"{new}?enterprise={enterprise.number}" if new else "",
        "stage_words": stage_words,
    }
