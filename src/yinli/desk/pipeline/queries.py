"""Reads of the pipeline: the board lane by lane, a project's way through its stages, its timeline."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.permissions import may, visible
from yinli.base.accounts.viewer import viewing_as
from yinli.core.workflow import stages
from yinli.desk.pipeline.models import BulkEdit
from yinli.domain.channels.wording import kind_words
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.enterprises.queries import candidates_for, enterprises
from yinli.domain.first_report.queries import groups_of, holding, reports
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects
from yinli.domain.projects.wording import gate_words, stage_words

LANE_SIZE = 8
# Somebody with no more projects than this is found by whose they are; whoever has more, by how they lie in the lanes.
FEW = 5_000
VERBS = ("edit", "advance", "close", "reopen", "verify", "merge")
# What a card shows and what decides who may move it: a board of hundreds of cards loads nothing else.
_OF_A_CARD = (
    "name", "stage", "status", "grade", "track", "planned_investment_yuan", "next_step", "next_step_due_on",
    "version", "confidential", "leader", "enterprise__name", "officer__name", "officer__unit__path",
    "lead_unit__path", "reporting_unit__path",
)  # fmt: skip


@dataclass(frozen=True)
class Lane:
    """A stage of the board: how many projects stand there, what they plan to invest, the first cards."""

    key: str
    label: str
    count: int
    planned_yuan: Decimal
    cards: list[Project]

    @property
    def more(self) -> int:
        """How many are not among the first cards."""
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Step:
    """A stage on a project's way. `state`: met, passed (no day was written down), gap, here, ahead."""

    key: str
    label: str
    state: str
    on: date | None
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """An enterprise known under a similar name: its projects as far as seen, and whether there are others."""

    enterprise: Enterprise
    projects: list[Project]
    reported_elsewhere: bool
    # The last day on which a first report that the viewer may see holds; and whether one of the group's does.
    held_until_on: date | None = None
    group_is_held: bool = False


def stopped_last():
    """An expression that orders active projects before the others."""
    return Case(When(status="active", then=Value(0)), default=Value(1)).asc()


# The most urgent card first: those that stopped have no next day and come last (index project_on_its_lane).
ON_A_LANE = (stopped_last(), F("next_step_due_on").asc(nulls_last=True), F("grade").asc(), F("pk").asc())


