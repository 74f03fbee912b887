"""The only writes of people and units that pages make, each with its entry of history."""

from yinli.base.accounts import actions as accounts
from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, changes, record
from yinli.desk.staff.rules import work_left

EDITABLE = ("name", "role", "unit", "on_duty")


class WorkLeft(ValueError):
    """Somebody still has open work, which must be handed over first; `projects` says how many."""

    def __init__(self, user: User, projects: int):
        self.user, self.projects = user, projects
        super().__init__(f"{user} still has {projects} active projects")


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
    """Change name, role, unit or duty of a person."""
    require(by, "user.manage", user)
    before, after = changes(user, {key: values[key] for key in EDITABLE if key in values})
    if after:
        user.save(update_fields=list(after))
        record(by, "user.edit", user, before=before, after=after)
    return user


@action
def close_account(user: User, *, by, active_projects: int) -> User:
    """End a person's access; raises WorkLeft while projects are still theirs: nobody leaves with work."""
    require(by, "user.manage", user)
    if work_left(active_projects):
        raise WorkLeft(user, active_projects)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(by, "user.close", user)
    return user


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
