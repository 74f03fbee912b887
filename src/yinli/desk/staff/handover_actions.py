"""Handing over all that is somebody's, and then moving or closing their account, in one transaction."""

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import NotAllowed, require
from yinli.base.history.actions import action, pass_on, record
from yinli.base.notices.actions import post
from yinli.desk.staff.actions import close_account, edit_account
from yinli.desk.staff.queries import successors as those_who_may
from yinli.desk.staff.queries import work_of
from yinli.desk.staff.rules import can_take


@action
def hand_over(person: User, successors: dict[str, User], *, by) -> int:
    """Give `person`'s open work to others, `successors` by kind; returns how many records changed hands.

    A kind not named stays. Raises NotAllowed for a successor who may not take it.
    """
    require(by, "user.hand_over", person)
    allowed = {one.pk for one in those_who_may(by, person)}
    given: dict[str, str] = {}
    received: dict[User, dict[str, int]] = {}
    for duty, count in work_of(person):
        to = successors.get(duty.key)
        if not count or to is None:
            continue
        fits = can_take(duty.roles, to.role, same_unit=to.unit_id == person.unit_id)
        if to.pk not in allowed or not fits:
            raise NotAllowed(by, "user.hand_over", to)
        number = pass_on(duty.of(person), duty.field, person, to, by=by)
        given[str(duty.title)] = f"{number} → {to}"
        received.setdefault(to, {})[duty.key] = number
    entry = record(by, "user.hand_over", person, after=given)
    for to, numbers in received.items():
        # Work that one takes over oneself is no news.
        if to.pk != by.pk:
            key = f"user.hand_over.{entry.pk}"
            post(to, "work.received", to, key, by=by, cause=entry, whose=person.name, **numbers)
    return sum(number for numbers in received.values() for number in numbers.values())


@action
def leave(person: User, successors: dict[str, User], *, by) -> User:
    """Hand over, then close the account: all of it or nothing. Raises WorkLeft, NotAllowed."""
    hand_over(person, successors, by=by)
    return close_account(person, by=by)


@action
def move(person: User, successors: dict[str, User], *, by, role: str, unit: Unit) -> User:
    """Hand over, then give the person another seat: all of it or nothing. Raises WorkLeft, NotAllowed."""
    hand_over(person, successors, by=by)
    return edit_account(person, by=by, role=role, unit=unit, on_duty=False)
