"""The only writes of subjects: open one with its key, look at what is masked, keep its terms, erase it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from yinli.base.accounts.permissions import action_prefix, require
from yinli.base.history.actions import action, changes, record
from yinli.base.history.many import insert_rows, update_rows
from yinli.base.personal import keystore
from yinli.base.personal.fields import Personal
from yinli.base.personal.holders import forget_elsewhere, give_back_elsewhere, held_among, rows_of
from yinli.base.personal.marks import marks_of
from yinli.base.personal.models import AccessLog, Subject
from yinli.core.personal_rules import OTHER, personal_rules

# What is kept of whom serves this, unless somebody says otherwise (rules/personal.toml [purposes]).
PURPOSES = {"contact": "investment", "talent": "talent", "certificate": "counting", "source": "document"}


class NoReason(ValueError):
    """A reason that is not listed, or one's own reason without words."""


class Erased(ValueError):
    """The person has been erased: nothing of them can be shown or changed any more."""


@dataclass(frozen=True)
class Reason:
    """Why: a code of rules/personal.toml, and words of one's own."""

    code: str
    words: str = ""

    def check(self, act: str) -> None:
        """Raise NoReason unless it is one for this act."""
        if self.code not in personal_rules().reasons[act]:
            raise NoReason(self.code)
        if self.code == OTHER and not self.words.strip():
            raise NoReason(OTHER)


def require_on_person(by, subject: Subject, verb: str) -> None:
    """Raise NotAllowed unless `by` may do `verb` (take_out, erase) on every record of the person."""
    for _holder, row in rows_of(subject):
        require(by, f"{action_prefix(type(row))}.{verb}", row)


@action
def open_subject(kind: str, words: Mapping[str, str], *, by) -> Subject:
    """A new person of whom `words` (field → plain value) will be kept, with a key of their own."""
    return open_subjects(kind, [words], by=by)[0]


@action
def open_subjects(kind: str, people: Sequence[Mapping[str, str]], *, by) -> list[Subject]:
    """Many at once, in the order given; the rows are inserted first, so that no key in use is ever replaced."""
    rows = [Subject(kind=kind, purpose=PURPOSES[kind], marks=marks_of(words)) for words in people]
    made = insert_rows(rows)
    keystore.create(row.pk for row in made)
    return made


@action
def drop_subjects(subject_ids: Sequence[int], *, by, now: datetime) -> None:
    """People whose only record was written by mistake and is gone: nothing of them is kept, and no key.

    Whoever has taken their records away has asked whether `by` may. Raises ValueError where one is still held.
    """
    require(by, "enterprise.create")
    rows = list(Subject.objects.select_for_update().filter(pk__in=subject_ids, erased_at=None))
    if held := held_among([row.pk for row in rows]):
        raise ValueError(f"still held: {held}")
    give_back_elsewhere([row.pk for row in rows])
    for row in rows:
        row.erased_at, row.erased_by_id, row.erased_why, row.marks = now, by.pk, "entered_by_mistake", []
    update_rows(rows, ["erased_at", "erased_by", "erased_why", "marks"])
    gone = [row.pk for row in rows]
    transaction.on_commit(lambda: keystore.destroy(gone))


@action
def mark_again(subject: Subject, words: Mapping[str, str], *, by) -> None:
    """Find the person by new words from now on."""
    subject = hold_person(subject.pk)
    subject.marks = marks_of(words)
    subject.save(update_fields=["marks"])


@action
def reveal(row: Model, field: str, reason: Reason, *, by) -> str:
    """One masked value in clear, written into the access log; raises NotAllowed, NoReason or Erased."""
    require(by, f"{action_prefix(type(row))}.reveal", row)
    reason.check("reveal")
    hold_person(row.subject_id)  # type: ignore[attr-defined]
    value: Personal = getattr(row, field)
    try:
        words = value.reveal()
    except keystore.KeyGone as gone:
        raise Erased(str(row.pk)) from gone
    _log(row.subject_id, AccessLog.Act.REVEALED, reason, by, field=value.look.column)  # type: ignore[attr-defined]
    return words


@action
def take_out(subject: Subject, reason: Reason, *, by) -> None:
    """Write down that all data of a person left the house, before they do; raises NotAllowed, NoReason or Erased."""
    subject = hold_person(subject.pk)
    require_on_person(by, subject, "take_out")
    reason.check("take_out")
    _log(subject.pk, AccessLog.Act.EXPORTED, reason, by)


@action
def keep_terms(subject: Subject, *, by, **values: Any) -> Subject:
    """Why the data are kept, since when the person agreed, until when: purpose, consent_on, keep_until."""
    subject = hold_person(subject.pk)
    require_on_person(by, subject, "take_out")
    before, after = changes(subject, values)
    if after:
        subject.save(update_fields=list(after))
        record(by, "subject.keep_terms", subject, before=before, after=after)
    return subject


@action
def erase(subject: Subject, reason: Reason, *, by, now: datetime) -> set[int]:
    """Erase a person for ever: the row says so, and once that is certain the key is destroyed.

    Returns the ids of all subjects erased: the person and the documents that tell of them. Raises NotAllowed,
    NoReason or Erased.
    """
    subject = hold_person(subject.pk)
    require_on_person(by, subject, "erase")
    reason.check("erase")
    gone = {subject.pk, *forget_elsewhere(subject, by)}
    for holder, row in rows_of(subject):
        if holder.forget is not None:
            holder.forget(row, by=by)
    for one in Subject.objects.select_for_update().filter(pk__in=gone):
        _close(one, reason, by, now)
    record(by, "subject.erase", subject, after={"reason": reason.code, "documents": len(gone) - 1})
    transaction.on_commit(lambda: keystore.destroy(gone))
    return gone


def _close(subject: Subject, reason: Reason, by, now: datetime) -> None:
    subject.erased_at, subject.erased_by_id, subject.erased_why = now, by.pk, reason.code
    subject.marks = []
    subject.save(update_fields=["erased_at", "erased_by", "erased_why", "marks"])
    _log(subject.pk, AccessLog.Act.ERASED, reason, by)


@action
def finish_erasures(*, by) -> int:
    """Destroy the keys that a crash, or a restored backup, left behind an erasure; returns how many."""
    require(by, "subject.finish")
    erased = Subject.objects.exclude(erased_at=None).values_list("pk", flat=True)
    left = [pk for pk in erased if keystore.is_live(pk)]
    keystore.destroy(left)
    return len(left)


def hold_person(subject_id: int) -> Subject:
    """The person under lock: an erasure and whatever shows or changes them wait for each other. Raises Erased.

    Whoever locks a record of them as well locks the person first, as an erasure does.
    """
    fresh = Subject.objects.select_for_update().get(pk=subject_id)
    if fresh.erased_at is not None:
        raise Erased(str(fresh))
    return fresh


def _log(subject_id: int, act: str, reason: Reason, by, field: str = "") -> None:
    AccessLog.objects.create(
        by_id=by.pk,
        by_name=str(by)[:60],
        subject_id=subject_id,
        act=act,
        field=field,
        reason=reason.code,
        words=reason.words.strip()[:200],
    )
