"""The walls of talents: people are seen by those who answer for them."""

from yinli.base.accounts.walls import ID, below, has_role, wall

_ALL = has_role("leader", "bureau", "talent_officer", "auditor")
_MINE = f"{has_role('officer', 'manager')} AND recorded_by_id = {ID}"
wall("talents_talent", f"{_ALL} OR ({_MINE}) OR ({has_role('manager')} AND {below('section_id')})")
wall("talents_certificate", _ALL)
wall("talents_nomination", _ALL)
