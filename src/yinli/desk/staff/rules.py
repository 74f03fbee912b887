"""Pure decisions about people."""

from collections.abc import Mapping


def work_left(left: Mapping[str, int]) -> bool:
    """Whether somebody may not leave yet: nobody leaves with work still theirs (design §6)."""
    return any(left.values())


def must_go(roles: tuple[str, ...], role: str, *, moves: bool) -> bool:
    """Whether work that `roles` may hold goes to others when its holder gets `role`: always with a new unit,
    since work stays with the unit; in the same unit only where the new role cannot hold it."""
    return moves or role not in roles


def can_take(roles: tuple[str, ...], role: str, *, same_unit: bool) -> bool:
    """Whether somebody with `role` can take over work that `roles` may hold; an agent's stays with the agency."""
    return role in roles and (role != "agent" or same_unit)
