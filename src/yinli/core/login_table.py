"""What logging in asks for, as `rules/login.toml` says: parsed and checked here, executed by base.accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from yinli.core.ruletable import Table, load

# Whose wrong attempts are counted together; the code knows these and no others.
COUNTED = ("device", "pair", "name", "address", "link")
OTHER = "other"


@dataclass(frozen=True)
class RoleRule:
    """What one role's log-in asks for and how long it holds."""

    second_factor: bool
    session: timedelta
    idle: timedelta
    stepup: timedelta


@dataclass(frozen=True)
class DoorRule:
    """What coming in by another system is worth, and whether its own app leads there by itself."""

    silent: bool
    proof: bool
    proof_within_app: bool

    def proves(self, *, within: bool) -> bool:
        """Whether it shows who somebody is; `within` the system's own app or outside it."""
        return self.proof_within_app if within else self.proof


@dataclass(frozen=True)
class Waits:
    """How attempts of one kind are slowed."""

    free: int
    first: timedelta
    most: timedelta

    def after(self, failures: int) -> timedelta:
        """How long to wait after so many wrong attempts: nothing at first, then twice as long each time."""
        if failures < self.free:
            return timedelta(0)
        # 2**20 times the first wait is beyond any most; a larger power would only overflow.
        return min(self.first * 2 ** min(failures - self.free, 20), self.most)


@dataclass(frozen=True, eq=False)
class LoginRules:
    """The rulebook of logging in."""

    roles: Mapping[str, RoleRule]
    doors: Mapping[str, DoorRule]
    waits: Mapping[str, Waits]
    attempts_kept: timedelta
    device_kept: timedelta
    invitation: timedelta
    known_words: tuple[str, ...]
    version: str

    def of(self, role: str) -> RoleRule:
        """The rule of a role; a role without its own has that of “other”."""
        return self.roles.get(role) or self.roles[OTHER]

    def door(self, key: str) -> DoorRule:
        """The rule of another system that vouches; one without its own has that of “other”."""
        return self.doors.get(key) or self.doors[OTHER]


@cache
def login_rules() -> LoginRules:
    """The rules in force, read once a process. Raises RuleError."""
    return read_login(load("login"))


def read_login(table: Table) -> LoginRules:
    """The rules of a log-in rulebook. Raises RuleError."""
    table.only("role", "door", "waits", "memory", "invitation", "passwords")
    roles = {role: _role(row) for role, row in table.table("role").tables()}
    if OTHER not in roles:
        table.refuse("role", f"[role.{OTHER}] is missing: it holds for roles that are not named")
    doors = {key: _door(row) for key, row in table.table("door").tables()}
    if OTHER not in doors:
        table.refuse("door", f"[door.{OTHER}] is missing: it holds for systems that are not named")
    waits = table.table("waits")
    waits.only(*COUNTED)
    memory = table.table("memory")
    return LoginRules(
        roles=roles,
        doors=doors,
        waits={kind: _waits(waits.table(kind)) for kind in COUNTED},
        attempts_kept=timedelta(hours=_positive(memory, "attempts_hours")),
        device_kept=timedelta(days=_positive(memory, "device_days")),
        invitation=timedelta(hours=_positive(table.table("invitation"), "hours")),
        known_words=table.table("passwords").texts("known_words"),
        version=table.version,
    )


def _role(row: Table) -> RoleRule:
    row.only("second_factor", "session_hours", "idle_minutes", "stepup_minutes")
    rule = RoleRule(
        second_factor=row.flag("second_factor"),
        session=timedelta(hours=_positive(row, "session_hours")),
        idle=timedelta(minutes=_positive(row, "idle_minutes")),
        stepup=timedelta(minutes=_positive(row, "stepup_minutes")),
    )
    if rule.idle > rule.session:
        row.refuse("idle_minutes", "“idle_minutes” is longer than the session itself")
    return rule


def _door(row: Table) -> DoorRule:
    row.only("silent", "proof", "proof_within_app")
    return DoorRule(row.flag("silent"), row.flag("proof"), row.flag("proof_within_app"))


def _waits(row: Table) -> Waits:
    row.only("free", "first_seconds", "most_seconds")
    seconds = (_positive(row, "first_seconds"), _positive(row, "most_seconds"))
    return Waits(_positive(row, "free"), *(timedelta(seconds=value) for value in seconds))


def _positive(row: Table, key: str) -> int:
    value = row.whole(key)
    if value == 0:
        row.refuse(key, f"“{key}” must be above zero")
    return value
