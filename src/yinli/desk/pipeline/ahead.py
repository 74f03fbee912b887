"""What lies before a project: what the next gate asks for, and its plan against what happened."""

from dataclasses import dataclass
from datetime import date

from yinli.core.workflow import Check, stages
from yinli.domain.projects.models import Project
from yinli.domain.projects.wording import check_words, fact_words, paper_words, stage_words


@dataclass(frozen=True)
class Wanted:
    """A fact that a gate lacks (any of `kinds`), with the words of the papers that would prove it."""

    kinds: tuple[str, ...]
    label: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Todo:
    """A thing of a checklist, and the day it was done."""

    code: str
    label: str
    done_on: date | None
    done_by: str


@dataclass(frozen=True)
class Ahead:
    """A stage that lies ahead: its facts that are not there, and its checklist."""

    key: str
    label: str
    wanted: tuple[Wanted, ...]
    todos: tuple[Todo, ...]

    @property
    def done(self) -> int:
        """How many things of the checklist are done."""
        return sum(todo.done_on is not None for todo in self.todos)


@dataclass(frozen=True)
class Planned:
    """A fact of the plan: when it was first meant to be, when it is meant to be now, when it was."""

    kind: str
    label: str
    first_on: date | None
    planned_on: date | None
    happened_on: date | None

    def days_late(self, today: date) -> int | None:
        """Days between the first plan and what happened, or what is to be expected by now; None for what was never
        planned. Less than zero is early."""
        if self.first_on is None or self.planned_on is None:
            return None
        reached = self.happened_on or max(self.planned_on, today)
        return (reached - self.first_on).days


def ahead_of(project: Project, facts: dict, how_many: int = 2) -> list[Ahead]:
    """The next `how_many` stages of the project that are not reached; none for one that stopped for good."""
    if project.status not in ("active", "paused"):
        return []
    done = {row.check_code: row for row in project.checks_done.select_related("done_by")}
    nearest = stages().next_stages(project.track, project.stage)[:how_many]
    return [_ahead(project.track, stage, facts, done) for stage in nearest]


def _ahead(track: str, stage: str, facts: dict, done: dict) -> Ahead:
    wanted = tuple(_wanted(gate.any_of) for gate in stages().missing(track, stage, facts))
    todos = tuple(_todo(check, done.get(check.code)) for check in stages().checks(track, stage))
    return Ahead(stage, stage_words(stage, track), wanted, todos)


def _wanted(kinds: tuple[str, ...]) -> Wanted:
    papers = dict.fromkeys(paper_words(paper) for kind in kinds for paper in stages().papers_of(kind))
    return Wanted(kinds, " / ".join(map(fact_words, kinds)), tuple(papers))


def _todo(check: Check, row) -> Todo:
    if row is None:
        return Todo(check.code, check_words(check), None, "")
    return Todo(check.code, check_words(check), row.done_on, row.done_by.name if row.done_by else "")


def plan_of(project: Project, facts: dict) -> list[Planned]:
    """The facts that the track gives days to, and those planned besides, in the order of the track."""
    planned = {row.kind: row for row in project.milestones.all()}
    usual = stages().track(project.track).milestones
    kinds = [*usual, *(kind for kind in planned if kind not in usual)]
    return [_planned(kind, planned.get(kind), facts.get(kind)) for kind in kinds]


def _planned(kind: str, row, fact) -> Planned:
    first, now = (row.first_planned_on, row.planned_on) if row else (None, None)
    return Planned(kind, fact_words(kind), first, now, fact.happened_on if fact else None)
