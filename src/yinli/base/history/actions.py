"""The frame of every write: one transaction, the right row locked, one entry left behind."""

import functools
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

import pghistory
from django.db import transaction
from django.db.models import Model
from pghistory import runtime

from yinli.base.accounts import security_log
from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.open_accounts import hold
from yinli.base.accounts.permissions import NotAllowed, action_prefix
from yinli.base.accounts.viewer import viewer, viewing_as
from yinli.base.history.many import insert_rows
from yinli.base.history.models import Entry, Record
from yinli.base.history.queries import entries_since
from yinli.core.personal_numbers import find, without_numbers

RecordT = TypeVar("RecordT", bound=Record)
# Changes of accounts and units stand in the security log too, once they are kept.
OF_ACCOUNTS = ("user.", "unit.")


class StaleWrite(Exception):
    """Somebody else changed the record since the writer looked; `entries` say who, when and what."""

    def __init__(self, obj: Model, seen: int, entries: list[Entry]):
        self.obj, self.seen, self.entries = obj, seen, entries
        last = entries[0] if entries else None
        who = f" by {last.by_name} ({last.action})" if last else ""
        super().__init__(f"{obj} was changed{who} since version {seen}")


class PersonalNumberInText(ValueError):
    """A phone or identity number, a card or an e-mail address in a free text, where it would lie in clear.

    `field` is where; the message does not repeat the number.
    """

    def __init__(self, field: str, kind: str):
        self.field, self.kind = field, kind
        super().__init__(f"{field} holds a personal number ({kind}): it belongs to a person of the books")


# Arguments that are for such numbers; their columns are encrypted, or those of staff accounts.
ABOUT_PEOPLE = frozenset({"phone", "email", "username", "password", "credit_code", "reason", "words"})


def refuse_numbers(values: dict[str, Any]) -> None:
    """Raise PersonalNumberInText where a text among `values` holds one."""
    for name, value in values.items():
        for found in find(value) if isinstance(value, str) else ():
            raise PersonalNumberInText(name, found.kind)


def action(function):
    """Decorator of every verb: `by` is required, all of it is one transaction with one audit context, and no
    text named in the call holds a number that leads to a person (PersonalNumberInText)."""

    name = function.__name__

    @functools.wraps(function)
    def run(*args, by, **kwargs):
        refuse_numbers({key: value for key, value in kwargs.items() if key not in ABOUT_PEOPLE})
        with viewing_as(by), transaction.atomic(), pghistory.context(by=getattr(by, "pk", None), action=name):
            return function(*args, by=by, **kwargs)

    return run


def in_action() -> bool:
    """Whether an action is running: one transaction, which takes back with its cause whatever it brought about."""
    return bool(getattr(runtime._tracker, "value", None)) and transaction.get_connection().in_atomic_block


def lock(obj: RecordT, *, seen: int | None = None) -> RecordT:
    """`obj` read again under a row lock, ready to change; bump with `save_record`.

    `seen` is the version the writer was looking at; raises StaleWrite when it is no longer the row's, and
    NotAllowed when the row stands behind a wall for whoever acts.
    """
    fresh = type(obj)._base_manager.select_for_update(of=("self",)).filter(pk=obj.pk).first()
    if fresh is None:
        raise NotAllowed(viewer(), f"{action_prefix(type(obj))}.view", obj)
    if seen is not None and fresh.version != seen:
        raise StaleWrite(fresh, seen, entries_since(fresh, seen))
    return fresh


def save_record(obj: Record, fields: list[str]) -> None:
    """Save `fields` of a locked record and raise its version."""
    obj.version += 1
    # A change may take the record out of the sight of who makes it: to name others on it, to hand it over.
    with viewing_as(SYSTEM):
        obj.save(update_fields=[*fields, "version"])


def record(by, action: str, obj: Model, *, before=None, after=None, note: str = "", on=None) -> Entry:
    """Write the business entry of what `by` just did to `obj`.

    `before` and `after` are dicts of plain values; `on` is the day it is about, when not today.
    """
    entry = _entry(by, action, obj, {"before": before, "after": after, "note": note, "on": on})
    # What was done is written down even where it took the record out of sight.
    with viewing_as(SYSTEM):
        entry.save(force_insert=True)
    if action.startswith(OF_ACCOUNTS):
        told = partial(security_log.note, action, who=by, record=obj.pk)
        transaction.on_commit(told)
    return entry


def record_many(by, action: str, done: Iterable[tuple[Model, dict[str, Any]]]) -> None:
    """The entries of one action done to many records, each (record, {before, after, note, on}); none of accounts."""
    entries = [_entry(by, action, obj, told) for obj, told in done]
    with viewing_as(SYSTEM):
        insert_rows(entries)


def _entry(by, action: str, obj: Model, told: dict[str, Any]) -> Entry:
    return Entry(
        by_id=by.pk,
        by_name=str(by)[:60],
        action=action,
        record_type=obj._meta.label_lower,
        record_id=obj.pk,
        record_label=label_of(obj),
        before=plain(told.get("before") or {}),
        after=plain(told.get("after") or {}),
        note=without_numbers(told.get("note") or ""),
        happened_on=told.get("on"),
        context_id=_context_id(),
    )


def label_of(obj: Model) -> str:
    """What an entry calls its record; of a person only what dies with them (see `plain`)."""
    called = getattr(obj, "called_in_history", None)
    return str(obj)[:200] if called is None else plain(called)[:200]


def _context_id():
    current = getattr(runtime._tracker, "value", None)
    return current.id if current else None


@viewing_as(SYSTEM)
def pass_on(rows, field: str, person, to, *, by) -> int:
    """Give `rows` that are `person`'s by `field` (a key to a person, or many) to `to`, each with its entry.

    Whoever calls has asked whether `by` may: an administrator hands over what they never see. Returns how many;
    raises AccountClosed.
    """
    found = list(rows.select_for_update(of=("self",)))
    to = hold(to)
    for row in found:
        if row._meta.get_field(field).many_to_many:
            getattr(row, field).remove(person)
            getattr(row, field).add(to)
            save_record(row, [])
        else:
            setattr(row, field, to)
            save_record(row, [field])
        noun = action_prefix(type(row))
        record(by, f"{noun}.hand_over", row, before={field: person}, after={field: to})
    return len(found)


def changes(obj: Model, values: dict[str, Any]) -> tuple[dict, dict]:
    """Set `values` on `obj`; returns (before, after) of the fields that really changed."""
    before, after = {}, {}
    for name, value in values.items():
        old = getattr(obj, name)
        if old != value:
            before[name], after[name] = old, value
            setattr(obj, name, value)
    return before, after


def plain(value: Any) -> Any:
    """`value` as JSON keeps it: Decimal and dates as text, rows as their words, what is about a person as
    ciphertext (its own `kept_in_history`), and no phone number or the like that slipped into a text."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(inner) for inner in value]
    if isinstance(value, (Decimal, date, datetime)):
        return str(value)
    if hasattr(value, "kept_in_history"):
        return value.kept_in_history()
    if isinstance(value, Model):
        return label_of(value)
    return without_numbers(value) if isinstance(value, str) else value
