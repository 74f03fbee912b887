"""The wall of notices: each is for one person."""

from yinli.base.accounts.walls import ID, wall

wall("notices_notice", f"to_id = {ID}", adds=True)
