"""Who relates to a project how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.projects.models import Project

PROJECT = register(
    Scope(
        Project,
        mine=("officer", "leader"),
        unit=("lead_unit", "reporting_unit", "officer__unit"),
        reported=("reported_by",),
        named="named_people",
        confidential="confidential",
    )
)
