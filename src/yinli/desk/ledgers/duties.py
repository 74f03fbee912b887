"""What of ledgers is somebody's: a file that came back and was not looked through."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import Duty, keep_as_history, register_duty
from yinli.desk.ledgers.models import LedgerReturn

keep_as_history("ledgers.ledger.made_by", "who handed the ledger out is a fact of that day")
register_duty(
    Duty(
        "ledgers",
        _("Ledgers that came back and were not looked through"),
        LedgerReturn,
        "sender",
        still_open=lambda rows: rows.filter(status="open"),
    )
)
