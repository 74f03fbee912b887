"""What of channels is somebody's: who is in charge, and who works there."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import WORKERS, Duty, keep_as_history, register_duty
from yinli.base.accounts.estates import Estate, register_estate
from yinli.domain.channels.models import Channel


def _at_work(rows):
    return rows.filter(closed_on=None)


register_duty(Duty("channels", _("Channels in charge of"), Channel, "head", WORKERS, _at_work))
register_duty(Duty("channel_staff", _("Channels worked at"), Channel, "staff", (*WORKERS, "agent"), _at_work))
for field in (
    "workreport.told_by",
    "cost.recorded_by",
    "attribution.attributed_by",
    "appraisal.appraised_by",
):
    keep_as_history(f"channels.{field}", "who wrote it down is a fact of that day")
for field in ("proposed_by", "decided_by", "paid_by"):
    keep_as_history(f"channels.award.{field}", "who proposed, agreed and paid are facts of their days")
keep_as_history("channels.staffmember.user", "the link of staff as history tracks it; it moves with them")
# A contract is with whom it was signed: it is ended, or signed anew, by people.
register_estate(Estate("channels", _("Channels that work"), Channel, "unit", _at_work, must_end=True))
