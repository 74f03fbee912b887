"""What of notices stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("notices.notice.to", "what a person was told was told to them")
