"""What of a project is somebody's."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import WORKERS, Duty, keep_as_history, register_duty
from yinli.base.accounts.estates import Estate, register_estate, stays_with_unit
from yinli.domain.projects.models import Project

OPEN = ("active", "paused")


def _moving(rows):
    return rows.filter(status__in=OPEN)


def _reported_by_agents(rows):
    return _moving(rows).filter(reported_by__role="agent")


register_duty(
    Duty(
        "projects",
        _("Projects as officer"),
        Project,
        "officer",
        still_open=_moving,
        has_own_trigger=True,
    )
)
register_duty(
    Duty("led", _("Projects as leader"), Project, "leader", ("leader", "bureau", "manager"), _moving)
)
register_duty(
    Duty("named", _("Projects as named person"), Project, "named_people", (*WORKERS, "leader"), _moving)
)
# An agent sees what it reported itself: a colleague of the agency goes on with it.
register_duty(
    Duty("reported", _("Projects reported as agent"), Project, "reported_by", ("agent",), _reported_by_agents)
)
keep_as_history("projects.projectfact.verified_by", "who saw the proof is a fact of that day")
for field in ("projectfact.recorded_by", "factpaper.added_by", "checkdone.done_by"):
    keep_as_history(f"projects.{field}", "who wrote it down is a fact of that day")
for field in ("made_by", "undone_by"):
    keep_as_history(f"projects.regrouping.{field}", "who regrouped projects is a fact of that day")
keep_as_history(
    "projects.namedperson.user", "the link of named people as history tracks it; it moves with them"
)
register_estate(Estate("projects", _("Projects that it lands"), Project, "lead_unit", _moving))
stays_with_unit("projects.project.reporting_unit", "who reported first is a fact of that day")
