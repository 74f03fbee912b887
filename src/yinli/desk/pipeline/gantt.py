"""The plan of many projects on one time line: bars of stages passed, days planned, days reached, drawn as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yinli.core.dates import month
from yinli.core.workflow import stages
from yinli.domain.projects.models import Milestone, Project, ProjectFact
from yinli.domain.projects.wording import fact_words

# So many months before today and after.
BEFORE, AFTER = 6, 18


@dataclass(frozen=True)
class Mark:
    """A day on a row: where (per cent of the picture's width), its look (done, due, late: planned and over, moved: first
    planned), and what it says."""

    x: float
    look: str
    says: str


@dataclass(frozen=True)
class Row:
    """A project: its marks, the bar from its first day to its last (per cent), by how many days it slipped at most."""

    project: Project
    marks: tuple[Mark, ...]
    start: float
    width: float
    slipped: int


@dataclass(frozen=True)
class Chart:
    """What is drawn: months as (per cent, words, whether a year begins), where today is, rows."""

    months: tuple[tuple[float, str, bool], ...]
    today: float
    rows: tuple[Row, ...]


def chart(projects: Sequence[Project], today: date) -> Chart:
    """The time line of these projects from six months ago to eighteen months ahead."""
    span = Span(_months_on(today, -BEFORE), _months_on(today, AFTER))
    planned, happened = _by_project(Milestone, projects), _by_project(ProjectFact, projects)
    rows = [
        _row(project, planned.get(project.pk, []), happened.get(project.pk, []), span, today)
        for project in projects
    ]
    return Chart(tuple(span.months()), span.x(today), tuple(rows))


@dataclass(frozen=True)
class Span:
    """The days that the picture shows."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands, in per cent, held within the picture."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(100 * min(1.0, max(0.0, share)), 2)

    def holds(self, day: date) -> bool:
        """Whether a day is shown."""
        return self.first <= day <= self.last

    def months(self):
        """(x, words, whether a year begins) of every month's first day."""
        day = self.first
        while day < self.last:
            yield (
                self.x(day),
                f"{day.year}-{day.month:02d}" if day.month == 1 else str(day.month),
                day.month == 1,
            )
            day = _months_on(day, 1)


def _months_on(day: date, count: int) -> date:
    """The first of the month `count` months on."""
    at = day.year * 12 + day.month - 1 + count
    return month(at // 12, at % 12 + 1).from_


def _by_project(model, projects: Sequence[Project]) -> dict[int, list]:
    rows = model.objects.filter(project__in=[project.pk for project in projects])
    if model is ProjectFact:
        rows = rows.filter(withdrawn_on=None)
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.project_id, []).append(row)
    return found


def _row(project: Project, planned: list, happened: list, span: Span, today: date) -> Row:
    held = {fact.kind: fact.happened_on for fact in happened}
    shown = set(stages().track(project.track).milestones) | {one.kind for one in planned}
    marks = [
        Mark(span.x(day), "done", f"{fact_words(kind)} {day:%Y-%m-%d}")
        for kind, day in held.items()
        if kind in shown and span.holds(day)
    ]
    slipped = 0
    for one in planned:
        if one.kind in held:
            continue
        slipped = max(slipped, (max(one.planned_on, today) - one.first_planned_on).days)
        marks += _planned(one, span, today)
    days = [*held.values(), *(one.planned_on for one in planned)]
    start, end = (span.x(min(days)), span.x(max(days))) if days else (0.0, 0.0)
    return Row(project, tuple(sorted(marks, key=lambda mark: mark.x)), start, round(end - start, 2), slipped)


def _planned(one: Milestone, span: Span, today: date):
    if one.first_planned_on != one.planned_on and span.holds(one.first_planned_on):
        says = f"{fact_words(one.kind)} {one.first_planned_on:%Y-%m-%d} → {one.planned_on:%Y-%m-%d}"
        yield Mark(span.x(one.first_planned_on), "moved", says)
    if span.holds(one.planned_on):
        look = "late" if one.planned_on < today else "due"
        yield Mark(span.x(one.planned_on), look, f"{fact_words(one.kind)} {one.planned_on:%Y-%m-%d}")
