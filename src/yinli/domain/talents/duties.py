"""What of a talent stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history
from yinli.base.accounts.estates import stays_with_unit

keep_as_history("talents.talent.recorded_by", "who wrote it down; every talent officer looks after it")
stays_with_unit("talents.talent.section", "where somebody was brought to is a fact of that day")
