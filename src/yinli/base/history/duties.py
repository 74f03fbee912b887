"""What of history stays with a person who leaves: all of it."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("history.entry.by", "history says who did it, for ever")
