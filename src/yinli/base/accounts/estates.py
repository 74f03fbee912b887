"""What of the books is a unit's: each app names in duties.py what goes over when a unit is dissolved, what must be ended
first, and what stays with it as history, so that nothing is forgotten (tests/architecture walks every key to a unit)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Estate:
    """One kind of a unit's own: the rows of `model` whose `field` is the unit, narrowed by `still_open`. `title` is a lazy
    text. `must_end`: it cannot go over (a contract, say); somebody ends it first."""

    key: str
    title: Any
    model: type[Model]
    field: str
    still_open: Callable[[QuerySet], QuerySet] = lambda rows: rows
    must_end: bool = False

    def of(self, unit) -> QuerySet:
        """The rows that are the unit's, whoever asks."""
        rows = self.still_open(self.model._base_manager.filter(**{self.field: unit.pk}))
        return rows.order_by("pk")


_estates: dict[str, Estate] = {}
_history: dict[str, str] = {}


def register_estate(estate: Estate) -> Estate:
    """Make `estate` part of what goes over, or must be ended, when a unit is dissolved."""
    _estates[estate.key] = estate
    return estate


def stays_with_unit(field: str, reason: str) -> None:
    """Say why a key to a unit ("agreements.agreement.home_unit") stays as it is when the unit is dissolved."""
    _history[field] = reason


def estates() -> list[Estate]:
    """Everything that is a unit's, in the order of registration."""
    return list(_estates.values())


def stay_with_unit() -> dict[str, str]:
    """Key → why it stays."""
    return dict(_history)
