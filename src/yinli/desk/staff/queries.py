"""Reads of people and units for those who manage them."""

from django.db.models import Case, Count, F, Func, IntegerField, QuerySet, Subquery, When

from yinli.base.accounts.duties import Duty, duties
from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.permissions import may, visible
from yinli.base.accounts.queries import below
from yinli.base.accounts.viewer import viewing_as
from yinli.base.login.doors.configured import doors
from yinli.base.login.doors.door import Door
from yinli.base.login.queries import identities_of


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


def gone(viewer) -> QuerySet[Unit]:
    """Units that were dissolved, the latest first, each with who took its work over."""
    rows = visible(viewer, Unit.objects.exclude(closed_on=None), "unit.manage").select_related("successor")
    return rows.order_by("-closed_on", "-pk")


@viewing_as(SYSTEM)
def work_of(user: User) -> list[tuple[Duty, int]]:
    """Every kind of open work and how much of it is the person's, whoever asks: numbers, never rows.

    Counted in one query. A Func, since Django's own Count would group the rows.
    """
    counted = {
        duty.key: Subquery(
            duty.of(user).order_by().annotate(counted=Func(F("pk"), function="COUNT")).values("counted"),
            output_field=IntegerField(),
        )
        for duty in duties()
    }
    found = User.objects.filter(pk=user.pk).order_by().values(**counted).get()
    return [(duty, found[duty.key]) for duty in duties()]


def accounts_elsewhere(viewer, user: User) -> list[tuple[Door, str]]:
    """Each configured system whose accounts an administrator can type, and the person's there; "" for none."""
    if not may(viewer, "user.manage", user):
        return []
    known = identities_of(user)
    typed = [(key, door) for key, door in doors().items() if door.by_hand]
    return [(door, known[key].subject if key in known else "") for key, door in typed]


def those_to_hand_over(viewer) -> QuerySet[User]:
    """People whose work the viewer may give to others, by unit and name."""
    rows = visible(viewer, User.objects.filter(is_active=True), "user.hand_over")
    return rows.select_related("unit").order_by("unit__path", "name", "pk")


def successors(viewer, person: User) -> list[User]:
    """Everybody to whom the viewer may give work of `person`; which kind, `can_take` says.

    The unit's manager first, then those of the unit, then all others.
    """
    rows = User.objects.filter(is_active=True).exclude(pk=person.pk)
    rows = below(viewer, rows, "user.hand_over", "unit__path").select_related("unit")
    near = Case(
        When(unit=person.unit_id, role=User.Role.MANAGER, then=0),
        When(unit=person.unit_id, then=1),
        default=2,
    )
    return list(rows.order_by(near, "unit__path", "name", "pk"))
