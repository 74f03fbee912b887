"""Who relates to a follow-up how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.follow_ups.models import AnswerPaper, FollowUp
from yinli.domain.projects.scope import close_sources_of

FOLLOW_UP = register(
    Scope(
        FollowUp,
        mine=("asked_by", "project__officer", "project__leader"),
        unit=("unit", "asked_by__unit"),
        reported=("asked_by",),
        named="project__named_people",
        confidential="project__confidential",
        matter=("unit",),
    )
)
close_sources_of(FollowUp)
close_sources_of(AnswerPaper, "follow_up__project")
