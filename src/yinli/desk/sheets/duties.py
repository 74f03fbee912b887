"""What of sheets is somebody's: one that is not imported yet."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import Duty, keep_as_history, register_duty
from yinli.desk.sheets.models import SheetImport

register_duty(
    Duty(
        "sheets",
        _("Sheets not imported yet"),
        SheetImport,
        "sender",
        still_open=lambda rows: rows.filter(status__in=("open", "ready")),
    )
)
keep_as_history(
    "sheets.remembered.sender", "how somebody reads the headings of their own sheets is of use to nobody else"
)
