"""Reads of units and people."""

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import relations_for, visible


def units(viewer):
    """Units the viewer may see, in the order of the tree."""
    return visible(viewer, Unit.objects.filter(closed_on=None), "user.view").order_by("path")


def stands_for(unit_id: int) -> set[int]:
    """Keys of a unit and of all whose work it took over when they were dissolved, and of those before them."""
    found, latest = {unit_id}, {unit_id}
    while latest:
        latest = set(Unit.objects.filter(successor__in=latest).values_list("pk", flat=True)) - found
        found |= latest
    return found


def dissolved(name: str) -> Unit | None:
    """The unit that was called so and is no more, with its successor; None where none was."""
    return Unit.objects.filter(name=name.strip()).exclude(closed_on=None).select_related("successor").first()


def people(viewer):
    """Users who may log in, as far as the viewer may see them, with their units."""
    return visible(viewer, User.objects.filter(is_active=True), "user.view").select_related("unit")


def assignable(viewer):
    """Those to whom work can be given: active people of a unit, by unit and name."""
    roles = (User.Role.OFFICER, User.Role.FUND_OFFICER, User.Role.MANAGER, User.Role.BUREAU)
    return people(viewer).filter(role__in=roles).order_by("unit__path", "name")


def below(viewer, rows, action: str, path: str):
    """Those of `rows` (units by path "path", people by "unit__path") among whom `viewer` may do `action`."""
    relations = relations_for(viewer, action)
    if "all" in relations:
        return rows
    if not relations or viewer.unit_id is None:
        return rows.none()
    return rows.filter(**{f"{path}__startswith": viewer.unit.path})


def duty_officer(unit: Unit | None) -> User | None:
    """The officer on duty in `unit`, else anywhere: who takes a lead that nobody claims."""
    on_duty = User.objects.filter(is_active=True, on_duty=True).order_by("pk")
    return (unit and on_duty.filter(unit=unit).first()) or on_duty.first()


def answers_for(unit: Unit) -> list[User]:
    """Who is told what a unit is handed: its managers and those on duty, else everybody in it."""
    people = list(User.objects.filter(is_active=True, unit=unit).select_related("unit").order_by("pk"))
    first = [person for person in people if person.on_duty or person.role == User.Role.MANAGER]
    return first or people
