"""What of targets and claims stays with a person who leaves."""

from yinli.base.accounts.duties import keep_as_history

keep_as_history("targets.claimedresult.recorded_by", "who wrote it down; the bureau verifies it")
keep_as_history("targets.claimedresult.reviewed_by", "whose verdict it was")
