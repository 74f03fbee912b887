"""What stands open: targets and claims are read by everybody who works for them."""

from yinli.base.accounts.walls import leave_open

leave_open(
    "targets and published claims are no secret of anybody's", "targets_target", "targets_claimedresult"
)
