"""The only writes of people and units that pages make, each with its entry of history."""

from copy import copy

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from yinli.base.accounts import actions as accounts
from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import NotAllowed, require
from yinli.base.history.actions import action, changes, record
from yinli.desk.staff.queries import work_of
from yinli.desk.staff.rules import must_go, work_left

EDITABLE = ("name", "role", "unit", "on_duty")


class WorkLeft(ValueError):
    """Somebody still has open work, which must be handed over first; `left` says how much of each kind."""

    def __init__(self, user: User, left: dict[str, int]):
        self.user, self.left = user, left
        super().__init__(f"{user} still has open work: {left}")


@action
def open_account(
    username: str, name: str, *, by, role: str, unit: Unit | None, password: str | None = None
) -> User:
    """An account for a person; without a password they are invited to set one."""
    user = accounts.add_user(username, name, by=by, role=role, unit=unit, password=password)
    record(by, "user.create", user, after={"username": username, "role": role, "unit": unit})
    return user


@action
def edit_account(user: User, *, by, **values) -> User:
    """Change name, role, unit or duty of a person; raises WorkLeft where a new seat would leave work behind."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(by, "user.manage", user)
    as_they_stand = copy(user)
    before, after = changes(user, {key: values[key] for key in EDITABLE if key in values})
    if by.pk == user.pk and {"unit", "role"} & set(after):
        # An administrator sees no business: nobody gives themselves another seat.
        raise NotAllowed(by, "user.manage", user)
    left = {
        duty.key: count
        for duty, count in work_of(user)
        if count and must_go(duty.roles, user.role, moves="unit" in after)
    }
    if {"unit", "role"} & set(after) and work_left(left):
        raise WorkLeft(as_they_stand, left)
    if after:
        user.save(update_fields=list(after))
        record(by, "user.edit", user, before=before, after=after)
    return user


@action
def close_account(user: User, *, by) -> User:
    """End a person's access and all their sessions; raises WorkLeft while anything open is still theirs."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(by, "user.manage", user)
    left = {duty.key: count for duty, count in work_of(user) if count}
    if work_left(left):
        raise WorkLeft(user, left)
    user.is_active = user.on_duty = False
    user.save(update_fields=["is_active", "on_duty"])
    end_sessions(user, by=by)
    record(by, "user.close", user)
    return user


@action
def end_sessions(user: User, *, by) -> int:
    """End every session of a person at once; returns how many. `by` is whoever may manage or is that person."""
    if by.pk != user.pk:
        require(by, "user.manage", user)
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


@action
def reopen_account(user: User, *, by) -> User:
    """Let a person in again."""
    require(by, "user.manage", user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by, "user.reopen", user)
    return user


@action
def set_up_unit(name: str, kind: str, parent: Unit | None, *, by, name_en: str = "") -> Unit:
    """A unit of the tree."""
    unit = accounts.add_unit(name, kind, parent, by=by, name_en=name_en)
    record(by, "unit.create", unit, after={"name": name, "kind": kind, "parent": parent})
    return unit
