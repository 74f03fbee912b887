"""What of a talent stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("talents.talent.recorded_by", "who wrote it down; every talent officer looks after it")
