"""Reads of targets and claimed results."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, CharField, F, QuerySet, Value, When

from yinli.base.accounts.permissions import visible
from yinli.base.history.models import Entry
from yinli.base.history.queries import entries_for
from yinli.base.sources.queries import closed_sources
from yinli.core.counting import Indicator, indicators
from yinli.domain.targets.models import ClaimedResult, Target


@dataclass(frozen=True)
class Planned:
    """An indicator with the district's target of a year (None: not set) and that of the year before."""

    indicator: Indicator
    target: Target | None
    before: Decimal | None


def targets(viewer, year: int) -> QuerySet[Target]:
    """The year's targets."""
    return visible(viewer, Target).filter(year=year).select_related("unit")


def district_targets(viewer, year: int) -> dict[str, Decimal]:
    """Indicator → what the whole district is to reach in the year."""
    return dict(targets(viewer, year).filter(unit=None).values_list("indicator", "value"))


def plan(viewer, year: int) -> list[Planned]:
    """Every indicator of the board with what the district is to reach in the year."""
    standing = {target.indicator: target for target in targets(viewer, year).filter(unit=None)}
    before = district_targets(viewer, year - 1)
    return [
        Planned(indicator, standing.get(indicator.code), before.get(indicator.code))
        for indicator in indicators().standing()
    ]


def district_target(viewer, year: int, indicator: str) -> Target | None:
    """What the whole district is to reach, None while nobody has said."""
    return targets(viewer, year).filter(unit=None, indicator=indicator).first()


def history_of(target: Target | None) -> list[Entry]:
    """Every value the target had, newest first."""
    return list(entries_for(target)[:50]) if target else []


def claimed_results(viewer) -> QuerySet[ClaimedResult]:
    """What reports claim, newest report first. Whoever may see the scoreboard may see claims."""
    rows = visible(viewer, ClaimedResult, "scoreboard.view").select_related("source", "reviewed_by")
    closed = When(source__in=closed_sources(viewer), then=Value(""))
    told = Case(closed, default=F("source__title"), output_field=CharField())
    return rows.annotate(source_told=told).defer("source__text").order_by("-source__received_at", "pk")