def moving(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Without those lost or withdrawn."""
    return rows.exclude(status__in=("lost", "withdrawn"))


def lanes(rows: QuerySet[Project]) -> list[Lane]:
    """The board of `rows` in two queries: totals a stage, and the first cards of each."""
    totals = rows.order_by().values("stage").annotate(count=Count("pk"), yuan=Sum("planned_investment_yuan"))
    by_stage = {row["stage"]: row for row in totals}
    cards: dict[str, list[Project]] = {}
    if by_stage:
        few = sum(row["count"] for row in totals) <= FEW
        first = _first_of_few(rows) if few else _first_of_many(rows, by_stage)
        for project in _light(rows.model.objects.filter(pk__in=first)).order_by(*ON_A_LANE):
            cards.setdefault(project.stage, []).append(project)
    return [_lane(stage, by_stage.get(stage), cards.get(stage, [])) for stage in stages().codes]


def _first_of_many(rows: QuerySet[Project], by_stage: Collection[str]) -> QuerySet:
    """Keys of the first cards lane by lane, each by the index of lanes and no further than is shown: numbering all rows
    would sort all of them."""
    wanted = [stage for stage in stages().codes if stage in by_stage]
    first = [_on_a_lane(rows, stage).values("pk")[:LANE_SIZE] for stage in wanted]
    return first[0].union(*first[1:], all=True)


def _first_of_few(rows: QuerySet[Project]) -> QuerySet:
    """The same by numbering: in the index of lanes a few are far apart."""
    place = Window(RowNumber(), partition_by="stage", order_by=ON_A_LANE)
    numbered = rows.select_related(None).order_by().annotate(place=place)
    return numbered.filter(place__lte=LANE_SIZE).values("pk")


def lane_cards(rows: QuerySet[Project], stage: str, after: int) -> list[Project]:
    """The cards of one lane that follow the first `after`."""
    return list(_light(_on_a_lane(rows, stage))[after : after + LANE_SIZE])


def _lane(stage: str, total: dict | None, cards: list[Project]) -> Lane:
    total = total or {"count": 0, "yuan": None}
    return Lane(stage, stage_words(stage), total["count"], total["yuan"] or Decimal(0), cards)


def _on_a_lane(rows: QuerySet[Project], stage: str) -> QuerySet[Project]:
    return rows.select_related(None).filter(stage=stage).order_by(*ON_A_LANE)


def _light(rows: QuerySet[Project]) -> QuerySet[Project]:
    """With no more of each than its card shows."""
    light = rows.select_related("enterprise", "officer__unit", "lead_unit", "reporting_unit")
    return light.only(*_OF_A_CARD)


def steps(project: Project, facts: dict) -> list[Step]:
    """Every stage of the project's track, with the day its gate was met, or what it lacks."""
    order = stages().order(project.track)
    here = order.index(project.stage) if project.stage in order else -1
    return [_step(project, facts, stage, place - here) for place, stage in enumerate(order)]


def _step(project: Project, facts: dict, stage: str, distance: int) -> Step:
    missing = stages().missing(project.track, stage, facts)
    opened = [facts[kind].happened_on for kind in stages().gate_facts(project.track, stage) if kind in facts]
    if distance >= 0:
        state = "here" if distance == 0 else "ahead"
    elif missing:
        state = "passed" if stage in stages().implied else "gap"
    else:
        state = "met"
    lacking = tuple(gate_words(gate) for gate in missing)
    return Step(stage, stage_words(stage, project.track), state, max(opened, default=None), lacking)


def known_like(typed: str, viewer, today: date, limit: int = 4) -> list[Known]:
    """Enterprises known under names like what is typed, or by that credit code, as far as the viewer may know of them;
    their projects, and what of them holds as a first report."""
    if len(typed.strip()) < 2:
        return []
    found = candidates_for(typed.strip(), limit, credit_code=typed.strip().upper())
    seen = set(enterprises(viewer).filter(pk__in=[e.pk for e in found]).values_list("pk", flat=True))
    theirs: dict[int, list[Project]] = {}
    for project in projects(viewer).filter(enterprise__in=found).order_by("-created_at"):
        theirs.setdefault(project.enterprise_id, []).append(project)
    hidden = _reported_elsewhere(found, theirs)
    held = reports(viewer, today).filter(enterprise__in=found, state="holding")
    until = {report.enterprise_id: report.holds_until_on for report in held.order_by("holds_until_on")}
    groups = _held_groups(found, today)
    return [
        Known(
            enterprise,
            theirs.get(enterprise.pk, []),
            enterprise.pk in hidden,
            until.get(enterprise.pk),
            enterprise.pk in groups,
        )
        for enterprise in found
        if enterprise.pk in seen
    ]


def _held_groups(found: list[Enterprise], today: date) -> set[int]:
    """Which of them have a parent, daughter or sister for which a first report holds."""
    groups = groups_of(found)
    held = {
        report.enterprise_id for report in holding({pk for group in groups.values() for pk in group}, today)
    }
    return {pk for pk, group in groups.items() if held & group}


@viewing_as(SYSTEM)
def _reported_elsewhere(found: list[Enterprise], seen: dict[int, list[Project]]) -> set[int]:
    """Which of them have a live project that is not among those `seen`: that alone is told, never which."""
    shown = [project.pk for rows in seen.values() for project in rows]
    hidden = Project.objects.filter(Q(status="active") | Q(status="paused"), enterprise__in=found)
    return set(hidden.exclude(pk__in=shown).values_list("enterprise_id", flat=True))


def rights(viewer, project: Project) -> dict[str, bool]:
    """What the viewer may do with the project; nothing with one that was merged into another."""
    open_ = project.merged_into_id is None
    return {verb: open_ and may(viewer, f"project.{verb}", project) for verb in VERBS}


def bulk_edits(viewer) -> QuerySet[BulkEdit]:
    """Changes of many projects that the viewer made, newest first."""
    return visible(viewer, BulkEdit, "bulk_edit.undo").order_by("-pk")


def words_of_change(field: str, value, *, kept: bool = False) -> str:
    """A value of a field that many projects get, in words; `kept` as a change keeps it."""
    if value in (None, ""):
        return ""
    if kept and field in ("officer", "lead_unit"):
        model = User if field == "officer" else Unit
        value = model.objects.filter(pk=value).first()
    return kind_words(value) if field == "channel" else str(value or "")
