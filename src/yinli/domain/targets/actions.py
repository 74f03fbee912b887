"""The only writes of targets and claimed results."""

from decimal import Decimal

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.core.counting import indicators
from yinli.domain.targets.models import ClaimedResult, Target


class UnknownIndicator(ValueError):
    """An indicator that rules/indicators.toml does not hold."""


@action
def set_target(year: int, indicator: str, value: Decimal, *, by, unit=None, seen=None) -> Target:
    """Set what is to be reached; a target that stands already is changed, and both values are on record.

    `seen` is the version the writer saw, 0 for none; raises StaleWrite when somebody was quicker,
    UnknownIndicator, NotAllowed.
    """
    require(by, "target.set")
    if indicator not in indicators().all:
        raise UnknownIndicator(indicator)
    target, created = Target.objects.get_or_create(
        year=year, indicator=indicator, unit=unit, defaults={"value": value}
    )
    if created:
        record(by, "target.set", target, after={"value": value})
        return target
    target = lock(target, seen=seen)
    before, after = changes(target, {"value": value})
    if after:
        save_record(target, ["value"])
        record(by, "target.set", target, before=before, after=after)
    return target


@action
def claim_result(source, surface: str, count: Decimal, *, by, **values) -> tuple[ClaimedResult, bool]:
    """Write down what a report claims, once a source and wording. Returns (claim, is_new)."""
    require(by, "intake.review")
    claim, created = ClaimedResult.objects.get_or_create(
        source=source,
        surface=surface[:200],
        defaults={"count": count, "recorded_by_id": by.pk, **values},
    )
    if created:
        record(by, "claimed_result.create", claim, after={"surface": surface, "count": count, **values})
    return claim, created


@action
def judge_claim(claim: ClaimedResult, status: str, verdict: str, *, by, seen: int) -> ClaimedResult:
    """Say whether the claim holds, in words; raises ValueError without them."""
    claim = lock(claim, seen=seen)
    require(by, "claimed_result.verify", claim)
    if not verdict.strip():
        raise ValueError("a verdict needs words")
    wanted = {"status": status, "verdict": verdict.strip(), "reviewed_by_id": by.pk}
    before, after = changes(claim, wanted)
    save_record(claim, ["status", "verdict", "reviewed_by"])
    record(by, "claimed_result.verify", claim, before=before, after=after)
    return claim
