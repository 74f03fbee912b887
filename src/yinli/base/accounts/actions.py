"""The only writes of units and people."""

from django.db import transaction

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import require


@transaction.atomic
def add_unit(name: str, kind: str, parent: Unit | None = None, *, by, name_en: str = "") -> Unit:
    """A unit below `parent` (none: the district itself)."""
    require(by, "unit.manage")
    unit = Unit.objects.create(name=name, kind=kind, parent=parent, name_en=name_en)
    # Padded, so that text sorts as numbers do: units stand in the order in which they were set up.
    unit.path = f"{parent.path if parent else ''}{unit.pk:06d}."
    unit.save(update_fields=["path"])
    return unit


@transaction.atomic
def add_user(
    username: str, name: str, *, by, role: str, unit: Unit | None, password: str | None = None
) -> User:
    """A person who may log in; without a password nobody can until one is set."""
    require(by, "user.manage")
    user = User(username=username, name=name, role=role, unit=unit, email=f"{username}@example.org")
    user.set_password(password)
    user.save()
    return user
