"""Who relates to a channel and to an award how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.channels.models import Award, Channel

CHANNEL = register(Scope(Channel, mine=("head",), unit=("unit",), named="staff"))
AWARD = register(
    Scope(
        Award,
        mine=("channel__head", "project__officer", "project__leader"),
        unit=("channel__unit",),
        reported=("project__reported_by",),
        named="project__named_people",
        confidential="project__confidential",
    )
)
