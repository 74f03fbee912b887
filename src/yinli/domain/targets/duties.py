"""What of targets and claims stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history
from yinli.base.accounts.estates import stays_with_unit

keep_as_history("targets.claimedresult.recorded_by", "who wrote it down; the bureau verifies it")
keep_as_history("targets.claimedresult.reviewed_by", "whose verdict it was")
stays_with_unit(
    "targets.target.unit", "a year's number stays as it was set; the bureau sets the successor's anew"
)
