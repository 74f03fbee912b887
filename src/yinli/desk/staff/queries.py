"""Reads of people and units for those who manage them."""

from django.db.models import Count, QuerySet

from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import viewing_as
from yinli.domain.projects.queries import projects


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


@viewing_as(SYSTEM)
def active_projects_of(user: User) -> int:
    """How many active projects are the person's, whoever asks: an administrator sees none of them."""
    return projects(SYSTEM).filter(officer=user, status="active").count()
