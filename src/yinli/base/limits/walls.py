"""What stands open of limits: counts by digests of addresses."""

from yinli.base.accounts.walls import leave_open

leave_open("counts by digests of addresses, written by requests of anybody", "limits_count")
