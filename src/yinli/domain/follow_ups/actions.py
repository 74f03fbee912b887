"""The only writes of follow-ups: ask, assign, answer, confirm."""

from datetime import date

from yinli.base.accounts.models import Unit
from yinli.base.accounts.permissions import require
from yinli.base.accounts.queries import answers_for
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.base.history.models import Entry
from yinli.base.notices.actions import post
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.follow_ups.queries import last_answered_by


@action
def ask(text: str, *, by, enterprises=(), **values) -> FollowUp:
    """Write down what is asked; `unit` may be left open (待定), `asked_of` keeps the words of the text."""
    require(by, "follow_up.create")
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
    before, after = changes(follow_up, {"unit": unit, "due_on": due_on})
    save_record(follow_up, ["unit", "due_on"])
    entry = record(by, "follow_up.assign", follow_up, before=before, after=after)
    if "unit" in after:
        _tell_unit(follow_up, entry, by=by)
    return follow_up


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
    """Close an answered follow-up: whoever asked is content."""
    follow_up = lock(follow_up, seen=seen)
    require(by, "follow_up.confirm", follow_up)
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
