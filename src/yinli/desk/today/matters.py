"""A department's Today: what it owes a word on, the late first; then what came of its answers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.desk.today.queries import take
from yinli.desk.today.sections import SHOWN, Row, Section
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.follow_ups.queries import follow_ups


@dataclass(frozen=True)
class DepartmentsPage:
    """Matters past their day, those still in time, those answered, those accepted."""

    late: Section
    asked: Section
    answered: Section
    accepted: Section

    @property
    def open_sections(self) -> list[Section]:
        """What waits for the unit's word."""
        return [section for section in (self.late, self.asked) if section.rows]


def departments_page(viewer, today: date) -> DepartmentsPage:
    """The page's content."""
    rows = follow_ups(viewer)
    still_open = rows.filter(status=FollowUp.Status.OPEN)
    late = Q(due_on__lt=today)
    answered = rows.filter(status=FollowUp.Status.ANSWERED)
    closed = rows.filter(status=FollowUp.Status.CLOSED).order_by("-pk")
    return DepartmentsPage(
        late=_section("late", _("Past their day"), take(still_open.filter(late), SHOWN), "bad"),
        asked=_section("asked", _("To be answered"), take(still_open.exclude(late), SHOWN), "accent"),
        answered=_section("answered", _("Answered, not confirmed yet"), take(answered, SHOWN), "warn"),
        accepted=_section("accepted", _("Accepted lately"), take(closed, SHOWN), "good"),
    )


_MORE = {
    "late": "?show=overdue",
    "asked": "?status=open",
    "answered": "?status=answered",
    "accepted": "?status=closed",
}


def _section(key: str, title: str, taken, tone: str) -> Section:
    icon = {"answered": "hourglass", "accepted": "circle-check", "late": "alert-circle"}.get(key, "checklist")
    lines = [_line(row) for row in taken.rows]
    more = reverse("follow_ups:list") + _MORE[key]
    return Section(key, title, lines, taken.count, {"icon": icon, "tone": tone}, more)


def _line(row: FollowUp) -> Row:
    still_open = row.status == FollowUp.Status.OPEN
    return Row(
        title=row.text,
        href=reverse("follow_ups:detail", args=[row.number]),
        note=_project(row),
        whose=row.asked_by.name if row.asked_by else "",
        due=row.due_on if still_open else None,
        # Sent back: open again, with the answer that was not enough.
        mark=_("Sent back") if still_open and row.answer else "",
    )


def _project(row: FollowUp) -> str:
    if row.project_id is None:
        return ""
    return row.project_told or _("a confidential project")
