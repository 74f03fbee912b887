"""The wall of changes of many projects: they name projects, so only whoever made one reads it."""

from yinli.base.accounts.walls import ID, wall

wall("pipeline_bulkedit", f"made_by_id = {ID}")
