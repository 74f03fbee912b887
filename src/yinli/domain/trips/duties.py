"""What of a trip is somebody's: the planning, until it was held."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import Duty, keep_as_history, register_duty
from yinli.domain.trips.models import Trip

register_duty(
    Duty(
        "trips",
        _("Trips planned"),
        Trip,
        "recorded_by",
        still_open=lambda rows: rows.filter(status=Trip.Status.PLANNED),
    )
)
keep_as_history("trips.tripmember.user", "who goes along is said by name; the trip's planner changes it")
