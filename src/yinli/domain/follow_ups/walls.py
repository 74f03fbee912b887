"""The walls of follow-ups: as their project, but open to the unit they are handed to."""

from yinli.base.accounts.walls import ID, IS_STAFF, UNIT, wall
from yinli.base.sources.walls import closes
from yinli.domain.projects.walls import IDS_OF_CLOSED, of_project

wall(
    "follow_ups_followup",
    f"({of_project(agents=f'asked_by_id = {ID}')}) OR ({IS_STAFF} AND unit_id = {UNIT})",
)
wall(
    "follow_ups_followup_enterprises",
    "EXISTS (SELECT 1 FROM follow_ups_followup f WHERE f.id = followup_id)",
)
wall(
    "follow_ups_answerpaper",
    "EXISTS (SELECT 1 FROM follow_ups_followup f WHERE f.id = follow_up_id)",
)
closes(
    "SELECT p.id FROM follow_ups_answerpaper p JOIN follow_ups_followup f ON f.id = p.follow_up_id"
    f" WHERE f.project_id IN ({IDS_OF_CLOSED})",
    "follow_ups.answerpaper",
    "follow_ups_answerpaper",
)
closes(
    f"SELECT id FROM follow_ups_followup WHERE project_id IN ({IDS_OF_CLOSED})",
    "follow_ups.followup",
    "follow_ups_followup",
)
