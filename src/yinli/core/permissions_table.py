"""Who may do what, as `rules/permissions.toml` says: parsed and checked here, executed by base.accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table, load

# What base.accounts can compile to a query; a rulebook cannot invent a relation.
RELATIONS = ("mine", "unit", "subtree", "named", "reported", "matter", "all")


@dataclass(frozen=True, eq=False)
class Permissions:
    """The matrix: action ("project.advance") → role → relations in which the role may."""

    rows: Mapping[str, Mapping[str, tuple[str, ...]]]
    roles: Mapping[str, Label]
    relations: Mapping[str, Label]
    version: str

    def relations_of(self, action: str, role: str) -> tuple[str, ...]:
        """Relations in which `role` may do `action`; empty when it may not. Raises KeyError."""
        return self.rows[action].get(role, ())


@cache
def permissions() -> Permissions:
    """The matrix in force, read once a process. Raises RuleError."""
    return read_permissions(load("permissions"))


def read_permissions(table: Table) -> Permissions:
    """The matrix of a permissions rulebook. Raises RuleError."""
    roles = _labels(table.table("roles"))
    relations = _labels(table.table("relations"))
    table.table("relations").only(*RELATIONS)
    rows = {
        f"{noun}.{verb}": _row(row, roles)
        for noun, verbs in table.tables()
        if noun not in ("roles", "relations")
        for verb, row in verbs.tables()
    }
    return Permissions(rows, roles, relations, table.version)


def _labels(table: Table) -> dict[str, Label]:
    found = {}
    for code, row in table.tables():
        row.only("zh", "en")
        found[code] = read_label(row)
    return found


def _row(row: Table, roles: Mapping[str, Label]) -> dict[str, tuple[str, ...]]:
    found = {}
    for role in row:
        if role not in roles:
            row.refuse(role, f"unknown role “{role}”: it is not in [roles]")
        found[role] = row.texts(role)
        for relation in found[role]:
            if relation not in RELATIONS:
                row.refuse(role, f"unknown relation “{relation}” (known: {', '.join(RELATIONS)})")
    return found
