"""The walls of channels: staff, and an agent its own; what names a project is as closed as that project."""

from yinli.base.accounts.walls import IS_STAFF, UNIT, has_role, wall
from yinli.domain.projects.walls import of_project

wall("channels_channel", f"{IS_STAFF} OR ({has_role('agent')} AND unit_id = {UNIT})")
_OF_CHANNEL = "EXISTS (SELECT 1 FROM channels_channel c WHERE c.id = channel_id)"
for table in ("channels_channel_staff", "channels_plan", "channels_workreport"):
    wall(table, _OF_CHANNEL)
for table in ("channels_cost", "channels_appraisal"):
    wall(table, IS_STAFF)
wall("channels_attribution", of_project())
wall("channels_tenant", f"{_OF_CHANNEL} AND ({of_project(agents='project_id IS NULL')})")
wall("channels_award", f"{_OF_CHANNEL} AND ({of_project()})")
