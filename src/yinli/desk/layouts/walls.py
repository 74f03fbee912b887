"""The wall of layouts: they hold words and no business, and are the house's own."""

from yinli.base.accounts.walls import IS_STAFF, wall

wall("layouts_layout", IS_STAFF)
