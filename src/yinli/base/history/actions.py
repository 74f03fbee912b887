"""The frame of every write: one transaction, the right row locked, one entry left behind."""

import functools
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

import pghistory
from django.db import transaction
from django.db.models import Model
from pghistory import runtime

from yinli.base.accounts import security_log
from yinli.base.history.models import Entry, Record
from yinli.base.history.queries import entries_for

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


def action(function):
    """Decorator of every verb: `by` is required, all of it is one transaction with one audit context."""

    @functools.wraps(function)
    def run(*args, by, **kwargs):
        with transaction.atomic(), pghistory.context(by=getattr(by, "pk", None), action=function.__name__):
            return function(*args, by=by, **kwargs)

    return run


def lock(obj: RecordT, *, seen: int | None = None) -> RecordT:
    """`obj` read again under a row lock, ready to change; bump with `save_record`.

    `seen` is the version the writer was looking at; raises StaleWrite when it is no longer the row's.
    """
    fresh = type(obj)._base_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    if seen is not None and fresh.version != seen:
        raise StaleWrite(fresh, seen, list(entries_for(fresh)[:3]))
    return fresh


def save_record(obj: Record, fields: list[str]) -> None:
    """Save `fields` of a locked record and raise its version."""
    obj.version += 1
    obj.save(update_fields=[*fields, "version"])


def record(by, action: str, obj: Model, *, before=None, after=None, note: str = "", on=None) -> Entry:
    """Write the business entry of what `by` just did to `obj`.

    `before` and `after` are dicts of plain values; `on` is the day it is about, when not today.
    """
    entry = Entry.objects.create(
        by_id=by.pk,
        by_name=str(by)[:60],
        action=action,
        record_type=obj._meta.label_lower,
        record_id=obj.pk,
        record_label=str(obj)[:200],
        before=plain(before or {}),
        after=plain(after or {}),
        note=note,
        happened_on=on,
        context_id=_context_id(),
    )
    if action.startswith(OF_ACCOUNTS):
        told = partial(security_log.note, action, who=by, record=obj.pk)
        transaction.on_commit(told)
    return entry


def _context_id():
    current = getattr(runtime._tracker, "value", None)
    return current.id if current else None


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
    """`value` as JSON keeps it: Decimal and dates as text, rows as their words."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(inner) for inner in value]
    if isinstance(value, (Decimal, date, datetime)):
        return str(value)
    return str(value) if isinstance(value, Model) else value
