"""Who relates to a visit how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.projects.scope import close_sources_of
from yinli.domain.visits.models import Visit

VISIT = register(
    Scope(
        Visit,
        mine=("officer", "project__officer", "project__leader"),
        unit=("unit", "officer__unit"),
        reported=("officer",),
        named="project__named_people",
        confidential="project__confidential",
    )
)
close_sources_of(Visit)
