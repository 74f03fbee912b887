"""What of a trip is somebody's: the planning, and a seat, until it was held."""

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import WORKERS, Duty, register_duty
from yinli.domain.trips.models import Trip, TripMember

register_duty(
    Duty(
        "trips",
        _("Trips planned"),
        Trip,
        "recorded_by",
        still_open=lambda rows: rows.filter(status=Trip.Status.PLANNED),
    )
)
register_duty(
    Duty(
        "seats",
        _("Seats on planned trips"),
        TripMember,
        "user",
        (*WORKERS, "leader"),
        lambda rows: rows.filter(trip__status=Trip.Status.PLANNED),
    )
)
