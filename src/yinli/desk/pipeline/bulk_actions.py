"""Opening many leads at once, by the rules by which one is opened."""

from collections.abc import Sequence
from datetime import date

from yinli.base.history.actions import action
from yinli.desk.pipeline.actions import AlreadyReported, with_defaults
from yinli.domain.channels.attribution_actions import attribute_many
from yinli.domain.first_report.bulk_actions import report_many
from yinli.domain.projects.actions import check_hand_over
from yinli.domain.projects.bulk_actions import create_projects
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import same_projects


@action
def open_leads(rows: Sequence[dict], *, by, today: date) -> list[Project]:
    """Open a lead for each of `rows` (name, enterprise, amounts, facts, told and fields of Project), all or none.

    Raises NotAllowed, AlreadyReported, NobodyOnDuty, AccountClosed.
    """
    known = same_projects([(row["enterprise"].pk, row["name"]) for row in rows])
    for project in known.values():
        raise AlreadyReported(project, by)
    asked: set[tuple] = set()
    for row in rows:
        given = (row.get("officer"), row.get("lead_unit"))
        if given not in asked:
            check_hand_over(by, row)
            asked.add(given)
    defaults = with_defaults({}, by, today) if any(not row.get("officer") for row in rows) else None
    usual = defaults or with_defaults({"officer": by}, by, today)
    made = create_projects([_started(row, usual) for row in rows], by=by, today=today)
    report_many(made, by=by, today=today)
    attribute_many(made, by=by, today=today)
    return made


def _started(row: dict, usual: dict) -> dict:
    given = {key: value for key, value in row.items() if value not in (None, "")}
    return {**usual, "amounts": {}, "facts": {}, "told": {}, **given}
