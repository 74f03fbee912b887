"""The only writes of follow-ups: ask, assign, take on, hand on, answer with proof, confirm."""

from datetime import date

from yinli.base.accounts.models import Unit
from yinli.base.accounts.permissions import NotAllowed, require
from yinli.base.accounts.queries import answers_for
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.base.history.models import Entry
from yinli.base.notices.actions import post
from yinli.base.sources.models import Source
from yinli.domain.follow_ups.models import AnswerPaper, FollowUp
from yinli.domain.follow_ups.queries import last_answered_by


class NoProof(ValueError):
    """A blocker is struck off with proof, and there is none yet."""


@action
def ask(text: str, *, by, enterprises=(), **values) -> FollowUp:
    """Write down what is asked; `unit` may be left open (待定), `asked_of` keeps the words of the text.

    `kind` is a matter, a leader's instruction, or a blocker, which has a project, a unit and a day (ValueError).
    """
    require(by, "follow_up.create")
    if values.get("project"):
        require(by, "project.view", values["project"])
    kind = values.get("kind", FollowUp.Kind.TASK)
    if kind == FollowUp.Kind.INSTRUCTION:
        require(by, "follow_up.instruct")
    if kind == FollowUp.Kind.BLOCKER and not all(values.get(key) for key in ("project", "unit", "due_on")):
        raise ValueError("a blocker has a project, a unit and a day")
    follow_up = FollowUp.objects.create(text=text.strip()[:400], asked_by_id=by.pk, **values)
    follow_up.enterprises.set(enterprises)
    entry = record(by, "follow_up.create", follow_up, after={"text": follow_up.text, **values})
    _tell_unit(follow_up, entry, by=by)
    return follow_up


@action
def assign(follow_up: FollowUp, unit: Unit, due_on: date, *, by, seen: int) -> FollowUp:
    """Name the unit that answers, and its day."""
    follow_up = lock(follow_up, seen=seen)
    require(by, "follow_up.assign", follow_up)
    before, after = _give(follow_up, unit, due_on)
    entry = record(by, "follow_up.assign", follow_up, before=before, after=after)
    if "unit" in after:
        _tell_unit(follow_up, entry, by=by)
    return follow_up


def _give(follow_up: FollowUp, unit: Unit, due_on: date) -> tuple[dict, dict]:
    """Let another unit answer, or by another day: nobody there has taken it on, or was told that it is late, yet."""
    before, after = changes(follow_up, {"unit": unit, "due_on": due_on})
    if "unit" in after:
        follow_up.accepted_by = follow_up.accepted_on = None
    if after:
        follow_up.told_up_to, follow_up.told_on = 0, None
    save_record(follow_up, ["unit", "due_on", "accepted_by", "accepted_on", "told_up_to", "told_on"])
    return before, after


@action
def take_on(follow_up: FollowUp, *, by, seen: int, today: date) -> FollowUp:
    """Say that one's unit has it; said twice it stays as it was."""
    follow_up = lock(follow_up, seen=seen)
    require(by, "follow_up.answer", follow_up)
    if follow_up.accepted_on is None and follow_up.status == FollowUp.Status.OPEN:
        follow_up.accepted_by_id, follow_up.accepted_on = by.pk, today
        save_record(follow_up, ["accepted_by", "accepted_on"])
        record(by, "follow_up.take_on", follow_up, on=today)
    return follow_up


@action
def hand_on(follow_up: FollowUp, unit: Unit, reason: str, *, by, seen: int) -> FollowUp:
    """It is another unit's to answer: hand it there, by the same day, and tell whoever asked.

    Raises NotAllowed, StaleWrite, ValueError without a reason or once it is answered.
    """
    follow_up = lock(follow_up, seen=seen)
    require(by, "follow_up.hand_on", follow_up)
    if not reason.strip() or follow_up.status != FollowUp.Status.OPEN:
        raise ValueError("an open follow-up is handed on for a reason")
    before, after = _give(follow_up, unit, follow_up.due_on)
    entry = record(by, "follow_up.hand_on", follow_up, before=before, after=after, note=reason.strip())
    _tell_unit(follow_up, entry, by=by)
    post([follow_up.asked_by], "follow_up.handed_on", follow_up, _key(follow_up, entry), by=by, cause=entry)
    return follow_up


