"""Values as a return keeps them, and as the books take them back."""

from datetime import date
from decimal import Decimal
from typing import Any

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.open_accounts import AccountClosed
from yinli.base.accounts.permissions import NotAllowed
from yinli.domain.projects.actions import check_hand_over

NOT_GIVEN = object()


def kept(value: Any) -> Any:
    """A value as JSON keeps it: people and units by their keys, days and amounts as texts."""
    if isinstance(value, (User, Unit)):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def given_back(field: str, value: Any, by) -> Any:
    """A kept value as the books hold it; NOT_GIVEN where it can be given to nobody any more."""
    if value is None:
        return None
    if field.endswith("_yuan"):
        return Decimal(value)
    if field.endswith("_on"):
        return date.fromisoformat(value)
    return _whose(field, value, by) if field in ("officer", "lead_unit") else value


def _whose(field: str, key: int, by) -> Any:
    found = (User if field == "officer" else Unit).objects.get(pk=key)
    try:
        check_hand_over(by, {field: found})
    except (AccountClosed, NotAllowed):
        return NOT_GIVEN
    return found
