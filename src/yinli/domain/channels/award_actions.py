"""Money for a project that came by a channel: reckoned from the rules, agreed by another person, paid with a proof."""

from dataclasses import dataclass
from datetime import date

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.sources.models import Source
from yinli.core.schemes import Reckoning
from yinli.domain.channels.models import Attribution, Award, Cost
from yinli.domain.channels.queries import Due, due_for
from yinli.domain.channels.rules import rules


class AwardRefused(ValueError):
    """Money cannot be proposed, agreed or paid. `codes`: what stands in the way (wording.obstacle_words); proposed (one is
    to be agreed already), moved (what is due is another sum by now), state, own (proposed by oneself), reason, future."""

    def __init__(self, *codes: str):
        self.codes = codes
        super().__init__(f"no award: {', '.join(codes)}")


@dataclass(frozen=True)
class Decision:
    """Whether an award may be paid, and why."""

    grant: bool
    words: str = ""


@dataclass(frozen=True)
class Paid:
    """When it was paid, and the slip that proves it."""

    on: date
    proof: Source


@action
def propose(attribution: Attribution, scheme: str, *, by, today: date) -> Award:
    """Propose what is due by now for a project under a scheme. Raises NotAllowed, AwardRefused."""
    channel = lock(attribution.channel)
    require(by, "award.create")
    require(by, "channel.view", channel)
    # Two people who propose at once, and whoever changes where the project came from, come one after the other.
    project = lock(attribution.project)
    require(by, "project.attribute", project)
    attribution = _in_force(attribution, project, channel)
    due = _payable(attribution, scheme, today)
    made = Award.objects.create(
        channel=channel, project=project, scheme=scheme, scheme_version=due.version.version,
        document=due.version.document, rules_version=rules().version, basis_yuan=due.reckoning.basis_yuan,
        whole_yuan=due.reckoning.whole_yuan, yuan=due.reckoning.open_yuan, reckoning=as_json(due.reckoning),
        proposed_on=today, proposed_by_id=by.pk,
    )  # fmt: skip
    record(by, "award.create", made, after={"yuan": made.yuan, "project": project}, on=today)
    return made


def _in_force(attribution: Attribution, project, channel) -> Attribution:
    with viewing_as(SYSTEM):
        found = Attribution.objects.filter(pk=attribution.pk, ended_on=None).first()
    if found is None:
        raise AwardRefused("moved")
    found.project, found.channel = project, channel
    return found


def _payable(attribution: Attribution, scheme: str, today: date) -> Due:
    due = next((one for one in due_for(attribution, today) if one.code == scheme), None)
    if due is None:
        raise AwardRefused("no_scheme")
    if due.obstacles:
        raise AwardRefused(*due.obstacles)
    with viewing_as(SYSTEM):
        if Award.objects.filter(project=attribution.project, scheme=scheme, state="proposed").exists():
            raise AwardRefused("proposed")
    return due


def as_json(reckoning: Reckoning) -> dict:
    """A reckoning as it is kept: numbers and days as texts."""
    return {
        "bands": [[str(part.of_yuan), str(part.per_mille), str(part.yuan)] for part in reckoning.bands],
        "capped": reckoning.capped,
        "steps": [
            [part.fact or part.step.after[0], part.step.years, str(part.step.percent), str(part.yuan),
             part.due_on.isoformat() if part.due_on else "", part.is_due]
            for part in reckoning.steps
        ],
        "agreed_yuan": str(reckoning.agreed_yuan),
    }  # fmt: skip


@action
def decide(award: Award, decision: Decision, *, by, seen: int, today: date) -> Award:
    """Agree to an award, or refuse it with words; never whoever proposed it.

    What is due is reckoned again: where it is another sum by now, it has to be proposed anew. Raises NotAllowed,
    StaleWrite, AwardRefused.
    """
    award = _locked(award, "award.decide", "proposed", by=by, seen=seen)
    grant, words = decision.grant, decision.words.strip()[:200]
    if award.proposed_by_id == by.pk:
        raise AwardRefused("own")
    if not grant and not words:
        raise AwardRefused("reason")
    if grant:
        _check_unmoved(award, today)
    award.state = Award.State.AGREED if grant else Award.State.REFUSED
    award.decided_on, award.decided_by_id, award.words = today, by.pk, words
    save_record(award, ["state", "decided_on", "decided_by", "words"])
    record(
        by,
        "award.agree" if grant else "award.refuse",
        award,
        after={"yuan": award.yuan},
        note=award.words,
        on=today,
    )
    return award


def _locked(award: Award, verb: str, state: str, *, by, seen: int) -> Award:
    award = lock(award, seen=seen)
    require(by, verb, award)
    if award.state != state:
        raise AwardRefused("state")
    return award


@viewing_as(SYSTEM)
def _check_unmoved(award: Award, today: date) -> None:
    """Raise AwardRefused where it could not be proposed today as it was."""
    attribution = Attribution.objects.select_related("channel", "project").filter(
        project=award.project_id, channel=award.channel_id, ended_on=None
    )
    found = attribution.first()
    due = next((one for one in due_for(found, today) if one.code == award.scheme), None) if found else None
    if due is None or due.reckoning is None or due.obstacles:
        raise AwardRefused("moved", *(due.obstacles if due else ()))
    if due.reckoning.open_yuan < award.yuan:
        raise AwardRefused("moved")


@action
def pay(award: Award, paid: Paid, *, by, seen: int, today: date) -> Award:
    """Write down that it was paid, with the slip that proves it; it is a cost of the channel from then on.

    Raises NotAllowed, StaleWrite, AwardRefused (state, future, moved: the landing is verified no more).
    """
    award = _locked(award, "award.pay", "agreed", by=by, seen=seen)
    if paid.on > today:
        raise AwardRefused("future")
    _check_landed(award)
    award.state, award.paid_on, award.paid_by_id, award.proof = Award.State.PAID, paid.on, by.pk, paid.proof
    save_record(award, ["state", "paid_on", "paid_by", "proof"])
    with viewing_as(SYSTEM):
        Cost.objects.create(
            channel=award.channel, kind=Cost.Kind.REWARD, spent_on=paid.on, yuan=award.yuan, note=award.number,
            recorded_by_id=by.pk,
        )  # fmt: skip
    record(by, "award.pay", award, after={"yuan": award.yuan, "proof": paid.proof.file_name}, on=paid.on)
    return award


@viewing_as(SYSTEM)
def _check_landed(award: Award) -> None:
    landing = rules().schemes[award.scheme].landing
    rows = award.project.facts.filter(kind=landing, withdrawn_on=None, verified_by__isnull=False)
    if not rows.exists():
        raise AwardRefused("moved", "not_landed")
