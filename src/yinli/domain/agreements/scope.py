"""Who relates to an agreement how: as to its project, or as the unit that signs."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.agreements.models import Agreement
from yinli.domain.projects.scope import close_sources_of

AGREEMENT = register(
    Scope(
        Agreement,
        mine=("recorded_by", "project__officer", "project__leader"),
        unit=("home_unit", "recorded_by__unit", "project__lead_unit", "project__reporting_unit"),
        reported=("project__reported_by",),
        named="project__named_people",
        confidential="project__confidential",
    )
)
close_sources_of(Agreement)
