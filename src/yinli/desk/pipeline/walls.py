"""The walls of the pipeline: changes of many projects name projects, so only whoever made one reads it; a saved view is
read by whom it is shared with."""

from yinli.base.accounts.walls import ID, IS_STAFF, UNIT, has_role, wall

wall("pipeline_bulkedit", f"made_by_id = {ID}")
wall(
    "pipeline_savedview",
    f"{has_role('auditor')} OR (({IS_STAFF} OR {has_role('agent')})"
    f" AND (owner_id = {ID} OR shared = 'all' OR (shared = 'unit' AND unit_id = {UNIT})))",
)
