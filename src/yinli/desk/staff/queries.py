"""Reads of people and units for those who manage them."""

from django.db.models import Case, Count, Q, QuerySet, When

from yinli.base.accounts.duties import Duty, duties
from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.queries import below


def everybody(viewer) -> QuerySet[User]:
    """Every account, closed ones too."""
    return visible(viewer, User, "user.manage").select_related("unit").order_by("unit__path", "name", "pk")


def tree(viewer) -> list[Unit]:
    """Every open unit in the order of the tree, with how many people work there."""
    rows = visible(viewer, Unit.objects.filter(closed_on=None), "unit.manage").order_by("path")
    members = dict(User.objects.filter(is_active=True).values_list("unit").annotate(Count("pk")).order_by())
    found = list(rows)
    for unit in found:
        unit.people = members.get(unit.pk, 0)
    return found


def work_of(user: User) -> list[tuple[Duty, int]]:
    """Every kind of open work and how much of it is the person's, whoever asks: numbers, never rows."""
    return [(duty, duty.of(user).count()) for duty in duties()]


def those_to_hand_over(viewer) -> QuerySet[User]:
    """People whose work the viewer may give to others, by unit and name."""
    rows = visible(viewer, User.objects.filter(is_active=True), "user.hand_over")
    return rows.select_related("unit").order_by("unit__path", "name", "pk")


def successors(viewer, person: User, duty: Duty) -> QuerySet[User]:
    """To whom the viewer may give this kind of work of `person`; an agent's work stays with the agency.

    The unit's manager first, then those of the unit, then all others.
    """
    rows = User.objects.filter(is_active=True, role__in=duty.roles).exclude(pk=person.pk)
    rows = rows.filter(~Q(role="agent") | Q(unit=person.unit_id))
    rows = below(viewer, rows, "user.hand_over", "unit__path").select_related("unit")
    near = Case(
        When(unit=person.unit_id, role=User.Role.MANAGER, then=0),
        When(unit=person.unit_id, then=1),
        default=2,
    )
    return rows.order_by(near, "unit__path", "name", "pk")
