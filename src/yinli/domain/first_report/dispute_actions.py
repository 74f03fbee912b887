"""Disputes about first reports: another unit says that it was first, or that its project is another; the bureau rules."""

from dataclasses import dataclass
from datetime import datetime

from yinli.base.accounts.models import SYSTEM, Unit
from yinli.base.accounts.permissions import NotAllowed, require
from yinli.base.accounts.queries import answers_for
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.notices.actions import post
from yinli.core.dates import add_working_days
from yinli.domain.first_report.actions import day_of, share_credit
from yinli.domain.first_report.ledger_actions import enter
from yinli.domain.first_report.models import Dispute, Report
from yinli.domain.first_report.rules import RULINGS, rules


class RulingRefused(ValueError):
    """A ruling that cannot be. `code`: ruled (already), unknown, words (it says not why), split (not allowed), gone
    (the project was taken back: nothing is left to give or to share)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"the dispute is not ruled so: {code}")


@dataclass(frozen=True)
class Claim:
    """What the unit that disputes says: what its own project is, and why it was first or why it is another."""

    what: str
    grounds: str


@dataclass(frozen=True)
class Ruling:
    """What the bureau decides: a code of rules.RULINGS, why, and for `shared` how (reporter : who disputes)."""

    code: str
    words: str
    split: str = ""


@action
def dispute(held: Report, claim: Claim, *, by, now: datetime) -> Dispute:
    """Say that one's own unit was first, or that one's project is another. One open dispute a unit.

    Whoever disputes may not see the report: only that there is one. Raises NotAllowed, ValueError without grounds.
    """
    require(by, "dispute.create")
    if not claim.grounds.strip():
        raise ValueError("a dispute says why")
    with viewing_as(SYSTEM):
        made, created = Dispute.objects.get_or_create(
            report=held,
            unit=by.unit,
            status=Dispute.Status.OPEN,
            defaults={
                "what": claim.what.strip()[:120],
                "grounds": claim.grounds.strip(),
                "claimed_by_id": by.pk,
                "opened_on": day_of(now),
                "due_on": add_working_days(day_of(now), rules().working_days),
            },
        )
        if created:
            entry = record(by, "dispute.create", made, after={"what": made.what}, on=day_of(now))
            enter(held, "disputed", by=by, now=now, by_unit=by.unit.name if by.unit else "", claim=made.what)
            post(_bureau(), "dispute.opened", made, f"dispute.create:{made.pk}", by=by, cause=entry)
    return made


def _bureau() -> list:
    found = []
    for unit in Unit.objects.filter(kind="bureau"):
        found += answers_for(unit)
    return found


@action
def withdraw_dispute(made: Dispute, *, by, seen: int, now: datetime) -> Dispute:
    """Say no more of it: whoever's unit opened it. Raises NotAllowed, StaleWrite, RulingRefused."""
    made = lock(made, seen=seen)
    require(by, "dispute.withdraw", made)
    if made.unit_id != by.unit_id and made.claimed_by_id != by.pk:
        raise NotAllowed(by, "dispute.withdraw", made)
    if made.status != Dispute.Status.OPEN:
        raise RulingRefused("ruled")
    made.status = Dispute.Status.WITHDRAWN
    save_record(made, ["status"])
    record(by, "dispute.withdraw", made, on=day_of(now))
    with viewing_as(SYSTEM):
        enter(made.report, "dispute_withdrawn", by=by, now=now)
    return made


@action
def rule(made: Dispute, ruling: Ruling, *, by, seen: int, now: datetime) -> Dispute:
    """Rule a dispute, and let what follows from it happen. Raises NotAllowed, StaleWrite, RulingRefused."""
    made = lock(made, seen=seen)
    require(by, "dispute.rule", made)
    # A confidential project's report is ruled by those who may see it.
    with viewing_as(SYSTEM):
        held = lock(made.report)
    require(by, "report.view", held)
    _check(made, held, ruling)
    made.status, made.ruling, made.words = Dispute.Status.RULED, ruling.code, ruling.words.strip()
    made.ruled_on, made.ruled_by_id = day_of(now), by.pk
    save_record(made, ["status", "ruling", "words", "ruled_on", "ruled_by"])
    entry = record(by, "dispute.rule", made, after={"ruling": ruling.code}, note=made.words, on=day_of(now))
    if ruling.code == "given":
        _give(held, made.unit)
    if ruling.code == "shared":
        share_credit(held, made.unit, ruling.split, by=by)
    enter(held, "ruled", by=by, now=now, ruling=ruling.code, split=ruling.split, why=made.words)
    people = [made.claimed_by, held.reported_by]
    post(people, "dispute.ruled", made, f"dispute.rule:{made.pk}", by=by, cause=entry)
    return made


def _check(made: Dispute, held: Report, ruling: Ruling) -> None:
    if made.status != Dispute.Status.OPEN:
        raise RulingRefused("ruled")
    if ruling.code not in RULINGS:
        raise RulingRefused("unknown")
    if not ruling.words.strip():
        raise RulingRefused("words")
    if ruling.code == "shared" and ruling.split not in rules().splits:
        raise RulingRefused("split")
    if held.project is None and ruling.code in ("given", "shared"):
        raise RulingRefused("gone")


def _give(held: Report, unit: Unit | None) -> None:
    """The report is the other unit's from now on; who reported stays written down."""
    held.unit = unit
    save_record(held, ["unit"])
