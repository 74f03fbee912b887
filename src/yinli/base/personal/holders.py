"""Which records hold something of a person: each app registers its own, base.personal knows none by name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.viewer import viewing_as
from yinli.base.personal.fields import PersonalField
from yinli.base.personal.models import Subject


@dataclass(frozen=True)
class Holder:
    """One kind of record about people. Its model has a `subject` and PersonalFields.

    `page(row)` is the address of the record; `stays(row)` says in words what remains after an erasure;
    `forget(row, by=…)` clears what is not encrypted but would know the person again (digests, marks).
    `part_of(row)` is the record in whose history its entries stand, where it has none of its own.
    `is_person` is false for what stands in a document: it is looked at, has no person's page, and goes with it.
    """

    model: type[Model]
    page: Callable[[Model], str]
    stays: Callable[[Model], list[str]]
    forget: Callable[..., None] | None = None
    part_of: Callable[[Model], Model] | None = None
    is_person: bool = True

    @property
    def fields(self) -> list[PersonalField]:
        """Its columns about the person."""
        return [field for field in self.model._meta.get_fields() if isinstance(field, PersonalField)]

    @property
    def key(self) -> str:
        """How addresses name it: `enterprises.contact`."""
        return self.model._meta.label_lower


_holders: dict[str, Holder] = {}
_forgetting: list[Callable[..., set[int]]] = []
_giving_back: list[Callable[[list[int]], None]] = []


def register_holder(holder: Holder) -> None:
    """Make a kind of record known; called from `AppConfig.ready()`."""
    _holders[holder.key] = holder


def register_forgetting(forget: Callable[..., set[int]]) -> None:
    """Add what else has to go with a person: `forget(subject, by=…)` clears it and returns the subjects (documents)
    whose keys must be destroyed with the person's. Called before the person's marks are cleared."""
    if forget not in _forgetting:
        _forgetting.append(forget)


def forget_elsewhere(subject: Subject, by) -> set[int]:
    """Run all that was registered; returns the subjects that go with the person."""
    return {gone for forget in _forgetting for gone in forget(subject, by=by)}


def register_giving_back(give_back: Callable[[list[int]], None]) -> None:
    """Add what is kept under the key of a person whom somebody only wrote down by mistake, and belongs to others:
    `give_back(subject_ids)` puts it under their keys before the mistaken one is destroyed."""
    if give_back not in _giving_back:
        _giving_back.append(give_back)


def give_back_elsewhere(subject_ids: list[int]) -> None:
    """Run all that was registered."""
    for give_back in _giving_back:
        give_back(subject_ids)


def holder_named(key: str) -> Holder | None:
    """The holder that addresses name so."""
    return _holders.get(key)


@viewing_as(SYSTEM)
def rows_of(subject: Subject) -> list[tuple[Holder, Model]]:
    """Every record of a person, whoever looks."""
    return [
        (holder, row)
        for holder in _holders.values()
        if holder.is_person
        for row in holder.model._base_manager.filter(subject=subject).order_by("pk")
    ]


def people_holders() -> list[Holder]:
    """Every kind of record of a person."""
    return [holder for holder in _holders.values() if holder.is_person]


@viewing_as(SYSTEM)
def held_among(subject_ids: list[int]) -> list[int]:
    """Those of these people of whom there is a record, whoever looks."""
    return [
        pk
        for holder in people_holders()
        for pk in holder.model._base_manager.filter(subject__in=subject_ids).values_list("subject", flat=True)
    ]
