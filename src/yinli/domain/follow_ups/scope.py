"""Who relates to a follow-up how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.follow_ups.models import FollowUp

FOLLOW_UP = register(Scope(FollowUp, mine=("asked_by",), unit=("unit", "asked_by__unit"), reported=("asked_by",)))
