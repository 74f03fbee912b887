"""The only writes of notices: post in the transaction of their cause, read."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from yinli.base.accounts.models import SYSTEM, User
from yinli.base.accounts.permissions import action_prefix, may
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, in_action
from yinli.base.history.models import Entry
from yinli.base.notices.models import Notice
from yinli.base.notices.wording import kind_of


class NoCause(RuntimeError):
    """A notice was posted outside an action: nothing would take it back with its cause."""


def post(
    to: User | Iterable[User | None],
    kind: str,
    record: Model,
    key: str,
    *,
    by,
    cause: Entry | None = None,
    **values: str | int,
) -> None:
    """Tell `to` (one person or several) that `kind` happened to `record`, in the transaction of the action
    that runs: rolled back with it. The same `key` reaches a person once. `values` stand in the kind's words.

    Who may not see the record is told nothing, and nobody is told what they did themselves; but of their
    own account (`record` is the person) everybody is told everything. Raises NoCause outside an action,
    KeyError for a kind without words.
    """
    kind_of(kind)
    if not in_action():
        raise NoCause(f"{kind} was posted outside an action")
    people = [to] if isinstance(to, User) else [person for person in to if person is not None]
    rows = [
        Notice(
            to=person,
            kind=kind,
            values=values,
            record_type=record._meta.label_lower,
            record_id=record.pk,
            cause=cause,
            key=key,
        )
        for person in dict.fromkeys(people)
        if _is_told(person, record, by)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


@viewing_as(SYSTEM)
def _is_told(person: User, record: Model, by) -> bool:
    if not person.is_active:
        return False
    if record == person:
        return True
    return person.pk != by.pk and may(person, f"{action_prefix(type(record))}.view", record)


@action
def mark_read(keys: Iterable[int], *, by, at: datetime) -> int:
    """Put away notices of `by`, by their ids; others' stay as they are. Returns how many were unread."""
    return Notice.objects.filter(to_id=by.pk, pk__in=list(keys), read_at=None).update(read_at=at)


@action
def mark_all_read(*, by, at: datetime) -> int:
    """Put away all of them that came before `at`: none that the page did not show yet."""
    return Notice.objects.filter(to_id=by.pk, read_at=None, created_at__lte=at).update(read_at=at)
