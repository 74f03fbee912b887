"""What of a follow-up is somebody's: whoever asked says whether the answer will do."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import WORKERS, Duty, keep_as_history, register_duty
from yinli.base.accounts.estates import Estate, register_estate
from yinli.domain.follow_ups.models import FollowUp

register_duty(
    Duty(
        "asked",
        _("Follow-ups asked for"),
        FollowUp,
        "asked_by",
        (*WORKERS, "leader"),
        lambda rows: rows.exclude(status=FollowUp.Status.CLOSED),
    )
)
keep_as_history("follow_ups.followup.accepted_by", "who took it on is a fact of that day")
keep_as_history("follow_ups.answerpaper.added_by", "who brought a proof is a fact of that day")
register_estate(
    Estate(
        "follow_ups",
        _("Follow-ups asked of it"),
        FollowUp,
        "unit",
        lambda rows: rows.exclude(status=FollowUp.Status.CLOSED),
    )
)
