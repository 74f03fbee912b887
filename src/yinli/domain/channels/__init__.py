"""渠道: where projects come from; what a channel plans, reports, costs and brings, and what is paid for it."""
