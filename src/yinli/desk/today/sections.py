"""What stands on Today: sections of rows in order of harm, by what the viewer's role answers for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.desk.pipeline.timeline import address
from yinli.desk.today import queries
from yinli.domain.projects.models import Project
from yinli.domain.projects.wording import stage_words

SHOWN = 6


@dataclass(frozen=True)
class Row:
    """One line: what, where it leads, what is to be said of it, whose it is, when it is due."""

    title: str
    href: str = ""
    note: str = ""
    whose: str = ""
    due: date | None = None
    mark: str = ""
    done: bool = False


@dataclass(frozen=True)
class Section:
    """A question of Today and its answer. `tone` is bad, warn, accent or ""; `more` leads to all rows."""

    key: str
    title: str
    rows: list[Row]
    count: int
    look: dict = field(default_factory=dict)
    more: str = ""

    @property
    def said(self) -> int | str:
        """How many there are, as a page says it."""
        return said(self.count)


def said(count: int) -> int | str:
    """A count that may have ended early, as a page says it: "1,000+" where there are more than were counted."""
    return count if count <= queries.COUNTED_TO else f"{queries.COUNTED_TO:,}+"


def for_work(viewer, today: date) -> list[Section]:
    """Today for those who move things: what is late first, what is news last."""
    week = queries.week_end(today)
    due_today, due_this_week = queries.coming(viewer, today, SHOWN)
    found = [
        late(viewer, queries.overdue(viewer, today, SHOWN)),
        of_projects("today", _("Due today"), viewer, due_today),
        follow_ups("asked", _("Asked of my unit"), queries.asked_of_us(viewer, SHOWN)),
        follow_ups("nobodys", _("Follow-ups without a unit"), queries.nobodys(viewer, SHOWN)),
        of_projects("week", _("Due this week"), viewer, due_this_week),
        drafts(viewer),
        papers(viewer),
        claims(viewer),
        gaps(viewer),
        journeys(viewer, today, week),
        moved(viewer, today),
    ]
    return [section for section in found if section.rows]


def for_reading(viewer, today: date) -> list[Section]:
    """Today for those who read and write nothing."""
    found = [
        late(viewer, queries.overdue(viewer, today, SHOWN)),
        follow_ups("asked", _("Asked of my unit"), queries.asked_of_us(viewer, SHOWN)),
        gaps(viewer),
        journeys(viewer, today, queries.week_end(today)),
        moved(viewer, today),
    ]
    return [section for section in found if section.rows]


def late(viewer, taken: queries.Taken) -> Section:
    """Overdue next steps, grade A first."""
    look = {"icon": "alert-circle", "tone": "bad"}
    more = f"{reverse('pipeline:list')}?overdue=on&sort=next_step_due_on"
    if viewer.role in queries.OWN_WORK:
        more += f"&officer={viewer.pk}"
    rows = project_rows(taken.rows, viewer)
    return Section("late", _("Overdue next steps"), rows, taken.count, look, more)


def of_projects(key: str, title: str, viewer, taken) -> Section:
    """Projects whose next step comes up."""
    look = {"icon": "clock", "tone": "warn" if key == "today" else ""}
    return Section(key, title, project_rows(taken.rows, viewer), taken.count, look)


def project_rows(projects: Iterable[Project], viewer) -> list[Row]:
    """Lines of projects: who owes what by when."""
    return [
        Row(
            title=project.name,
            href=reverse("pipeline:detail", args=[project.number]),
            note=project.next_step,
            whose=_whose(project, viewer),
            due=project.next_step_due_on,
            mark="A" if project.grade == "A" else "",
            done=project.status != "active",
        )
        for project in projects
    ]


def _whose(project: Project, viewer) -> str:
    if project.officer_id in (None, viewer.pk):
        return ""
    unit = project.lead_unit or project.officer.unit
    return f"{project.officer.name} · {unit.name}" if unit else project.officer.name


def follow_ups(key: str, title: str, taken) -> Section:
    """Follow-ups: what is asked, of whom as it was said."""
    look = {"icon": "checklist", "tone": "warn" if key == "nobodys" else ""}
    rows = [
        Row(
            title=row.text,
            href=address("follow_ups:detail", row.number) or address("follow_ups:list"),
            note=_("Asked of: %(words)s") % {"words": row.asked_of}
            if row.asked_of and not row.unit_id
            else "",
            whose=row.asked_by.name if row.asked_by else "",
            due=row.due_on,
        )
        for row in taken.rows
    ]
    return Section(key, title, rows, taken.count, look, address("follow_ups:list") if rows else "")


def drafts(viewer) -> Section:
    """Documents half reviewed."""
    taken = queries.open_drafts(viewer, SHOWN)
    rows = [
        Row(
            title=str(draft),
            href=reverse("intake:detail", args=[draft.number]),
            note=_("%(done)d of %(all)d records decided")
            % {"done": draft.accepted_count + draft.rejected_count, "all": draft.item_count},
            whose=draft.created_by.name if draft.created_by_id not in (None, viewer.pk) else "",
        )
        for draft in taken.rows
    ]
    look = {"icon": "inbox", "tone": ""}
    return Section("drafts", _("Documents under review"), rows, taken.count, look, reverse("intake:list"))


def papers(viewer) -> Section:
    """Agreements whose paper nobody has seen."""
    taken = queries.papers_to_see(viewer, SHOWN)
    rows = [
        Row(title=row.title, href=address("agreements:detail", row.number), note=row.get_kind_display())
        for row in taken.rows
    ]
    look = {"icon": "writing-sign", "tone": ""}
    title = _("Agreements whose paper nobody has seen")
    return Section("papers", title, rows, taken.count, look, address("agreements:list"))


def claims(viewer) -> Section:
    """Results claimed in reports."""
    taken = queries.to_verify(viewer, SHOWN)
    rows = [
        Row(title=row.surface, href=address("scoreboard:claim", row.number), note=row.source_told)
        for row in taken.rows
    ]
    look = {"icon": "report-search", "tone": ""}
    return Section(
        "claims", _("Claimed results to verify"), rows, taken.count, look, address("scoreboard:claims")
    )


def gaps(viewer) -> Section:
    """Projects further on than their papers show."""
    found = queries.with_gaps(viewer, SHOWN)
    rows = [
        Row(
            title=project.name,
            href=reverse("pipeline:detail", args=[project.number]),
            note=_("Missing: %(gates)s") % {"gates": _("; ").join(lacking)},
            whose=_whose(project, viewer),
            mark="A" if project.grade == "A" else "",
        )
        for project, lacking in found
    ]
    look = {"icon": "puzzle", "tone": ""}
    return Section("gaps", _("Projects with gaps"), rows, len(rows), look)


def journeys(viewer, today: date, week: date) -> Section:
    """Trips of this week."""
    taken = queries.trips_between(viewer, today, week, SHOWN)
    rows = [
        Row(
            title=trip.title,
            href=address("trips:detail", trip.number),
            note=_(", ").join(trip.cities),
            due=trip.starts_on,
            done=True,
        )
        for trip in taken.rows
    ]
    look = {"icon": "plane-departure", "tone": "accent"}
    return Section("trips", _("Trips this week"), rows, taken.count, look, address("trips:list"))


def moved(viewer, today: date) -> Section:
    """What moved lately."""
    rows = [
        Row(
            title=entry.record_label,
            href=reverse("pipeline:detail", args=[Project(pk=entry.record_id).number]),
            note=f"{stage_words(entry.before.get('stage', ''))} → {stage_words(entry.after.get('stage', ''))}",
            whose=entry.by_name,
            due=entry.happened_on,
            done=True,
        )
        for entry in queries.moved_lately(viewer, today, SHOWN)
    ]
    look = {"icon": "arrow-right", "tone": "good"}
    return Section("moved", _("Moved lately"), rows, len(rows), look, reverse("pipeline:board"))
