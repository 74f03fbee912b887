"""Reads of people as subjects: who may see whom, what is held of them, who looked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from yinli.base.accounts.permissions import action_prefix, may, visible
from yinli.base.history.wording import field_label
from yinli.base.personal.actions import Erased
from yinli.base.personal.fields import Personal
from yinli.base.personal.holders import Holder, people_holders, rows_of
from yinli.base.personal.models import AccessLog, Subject
from yinli.core.personal_rules import personal_rules


@dataclass(frozen=True)
class Known:
    """One value held of a person; `secret` says that it is masked until somebody asks."""

    holder: Holder
    row: Model
    field: str
    label: str
    value: Personal

    @property
    def secret(self) -> bool:
        """Whether there is something to show on request."""
        return bool(self.value) and not self.value.look.shown and not self.value.is_erased


@dataclass(frozen=True)
class Person:
    """A subject with the records of them that the viewer may see; never without one."""

    subject: Subject
    rows: tuple[tuple[Holder, Model], ...]

    @property
    def name(self) -> str:
        """What the first record calls them."""
        names = [known.value for known in self.known if known.value.look.mask == "name"]
        return str(names[0]) if names else str(self.subject)

    @property
    def known(self) -> list[Known]:
        """Every value about them, in the order of the columns."""
        return [
            Known(holder, row, field.name, field_label(holder.key, field.name), getattr(row, field.name))
            for holder, row in self.rows
            for field in holder.fields
        ]

    def may(self, viewer: Any, act: str) -> bool:
        """Whether the viewer may do `act` (reveal, take_out, erase) to all of these records."""
        return all(may(viewer, f"{action_prefix(type(row))}.{act}", row) for _, row in self.rows)


def person(viewer: Any, pk: int) -> Person:
    """The person behind a subject; raises Http404 where the viewer may see no record of them."""
    rows = [
        (holder, row)
        for holder in people_holders()
        for row in visible(viewer, holder.model).filter(subject=pk).select_related("subject").order_by("pk")
    ]
    if not rows:
        raise Http404
    return Person(rows[0][1].subject, tuple(rows))  # type: ignore[attr-defined]


def holding_row(viewer: Any, holder: Holder, pk: int) -> Model:
    """A record about somebody that the viewer may see; raises Http404."""
    found = visible(viewer, holder.model).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def refuse_erased(subject: Subject) -> None:
    """Raise Erased for somebody of whom nothing can be shown or changed any more, before a form offers it."""
    if subject.erased_at is not None:
        raise Erased(str(subject))


def names_of(subject: Subject) -> set[str]:
    """What the person is called in their records; nothing once they are erased."""
    words = [
        getattr(row, field.attname)
        for holder, row in rows_of(subject)
        for field in holder.fields
        if field.look.mask == "name"
    ]
    return {value.reveal().strip() for value in words if value and not value.is_erased}


def owners_of(marks: set[int]) -> dict[int, int]:
    """Mark → whose number it is, of many marks at once; asked when a document is taken in, whoever brings it."""
    found: dict[int, int] = {}
    for pk, theirs in (
        Subject.objects.filter(marks__overlap=list(marks)).order_by("pk").values_list("pk", "marks")
    ):
        for mark in marks.intersection(theirs):
            found.setdefault(mark, pk)
    return found


def access_log(subject: Subject) -> QuerySet[AccessLog]:
    """Who looked at what of a person, newest first. Whoever sees the person sees who looked."""
    return AccessLog.objects.filter(subject=subject)


def looked_at_lately(viewer: Any, now: datetime) -> int:
    """How many values the viewer had shown in the last 24 hours."""
    since = now - timedelta(hours=24)
    return AccessLog.objects.filter(by=viewer.pk, act=AccessLog.Act.REVEALED, at__gte=since).count()


def past_retention(viewer: Any, today: date) -> list[Person]:
    """People whose data may not be kept any longer, of those the viewer may see; the longest overdue first."""
    over = Q(subject__keep_until__lt=today)
    for code, purpose in personal_rules().purposes.items():
        months = today.year * 12 + today.month - 1 - purpose.months
        since = date(months // 12, months % 12 + 1, min(today.day, 28))
        over |= Q(subject__keep_until=None, subject__purpose=code, subject__created_at__date__lt=since)
    found: dict[int, list[tuple[Holder, Any]]] = {}
    for holder in people_holders():
        rows = visible(viewer, holder.model).filter(over, subject__erased_at=None).select_related("subject")
        for row in rows.order_by("subject__created_at")[:200]:
            found.setdefault(row.subject_id, []).append((holder, row))
    people = [Person(rows[0][1].subject, tuple(rows)) for rows in found.values()]
    return sorted(people, key=lambda one: one.subject.created_at)
