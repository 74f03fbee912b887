"""What the parts of the demo share: the day it is told on, one source of chance, and what was made so far."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from yinli.base.accounts.models import Unit, User
from yinli.base.history.actions import label_of
from yinli.base.history.models import Entry
from yinli.demo.names import Names
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass
class World:
    """The demo while it is being written. `as_of` is the district's day on which it is told."""

    as_of: date
    rng: Random
    names: Names
    zone: ZoneInfo
    units: dict[str, Unit] = field(default_factory=dict)
    users: list[User] = field(default_factory=list)
    enterprises: list[Enterprise] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    codes: int = 0

    def of_kind(self, kind: str) -> list[Unit]:
        """Units of a kind."""
        return [unit for unit in self.units.values() if unit.kind == kind]

    def people(self, role: str, unit: Unit | None = None) -> list[User]:
        """Users of a role, of a unit when one is given."""
        return [
            user for user in self.users if user.role == role and (unit is None or user.unit_id == unit.pk)
        ]

    def login(self, username: str) -> User:
        """One of the people one logs in as."""
        return next(user for user in self.users if user.username == username)

    def day_this_year(self) -> date:
        """A day from 1 January to the day it is told."""
        start = date(self.as_of.year, 1, 1)
        return start + timedelta(days=self.rng.randrange((self.as_of - start).days + 1))

    def day_last_year(self) -> date:
        """A day of the year before."""
        return date(self.as_of.year - 1, 1, 1) + timedelta(days=self.rng.randrange(365))

    def days_ago(self, fewest: int, most: int) -> date:
        """A day so many days back."""
        return self.as_of - timedelta(days=self.rng.randint(fewest, most))

    def instant(self, day: date) -> datetime:
        """An instant in the office hours of a day."""
        return datetime.combine(day, time(9, 0), self.zone) + timedelta(minutes=self.rng.randrange(8 * 60))

    def credit_code(self) -> str:
        """A unified social credit code that is right by its check sign and belongs to nobody."""
        from yinli.domain.enterprises.rules import check_sign

        self.codes += 1
        number, digits = self.codes, ""
        for _ in range(6):
            number, rest = divmod(number, 31)
            digits = _SIGNS[rest] + digits
        # 99 is no registration authority, 000000 no division: the code cannot be a real one.
        body = "99000000MA" + "0" + digits
        return body + check_sign(body)

    def person_key(self, number: int) -> str:
        """Stands for a person's identity number."""
        return hashlib.sha256(f"demo person {number}".encode()).hexdigest()

    def note(self, by: User, action: str, obj, on: date, **told) -> None:
        """Write an entry of history as of the day it happened; `told` is before, after, note."""
        self.entries.append(
            Entry(
                at=self.instant(on),
                by=by,
                by_name=str(by),
                action=action,
                record_type=obj._meta.label_lower,
                record_id=obj.pk,
                record_label=label_of(obj),
                happened_on=on,
                **told,
            )
        )
