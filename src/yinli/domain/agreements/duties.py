"""What of an agreement is somebody's: the paper nobody has seen, the promise not kept."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import Duty, register_duty
from yinli.base.accounts.estates import stays_with_unit
from yinli.domain.agreements.models import Agreement, Commitment


def _unsettled(rows):
    owed = Commitment.objects.filter(kept_on=None).values("agreement")
    return rows.filter(Q(publicity=Agreement.Publicity.CLAIMED) | Q(pk__in=owed))


register_duty(
    Duty("agreements", _("Agreements not settled"), Agreement, "recorded_by", still_open=_unsettled)
)
stays_with_unit("agreements.agreement.home_unit", "who signed is written in the paper")
