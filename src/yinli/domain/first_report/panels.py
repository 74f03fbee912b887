"""What the ledger says on a project's page."""

from yinli.base.ui.showing import as_day
from yinli.domain.first_report import queries
from yinli.domain.first_report.wording import state_words


def report_of_project(viewer, project):
    """The project's first report: whether it holds, until when, whose credit the project is."""
    from django.utils import timezone

    found = list(queries.reports_of_project(viewer, project, as_day(timezone.now())))
    if not found:
        return None
    return {"rows": found, "state_words": state_words, "credit": queries.credit_of([project])[project.pk]}
