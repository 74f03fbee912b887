"""What the worker does for follow-ups every hour."""

from django.conf import settings
from django.utils import timezone

from yinli.core.dates import local_day
from yinli.domain.follow_ups.escalation_actions import tell_all


def tell_further(*, by) -> None:
    """Tell further up what nobody answered by its day."""
    tell_all(by=by, today=local_day(timezone.now(), settings.DISTRICT_TZ))
