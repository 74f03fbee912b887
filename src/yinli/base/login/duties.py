"""What of log-in stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("login.excused.user", "it is their own account, which is closed")
keep_as_history("login.identity.user", "it is their own account, which is closed")
