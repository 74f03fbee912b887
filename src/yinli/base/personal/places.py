"""Where a name still stands in clear: what somebody typed, which erasing a person does not reach.

Said before an erasure, so that somebody edits these places first. Entries of history cannot be edited; they are
counted. base.personal knows no record by name: the desk registers what is searched, and how it is called.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, Model, Q, TextField
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.models import Entry
from yinli.base.personal.fields import PersonalField
from yinli.base.personal.sealed import SealedJSON, SealedText

MOST = 50


@dataclass(frozen=True)
class Searched:
    """One kind of record: its `noun`, its `page` ("trips:detail"), and the field that leads to the record it is part of."""

    model: str
    noun: Any
    page: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Place:
    """One record that names the person: what it is, how it is called, where it is edited ("" where it has no page)."""

    noun: str
    name: str
    href: str


@dataclass(frozen=True)
class Standing:
    """All places of a person: those the viewer may open, how many more there are, and how many entries of history."""

    places: tuple[Place, ...]
    closed: int
    entries: int

    def __bool__(self) -> bool:
        return bool(self.places or self.closed or self.entries)


_searched: dict[str, Searched] = {}
_more: list[Callable[[Any, set[str], Any], Iterable[Model]]] = []


def register_searched(*kinds: Searched) -> None:
    """Make records known in which a name is looked for."""
    _searched.update({kind.model: kind for kind in kinds})


def register_unreached(find: Callable[[Any, set[str], Any], Iterable[Model]]) -> None:
    """Add records whose words SQL cannot search: `find(subject, names, viewer)` yields rows of a searched model."""
    if find not in _more:
        _more.append(find)


def noun_of(table: str) -> str:
    """What people call a row of this table; "" for one they do not know."""
    named = (kind for kind in _searched.values() if apps.get_model(kind.model)._meta.db_table == table)
    return next((str(kind.noun) for kind in named), "")


def standing(viewer, subject, names: set[str]) -> Standing:
    """Where these names stand in clear."""
    names = {name for name in names if len(name) > 1}
    if not names:
        return Standing((), 0, 0)
    with viewing_as(SYSTEM):
        rows = [(kind, row) for kind in _searched.values() for row in _rows(kind, names)]
        rows += [
            (_searched[row._meta.label_lower], row) for find in _more for row in find(subject, names, viewer)
        ]
        entries = _holding(Entry._base_manager.all(), Entry, names).count()
    owners = [(kind, _owner(kind, row)) for kind, row in rows]
    seen = [_place(kind, row) for kind, row in owners if _may_see(viewer, row)]
    return Standing(tuple(dict.fromkeys(seen))[:MOST], len(owners) - len(seen), entries)


def _rows(kind: Searched, names: set[str]) -> list[Model]:
    model = apps.get_model(kind.model)
    return list(_holding(model._base_manager.all(), model, names).order_by("pk")[:MOST])


def _holding(rows, model: type[Model], names: set[str]):
    """Rows in one of whose plain texts one of the names stands."""
    told = {
        f"told_{field.attname}": Cast(field.attname, TextField())
        for field in model._meta.concrete_fields
        if isinstance(field, (CharField, TextField, JSONField))
        and not isinstance(field, (PersonalField, SealedText, SealedJSON))
    }
    if not told:
        return rows.none()
    asked = (Q(**{f"{column}__contains": name}) for column in told for name in names)
    return rows.alias(**told).filter(reduce(or_, asked))


def _owner(kind: Searched, row: Model) -> Any:
    return getattr(row, kind.owner) if kind.owner else row


def _may_see(viewer, row: Model) -> bool:
    return visible(viewer, type(row)).filter(pk=row.pk).exists()


def _place(kind: Searched, row: Any) -> Place:
    try:
        href = reverse(kind.page, args=[getattr(row, "number", row.pk)]) if kind.page else ""
    except NoReverseMatch:
        href = ""
    number = getattr(row, "number", "")
    return Place(str(kind.noun), f"{number} {row}".strip(), href)
