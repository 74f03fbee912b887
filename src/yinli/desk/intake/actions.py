"""The writes of drafts that were read: decide on what they propose, write what was accepted."""

from collections.abc import Iterable
from datetime import date

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.jobs.queue import enqueue
from yinli.base.personal.sealed import Told
from yinli.desk.intake import fields, reviewing, seams
from yinli.desk.intake.models import Draft, Item
from yinli.desk.intake.queries import items_of
from yinli.desk.intake.reading_actions import look_up, set_match
from yinli.desk.intake.reviewing import Hindrance, Undecidable
from yinli.desk.intake.values import as_read, as_text, as_they_stand
from yinli.desk.intake.writing import Writing, write_item, writing_order


class DraftClosed(ValueError):
    """The draft is written or discarded: nothing of it can be decided any more. `draft` is what it is now."""

    def __init__(self, draft: Draft):
        self.draft = draft
        super().__init__(f"{draft.number} is {draft.status}")


def _under_review(draft: Draft, by, seen: int) -> Draft:
    """The draft under lock, still open, for somebody who may review it."""
    draft = lock(draft, seen=seen)
    require(by, "intake.review", draft)
    if draft.status != Draft.Status.OPEN:
        raise DraftClosed(draft)
    return draft


def _item(items: Iterable[Item], key: str) -> Item:
    """The record `key`, which must not be written yet; raises KeyError."""
    found = next((item for item in items if item.key == key and item.record_id is None), None)
    if found is None:
        raise KeyError(key)
    return found


@action
def decide(draft: Draft, key: str, decision: str, *, by, seen: int) -> Draft:
    """Accept or reject one record, or take the decision back (`pending`); saved at once.

    Accepting brings in what the record needs; giving one up sends what needs it back to be decided.
    Raises StaleWrite, NotAllowed, DraftClosed, KeyError, or Undecidable with what is missing.
    """
    draft = _under_review(draft, by, seen)
    items = items_of(draft)
    item = _item(items, key)
    if decision == Item.Decision.ACCEPTED:
        _accept(items, key, by)
    else:
        _settle([item], Item.Decision(decision))
        _settle(reviewing.given_up_together(items, {key}), Item.Decision.PENDING)
    save_record(draft, [])
    record(by, "intake.decide", draft, after={"record": _told(item), "decision": decision})
    return draft


@action
def decide_all(
    draft: Draft, decision: str, group: str = "", *, by, seen: int
) -> tuple[Draft, list[Hindrance]]:
    """Accept or reject every record not decided yet, of one group of the page or of all.

    Returns (draft, hindrances): records that lack something stay to be decided.
    """
    draft = _under_review(draft, by, seen)
    items = items_of(draft)
    wanted = [one for one in items if one.decision == "pending" and group in ("", reviewing.group(one))]
    missing: list[Hindrance] = []
    if decision == Item.Decision.ACCEPTED:
        missing = [one for item in wanted for one in _accepted_if_complete(items, item, by)]
    else:
        _settle(wanted, Item.Decision(decision))
        _settle(reviewing.given_up_together(items, {one.key for one in wanted}), Item.Decision.PENDING)
    save_record(draft, [])
    record(by, "intake.decide", draft, after={"group": group or "all", "decision": decision})
    return draft, list(dict.fromkeys(missing))


def _accepted_if_complete(items: list[Item], item: Item, by) -> list[Hindrance]:
    # Accepting all overrules nobody: what needs a rejected record waits for a word of its own.
    if any(one.decision == "rejected" for one in reviewing.accepted_together(items, {item.key})):
        return []
    try:
        _accept(items, item.key, by)
    except Undecidable as error:
        return error.hindrances
    return []


def _accept(items: list[Item], key: str, by) -> None:
    together = reviewing.accepted_together(items, {key})
    if missing := reviewing.hindrances(by, together):
        raise Undecidable(missing)
    _settle(together, Item.Decision.ACCEPTED)


def _settle(items: Iterable[Item], decision: str) -> None:
    for item in items:
        if item.decision != decision and item.record_id is None:
            item.decision = decision
            item.save(update_fields=["decision"])


