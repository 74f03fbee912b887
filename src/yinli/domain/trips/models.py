"""招商考察: a delegation's days and stops, held or planned."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.visits.models import Visit


@tracked
class Trip(Record):
    """A trip. Planned ones may have no days yet; a held one has both."""

    NUMBER_PREFIX = "T"

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    title = models.CharField(_("title"), max_length=160)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANNED)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    cities = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")), name="trip_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | (Q(starts_on__isnull=False) & Q(ends_on__isnull=False)),
                name="held_trip_has_days",
            ),
        ]

    def __str__(self):
        return self.title


@tracked
class TripMember(models.Model):
    """Somebody of the delegation, as named; a colleague of ours where known."""

    trip = models.ForeignKey(Trip, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(_("name"), max_length=60)
    title = models.CharField(_("title"), max_length=120, blank=True)
    is_leader = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-is_leader", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "name"], name="member_once_a_trip"),
            models.UniqueConstraint(fields=["trip"], condition=Q(is_leader=True), name="one_leader_a_trip"),
        ]

    def __str__(self):
        return self.name


@tracked
class TripStop(models.Model):
    """A stop of the trip, in order; what happened there is its visit."""

    trip = models.ForeignKey(Trip, on_delete=models.PROTECT, related_name="stops")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "visit"], name="visit_once_a_trip"),
            models.UniqueConstraint(
                fields=["trip", "position"],
                name="one_stop_a_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return str(self.visit)


@tracked
class TripFollowUp(models.Model):
    """What the trip left to do."""

    trip = models.ForeignKey(Trip, on_delete=models.PROTECT, related_name="follow_up_links")
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "follow_up"], name="follow_up_once_a_trip"),
        ]

    def __str__(self):
        return str(self.follow_up)
