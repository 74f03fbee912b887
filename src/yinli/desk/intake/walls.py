"""The walls of intake: a draft is as closed as its document."""

from yinli.base.accounts.walls import IS_STAFF, called, wall
from yinli.base.sources.walls import CLOSED

wall("intake_draft", f"{IS_STAFF} AND source_id <> ALL {called(CLOSED)}")
wall("intake_item", "EXISTS (SELECT 1 FROM intake_draft d WHERE d.id = draft_id)")
