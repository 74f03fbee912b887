"""Who relates to a talent, a certificate, a nomination how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.talents.models import Certificate, Nomination, Talent

TALENT = register(Scope(Talent, mine=("recorded_by",), unit=("section",), reported=("recorded_by",)))
CERTIFICATE = register(Scope(Certificate))
NOMINATION = register(Scope(Nomination, unit=("talent__section",)))
