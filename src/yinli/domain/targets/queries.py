"""Reads of targets and claimed results."""

from decimal import Decimal

from django.db.models import QuerySet

from yinli.base.accounts.permissions import visible
from yinli.domain.targets.models import ClaimedResult, Target


def targets(viewer, year: int) -> QuerySet[Target]:
    """The year's targets."""
    return visible(viewer, Target).filter(year=year).select_related("unit")


def district_targets(viewer, year: int) -> dict[str, Decimal]:
    """Indicator → what the whole district is to reach in the year."""
    return dict(targets(viewer, year).filter(unit=None).values_list("indicator", "value"))


def claimed_results(viewer) -> QuerySet[ClaimedResult]:
    """What reports claim, newest report first. Whoever may see the scoreboard may see claims."""
    rows = visible(viewer, ClaimedResult, "scoreboard.view").select_related("source", "reviewed_by")
    return rows.defer("source__text").order_by("-source__received_at", "pk")


def same_claim(source, surface: str) -> ClaimedResult | None:
    """The claim already drawn from this source with these words."""
    return ClaimedResult.objects.filter(source=source, surface=surface[:200]).first()
