"""Pure decisions about people."""


def work_left(active_projects: int) -> bool:
    """Whether somebody may not leave yet: an active project always has an officer (design §6)."""
    return active_projects > 0
