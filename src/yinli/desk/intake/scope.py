"""Who relates to a draft how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.desk.intake.models import Draft

DRAFT = register(Scope(Draft, mine=("created_by",), unit=("created_by__unit",), reported=("created_by",)))
