"""What of personal data stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("personal.accesslog.by", "who looked is a fact of that day")
keep_as_history("personal.subject.erased_by", "who erased is a fact of that day")
