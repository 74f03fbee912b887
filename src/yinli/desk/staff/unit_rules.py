"""Pure decisions about a unit that is to be dissolved."""

# Outside: what such people see is what they reported, so nothing of the house goes over to them, nor theirs to it.
OUTSIDE = "agent"


def why_not(unit, successor) -> str:
    """Why `successor` cannot take the work of `unit` over, as a code of `wording.UNIT_REFUSALS`; "" where it can."""
    if unit.closed_on:
        return "gone"
    if unit.parent_id is None:
        return "district"
    if successor.pk == unit.pk:
        return "itself"
    if successor.closed_on:
        return "successor_gone"
    if successor.path.startswith(unit.path):
        return "below"
    return "outside" if (unit.kind == OUTSIDE) != (successor.kind == OUTSIDE) else ""
