"""What of the books is somebody's: each app names its own kinds in duties.py, so that none is forgotten
when a person moves or leaves (tests/architecture walks every key to a person)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

# Who moves things along; leaders and agents are named where a duty is theirs.
WORKERS = ("officer", "manager", "bureau", "fund_officer", "talent_officer")


@dataclass(frozen=True)
class Duty:
    """One kind of open work: the rows of `model` whose `field` is the person, narrowed by `still_open`.

    `field` is a foreign key or a many-to-many to a person. `roles` may take it over. `title` is a lazy text.
    `has_own_trigger` says that the app's own keeps it from closed accounts, and finer than open_accounts does.
    """

    key: str
    title: Any
    model: type[Model]
    field: str
    roles: tuple[str, ...] = WORKERS
    still_open: Callable[[QuerySet], QuerySet] = lambda rows: rows
    has_own_trigger: bool = False

    def of(self, person) -> QuerySet:
        """The rows that are `person`'s, whoever asks: who counts them sees none of them."""
        rows = self.still_open(self.model._base_manager.filter(**{self.field: person.pk}))
        return rows.order_by("pk")


_duties: dict[str, Duty] = {}
_history: dict[str, str] = {}


def register_duty(duty: Duty) -> Duty:
    """Make `duty` part of every hand-over."""
    _duties[duty.key] = duty
    return duty


def keep_as_history(field: str, reason: str) -> None:
    """Say why a key to a person ("projects.project.reported_by") stays as it is when the person leaves."""
    _history[field] = reason


def duties() -> list[Duty]:
    """Every kind of open work, in the order of registration."""
    return list(_duties.values())


def kept_as_history() -> dict[str, str]:
    """Key → why it stays."""
    return dict(_history)
