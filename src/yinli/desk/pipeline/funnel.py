"""The funnel: how many projects came how far, how many go on from each stage, and how long that takes.

A project came as far as the furthest stage its facts in force ever reached, whether it still moves or was lost since. The
day it reached a stage is that of the fact that opened the gate. All of it is one query.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DurationField,
    F,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from yinli.core.workflow import stages
from yinli.domain.projects.models import Project
from yinli.domain.projects.wording import stage_words


@dataclass(frozen=True)
class Tier:
    """A stage: how many came to it or further, what they plan to invest, how many stand there now and still move;
    the share that went on from the one before, and the median days from it (None where nobody did, or too few days
    are known)."""

    key: str
    label: str
    reached: int
    planned_yuan: Decimal
    here: int
    lost: int
    share: float | None
    median_days: float | None
    width: float


class Median(Aggregate):
    """The middle one of a number of spans of time."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def funnel(rows: QuerySet[Project]) -> list[Tier]:
    """The stages of `rows`, first to last."""
    order = stages().codes
    found = _reached(rows, order).aggregate(**_figures(order))
    first = found["reached_0"] or 1
    return [_tier(at, stage, found, first) for at, stage in enumerate(order)]


def _reached(rows: QuerySet[Project], order: tuple[str, ...]) -> QuerySet[Project]:
    """Each project with the place of its stage, and the day on which it came to each (none where that is not known)."""
    places = Case(
        *(When(stage=stage, then=Value(at)) for at, stage in enumerate(order)), output_field=IntegerField()
    )
    days = {f"day_{at}": _day_of(stage) for at, stage in enumerate(order) if at}
    return rows.order_by().annotate(place=places, **days)


def _day_of(stage: str) -> Min:
    """The first day of a fact that opens the gate of a stage on the project's own track: what opens it on another is
    only a paper to this one."""
    opens = Q(pk__in=[])
    for track in stages().tracks:
        opens |= Q(track=track, facts__kind__in=_gate_facts(track, stage))
    return Min("facts__happened_on", filter=opens & Q(facts__withdrawn_on=None))


def _gate_facts(track: str, stage: str) -> tuple[str, ...]:
    return stages().gate_facts(track, stage) if stage in stages().order(track) else ()


def _figures(order: tuple[str, ...]) -> dict:
    figures: dict = {}
    for at in range(len(order)):
        there, here = Q(place__gte=at), Q(place=at)
        figures[f"reached_{at}"] = Count("pk", filter=there)
        figures[f"yuan_{at}"] = Sum("planned_investment_yuan", filter=there)
        figures[f"here_{at}"] = Count("pk", filter=here & Q(status__in=("active", "paused")))
        figures[f"lost_{at}"] = Count("pk", filter=here & Q(status__in=("lost", "withdrawn")))
        if at > 1:
            both = Q(**{f"day_{at}__gte": F(f"day_{at - 1}")})
            figures[f"days_{at}"] = Median(F(f"day_{at}") - F(f"day_{at - 1}"), filter=both)
    return figures


def _tier(at: int, stage: str, found: dict, first: int) -> Tier:
    before = found[f"reached_{at - 1}"] if at else 0
    reached, days = found[f"reached_{at}"], found.get(f"days_{at}")
    return Tier(
        key=stage,
        label=stage_words(stage),
        reached=reached,
        planned_yuan=found[f"yuan_{at}"] or Decimal(0),
        here=found[f"here_{at}"],
        lost=found[f"lost_{at}"],
        share=reached / before if before else None,
        median_days=days / timedelta(days=1) if days is not None else None,
        width=100 * reached / first,
    )
