"""What of a personal link stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history(
    "links.personallink.issued_by", "who issued the link is a fact of that day; it expires by itself"
)
keep_as_history("links.personallink.revoked_by", "who revoked the link is a fact of that day")