@action
def correct(draft: Draft, key: str, field: str, typed: str, *, by, seen: int, today: date) -> Draft:
    """Put a person's value over the one that was read, which is kept; the read value again takes the correction back.

    Raises StaleWrite, NotAllowed, DraftClosed, KeyError for no such field, or WrongValue.
    """
    draft = _under_review(draft, by, seen)
    item = _item(items_of(draft), key)
    value = fields.cleaned(fields.field_of(item.record, field), typed, today)
    before = as_they_stand(item.values, item.edits).get(field)
    if as_text(value) == as_text(before):
        return draft
    edits = {name: kept for name, kept in item.edits.items() if name != field}
    read = as_read(item.values).get(field)
    item.edits = edits if as_text(value) == as_text(read) else {**edits, field: value}
    if field in ("name", "aliases", "credit_code"):
        look_up(item)
    _back_if_incomplete(item, by)
    item.save(update_fields=["edits", "choices", "match_type", "match_id", "decision"])
    save_record(draft, [])
    told = {"record": _told(item), "field": field}
    was, is_now = (_told(item, as_text(one)) for one in (before, value))
    record(by, "intake.correct", draft, before={**told, "value": was}, after={**told, "value": is_now})
    return draft


def _told(item: Item, words: str | None = None) -> Told:
    """What an entry says of a proposed record, its name or other words; read as long as the document's key lives."""
    return Told(item.sealing_id, "item.values", reviewing.name_of(item) if words is None else words)


def _back_if_incomplete(item: Item, by) -> None:
    if item.decision == Item.Decision.ACCEPTED and reviewing.hindrances(by, [item]):
        item.decision = Item.Decision.PENDING


@action
def choose_match(draft: Draft, key: str, enterprise_id: int | None, *, by, seen: int) -> Draft:
    """Say which enterprise in the books a proposed one is; None: none of them, it is new.

    Raises StaleWrite, NotAllowed, DraftClosed, or KeyError for one that was not offered.
    """
    draft = _under_review(draft, by, seen)
    item = _item(items_of(draft), key)
    if enterprise_id is not None and enterprise_id not in {
        one["id"] for one in item.choices.get("match", ())
    }:
        raise KeyError(enterprise_id)
    set_match(item, enterprise_id)
    item.save(update_fields=["match_type", "match_id"])
    save_record(draft, [])
    told = {"record": _told(item), "known": enterprise_id}
    record(by, "intake.match", draft, after=told)
    return draft


@action
def write(draft: Draft, *, by, seen: int, today: date) -> Draft:
    """Write everything accepted, each value linked to its span: all of it or nothing.

    Raises StaleWrite (somebody else wrote or changed it first), NotAllowed, DraftClosed.
    """
    draft = _under_review(draft, by, seen)
    items = items_of(draft)
    writing = Writing(draft, by, today, items)
    fresh = [item for item in writing_order(items) if item.decision == "accepted" and item.record_id is None]
    for item in fresh:
        made, item.is_new = write_item(item, writing)
        item.record_type, item.record_id = made._meta.label_lower, made.pk
        item.save(update_fields=["record_type", "record_id", "is_new"])
    draft.status = Draft.Status.ACCEPTED
    save_record(draft, ["status"])
    told = {"written": sum(item.is_new for item in fresh), "known": sum(not item.is_new for item in fresh)}
    record(by, "intake.write", draft, after=told)
    seams.tell_decided(draft, by)
    return draft


@action
def discard(draft: Draft, *, by, seen: int) -> Draft:
    """Put the draft away; its document and decisions stay. One of which something stands in the books is written."""
    draft = _under_review(draft, by, seen)
    written = any(item.record_id is not None for item in items_of(draft))
    status = Draft.Status.ACCEPTED if written else Draft.Status.DISCARDED
    draft = _moved(draft, status, "intake.discard", by)
    seams.tell_decided(draft, by)
    return draft


@action
def reopen(draft: Draft, *, by, seen: int) -> Draft:
    """Take a discarded draft up again, or a written one whose other records are wanted after all."""
    draft = lock(draft, seen=seen)
    require(by, "intake.review", draft)
    if draft.is_read:
        return _moved(draft, Draft.Status.OPEN, "intake.reopen", by)
    enqueue("intake.read", by=by, draft=draft.pk)
    return _moved(draft, Draft.Status.READING, "intake.reopen", by)


def _moved(draft: Draft, status: str, said: str, by) -> Draft:
    before, draft.status = draft.status, status
    save_record(draft, ["status"])
    record(by, said, draft, before={"status": before}, after={"status": status})
    return draft
