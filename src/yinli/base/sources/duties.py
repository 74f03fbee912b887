"""What of a document stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("sources.source.received_by", "who brought the document is a fact of that day")
