"""自报 beside 核实: what a report claims next to what our rows show for the same days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yinli.base.ui.showing import as_day
from yinli.core.dates import Period, year
from yinli.domain.targets.models import ClaimedResult


@dataclass(frozen=True)
class Compared:
    """A claim, the days it speaks of, and our own figure for them (None where no indicator answers it)."""

    claim: ClaimedResult
    period: Period
    ours: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What is claimed beyond what we can show; below zero when we can show more."""
        return None if self.ours is None else self.claim.count - self.ours


def claim_day(claim: ClaimedResult) -> date:
    """The last day a claim speaks of: as it says, else when it was published, else when it came in."""
    return claim.as_of or claim.source.published_on or as_day(claim.source.received_at)


def claim_days(claim: ClaimedResult) -> Period:
    """The year to the claim's day: reports of results count from New Year."""
    last = claim_day(claim)
    return Period(year(last.year).from_, last)


def latest_by_indicator(claims: Iterable[ClaimedResult], period: Period) -> dict[str, ClaimedResult]:
    """Indicator → its latest claim about the period's year that lies within the period and stands."""
    found: dict[str, ClaimedResult] = {}
    for claim in claims:
        if (
            not claim.indicator
            or claim.status == ClaimedResult.Status.REFUTED
            or claim_day(claim) not in period
        ):
            continue
        best = found.get(claim.indicator)
        if best is None or claim_day(claim) > claim_day(best):
            found[claim.indicator] = claim
    return found


def compared(claim: ClaimedResult | None, found: Mapping[tuple, Decimal | None]) -> Compared | None:
    """The claim beside the answer to its question, where one was asked."""
    return Compared(claim, claim_days(claim), found.get(("claim", claim.pk))) if claim else None
