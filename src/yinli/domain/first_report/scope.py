"""Who relates to a report, a dispute and a ledger's line how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.first_report.models import Dispute, Report

REPORT = register(
    Scope(
        Report,
        mine=("reported_by", "project__officer", "project__leader"),
        unit=("unit",),
        reported=("reported_by",),
        named="project__named_people",
        confidential="project__confidential",
    )
)
# Both sides see the claim and what became of it; the report behind it stays closed to whoever disputes.
DISPUTE = register(
    Scope(
        Dispute,
        mine=("claimed_by", "report__reported_by"),
        unit=("unit", "report__unit"),
        reported=("claimed_by",),
    )
)
