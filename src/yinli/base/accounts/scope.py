"""Who relates to a unit or a person how."""

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.scopes import Scope, register

UNIT = register(Scope(Unit))
USER = register(Scope(User, unit=("unit",)))
