"""Who relates to a visit how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.visits.models import Visit

VISIT = register(
    Scope(Visit, mine=("officer", "project__officer"), unit=("unit", "officer__unit"), reported=("officer",))
)