@action
def add_paper(follow_up: FollowUp, source: Source, *, by) -> AnswerPaper:
    """Lay a document to the answer; the same one twice is one."""
    follow_up = lock(follow_up)
    require(by, "follow_up.answer", follow_up)
    paper, created = AnswerPaper.objects.get_or_create(
        follow_up=follow_up, source=source, defaults={"added_by_id": by.pk}
    )
    if created:
        save_record(follow_up, [])
        record(by, "follow_up.paper", follow_up, after={"source": source})
    return paper


def _tell_unit(follow_up: FollowUp, entry: Entry, *, by) -> None:
    if follow_up.unit is not None:
        people = answers_for(follow_up.unit)
        post(people, "follow_up.handed", follow_up, _key(follow_up, entry), by=by, cause=entry)


def _key(follow_up: FollowUp, entry: Entry) -> str:
    return f"{entry.action}:{follow_up.pk}:{follow_up.version}"


@action
def answer(follow_up: FollowUp, words: str, *, by, seen: int) -> FollowUp:
    """Say what was done; raises ValueError without words."""
    follow_up = lock(follow_up, seen=seen)
    require(by, "follow_up.answer", follow_up)
    if not words.strip():
        raise ValueError("an answer needs words")
    if follow_up.status == FollowUp.Status.CLOSED:
        raise ValueError("a closed follow-up is answered")
    before, after = changes(follow_up, {"answer": words.strip(), "status": FollowUp.Status.ANSWERED})
    save_record(follow_up, ["answer", "status"])
    entry = record(by, "follow_up.answer", follow_up, before=before, after=after)
    post([follow_up.asked_by], "follow_up.answered", follow_up, _key(follow_up, entry), by=by, cause=entry)
    return follow_up


@action
def confirm(follow_up: FollowUp, *, by, seen: int) -> FollowUp:
    """Close an answered follow-up: whoever asked is content. An instruction is closed by the leader who gave it alone, a
    blocker is struck off with proof. Raises NotAllowed, StaleWrite, ValueError, NoProof."""
    follow_up = lock(follow_up, seen=seen)
    require(by, "follow_up.confirm", follow_up)
    if follow_up.kind == FollowUp.Kind.INSTRUCTION and follow_up.asked_by_id != by.pk:
        raise NotAllowed(by, "follow_up.confirm", follow_up)
    if follow_up.kind == FollowUp.Kind.BLOCKER and not follow_up.papers.exists():
        raise NoProof("a blocker is struck off with proof")
    if follow_up.status != FollowUp.Status.ANSWERED:
        raise ValueError("only an answered follow-up can be closed")
    before, after = changes(follow_up, {"status": FollowUp.Status.CLOSED})
    save_record(follow_up, ["status"])
    entry = record(by, "follow_up.confirm", follow_up, before=before, after=after)
    answerer = [last_answered_by(follow_up)]
    post(answerer, "follow_up.confirmed", follow_up, _key(follow_up, entry), by=by, cause=entry)
    return follow_up


@action
def send_back(follow_up: FollowUp, reason: str, *, by, seen: int) -> FollowUp:
    """The answer is not enough: it is open again, and history keeps the answer and what is still wanted."""
    follow_up = lock(follow_up, seen=seen)
    require(by, "follow_up.confirm", follow_up)
    if follow_up.status != FollowUp.Status.ANSWERED:
        raise ValueError("only an answered follow-up can be sent back")
    before, after = changes(follow_up, {"status": FollowUp.Status.OPEN})
    save_record(follow_up, ["status"])
    entry = record(by, "follow_up.send_back", follow_up, before=before, after=after, note=reason.strip())
    answerer = [last_answered_by(follow_up)]
    post(answerer, "follow_up.sent_back", follow_up, _key(follow_up, entry), by=by, cause=entry)
    return follow_up
