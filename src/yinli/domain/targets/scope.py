"""Who relates to a target or a claimed result how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.targets.models import ClaimedResult, Target

TARGET = register(Scope(Target, unit=("unit",)))
CLAIMED_RESULT = register(Scope(ClaimedResult, mine=("recorded_by",), unit=("recorded_by__unit",)))
