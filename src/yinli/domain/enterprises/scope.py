"""Who relates to an enterprise how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.enterprises.models import Contact, Enterprise, EnterpriseFact, Registration

ENTERPRISE = register(
    Scope(Enterprise, mine=("reported_by",), reported=("reported_by",), unit=("reported_by__unit",))
)
CONTACT = register(
    Scope(
        Contact,
        mine=("enterprise__reported_by",),
        reported=("enterprise__reported_by",),
        unit=("enterprise__reported_by__unit",),
    )
)
ENTERPRISE_FACT = register(Scope(EnterpriseFact, mine=("recorded_by",), reported=("recorded_by",)))
REGISTRATION = register(Scope(Registration, unit=("section",)))
