"""渠道: a channel, what it planned, reported and cost, which projects came by it, and what was paid for them."""

from yinli.domain.channels.models.awards import Award
from yinli.domain.channels.models.channel import Appraisal, Channel, Cost, Plan, StaffMember, WorkReport
from yinli.domain.channels.models.origins import Attribution, Tenant

__all__ = [
    "Appraisal",
    "Attribution",
    "Award",
    "Channel",
    "Cost",
    "Plan",
    "StaffMember",
    "Tenant",
    "WorkReport",
]
