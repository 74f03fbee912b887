"""Whom the matrix asks: one person a role, and around each a colleague, somebody below and somebody elsewhere."""

from dataclasses import dataclass

from yinli.base.accounts.actions import add_unit, add_user
from yinli.base.accounts.models import SYSTEM, Unit, User

# Role → the unit it works in.
ROLES = {
    "leader": "district",
    "bureau": "bureau",
    "manager": "section",
    "officer": "section",
    "agent": "agency",
    "talent_officer": "bureau",
    "fund_officer": "bureau",
    "department": "department",
    "auditor": "bureau",
    "administrator": "bureau",
}
# Unit → its kind, the unit above it, and the role of whoever else works there.
UNITS = {
    "district": ("district", None, "leader"),
    "bureau": ("bureau", "district", "officer"),
    "station": ("station", "bureau", "officer"),
    "section": ("section", "district", "officer"),
    "park": ("section", "section", "officer"),
    "agency": ("agent", "bureau", "agent"),
    "branch": ("agent", "agency", "agent"),
    "department": ("department", "district", "department"),
    "office": ("department", "department", "department"),
    "elsewhere": ("section", "district", "officer"),
}
BELOW = {
    "district": "section",
    "bureau": "station",
    "section": "park",
    "agency": "branch",
    "department": "office",
}


@dataclass(frozen=True)
class Side:
    """Whose a row is: its owner, and the unit it belongs to."""

    owner: User
    unit: Unit


class People:
    """Every unit with somebody in it, and one person a role."""

    def __init__(self):
        self.units: dict[str, Unit] = {}
        self.others: dict[str, User] = {}
        for name, (kind, above, role) in UNITS.items():
            unit = add_unit(f"{name} unit", kind, self.units[above] if above else None, by=SYSTEM)
            self.units[name] = unit
            self.others[name] = add_user(f"{name}.other", f"{name} other", role=role, unit=unit, by=SYSTEM)
        User.objects.filter(pk=self.others["elsewhere"].pk).update(on_duty=True)
        self.of = {
            role: add_user(role, f"{role} asked", role=role, unit=self.units[unit], by=SYSTEM)
            for role, unit in ROLES.items()
        }

    def side(self, role: str, relation: str) -> Side:
        """Whose a row is that stands in `relation` to the person of `role`."""
        unit = ROLES[role]
        if relation == "own":
            return Side(self.of[role], self.units[unit])
        if relation in ("unit", "confidential"):
            return Side(self.others[unit], self.units[unit])
        if relation == "subtree":
            return Side(self.others[BELOW[unit]], self.units[BELOW[unit]])
        return Side(self.others["elsewhere"], self.units["elsewhere"])
