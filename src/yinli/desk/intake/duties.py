"""What of intake is somebody's: a review not finished."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import Duty, register_duty
from yinli.desk.intake.models import Draft

register_duty(
    Duty(
        "drafts",
        _("Documents under review"),
        Draft,
        "created_by",
        still_open=lambda rows: rows.filter(status=Draft.Status.OPEN),
    )
)
