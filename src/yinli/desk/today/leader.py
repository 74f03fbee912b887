"""A leader's Today: one phone screen in ten seconds."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.core.dates import year_to_date
from yinli.desk.scoreboard.queries import Figure, figures
from yinli.desk.today import queries, sections

AT_A_GLANCE = 3


@dataclass(frozen=True)
class LeadersPage:
    """What turned red and whose word is due, what nobody has, my A-projects, the year, this week's trips."""

    late: sections.Section
    nobodys: sections.Section
    mine: sections.Section
    figures: list[Figure]
    trips: sections.Section
    late_a_count: int

    @property
    def behind(self) -> int:
        """How many of the year's figures are below an even pace."""
        return sum(figure.behind for figure in self.figures)


def leaders_page(viewer, today: date) -> LeadersPage:
    """The page's content."""
    overdue, led = queries.late_and_led(viewer, today, AT_A_GLANCE)
    own = any(project.leader_id == viewer.pk for project in led.rows)
    look = {"icon": "star", "tone": "accent"}
    title = _("My A-projects") if own else _("A-projects of the district")
    more = f"{reverse('pipeline:list')}?grade=A"
    rows = sections.project_rows(led.rows, viewer)
    return LeadersPage(
        late=sections.late(viewer, overdue),
        nobodys=sections.follow_ups(
            "nobodys", _("Follow-ups without a unit"), queries.nobodys(viewer, AT_A_GLANCE)
        ),
        mine=sections.Section("mine", title, rows, led.count, look, more),
        figures=figures(viewer, year_to_date(today), today=today, targeted=True),
        trips=sections.journeys(viewer, today, queries.week_end(today)),
        late_a_count=overdue.rows[0].late_a_count if overdue.rows else 0,
    )
