"""What of the ledger is somebody's: a dispute that they opened. Who reported is a fact of that day."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import WORKERS, Duty, keep_as_history, register_duty
from yinli.base.accounts.estates import stays_with_unit
from yinli.domain.first_report.models import Dispute

register_duty(
    Duty(
        "disputes",
        _("Disputes opened"),
        Dispute,
        "claimed_by",
        (*WORKERS, "agent"),
        lambda rows: rows.filter(status=Dispute.Status.OPEN),
    )
)
keep_as_history("first_report.report.reported_by", "who reported first is what the ledger is about")
keep_as_history("first_report.dispute.ruled_by", "who ruled is a fact of that day")
keep_as_history("first_report.probe.by", "who asked is a fact of that day")
stays_with_unit(
    "first_report.report.unit",
    "who reported first is what the ledger is about; it holds on for whoever took the work over",
)
stays_with_unit("first_report.creditshare.unit", "what was agreed or ruled of a result stands")
stays_with_unit("first_report.dispute.unit", "who disputed is a fact of that day")
