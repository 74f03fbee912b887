"""Many first reports at once, as sheets bring them: each as if it were reported alone, written together."""

from collections.abc import Sequence
from datetime import date

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, record_many
from yinli.base.history.many import insert_rows
from yinli.domain.first_report.ledger_actions import enter_many
from yinli.domain.first_report.models import Report
from yinli.domain.first_report.queries import reached_at
from yinli.domain.first_report.rules import rules
from yinli.domain.projects.models import Project


@action
def report_many(projects: Sequence[Project], *, by, today: date) -> list[Report]:
    """Report projects just opened, in this order; see `actions.report`."""
    require(by, "project.create")
    reached = reached_at({project.enterprise_id for project in projects})
    made = [_report(project, by, today, reached) for project in projects]
    insert_rows(made)
    told = [(one, {"after": {"what": one.what, "unit": one.unit}}) for one in made]
    record_many(by, "report.create", told)
    valid = [one for one in made if one.valid_at]
    until = rules().holds_until(today)
    record_many(
        by, "report.valid", ((one, {"after": {"holds_until_on": until}, "on": today}) for one in valid)
    )
    lines = []
    for one in made:
        lines.append((one, "reported", one.reported_at, {}))
        if one.valid_at:
            lines.append((one, "valid", one.valid_at, {"until": until}))
    enter_many(lines, by=by)
    return made


def _report(project: Project, by, today: date, reached: set[int]) -> Report:
    holds = project.enterprise_id in reached or not rules().asks_for_contact
    return Report(
        enterprise=project.enterprise,
        project=project,
        what=project.name,
        unit=project.reporting_unit,
        reported_by_id=by.pk,
        reported_at=project.created_at,
        valid_at=project.created_at if holds else None,
        holds_from_on=today if holds else None,
        holds_until_on=rules().holds_until(today) if holds else None,
        version=2 if holds else 1,
    )
