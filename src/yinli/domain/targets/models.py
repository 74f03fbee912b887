"""年度任务: a number to reach; and results claimed in reports, which count nothing until verified."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source


@tracked
class Target(Record):
    """What is to be reached in a year: one number an indicator, year and unit (none: the whole district)."""

    NUMBER_PREFIX = "M"

    year = models.PositiveSmallIntegerField(_("year"))
    indicator = models.CharField(_("indicator"), max_length=60)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    value = models.DecimalField(_("target"), max_digits=20, decimal_places=2)

    class Meta:
        ordering = ["-year", "indicator", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "indicator", "unit"], name="one_target", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_not_negative"),
        ]

    def __str__(self):
        return f"{self.year} {self.indicator}"


@tracked
class ClaimedResult(Record):
    """自报: a counted result as a report claims it. Stands beside our own count until somebody checks it."""

    NUMBER_PREFIX = "C"

    class Status(models.TextChoices):
        CLAIMED = "claimed", _("Claimed")
        VERIFIED = "verified", _("Verified")
        REFUTED = "refuted", _("Refuted")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    surface = models.CharField(max_length=200)
    count = models.DecimalField(max_digits=16, decimal_places=2)
    counted_in = models.CharField(max_length=10, blank=True)
    of = models.CharField(max_length=80, blank=True)
    basis = models.CharField(max_length=40, blank=True)
    op = models.CharField(max_length=4, blank=True)
    threshold_yuan = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    as_of = models.DateField(null=True)
    # Which of our indicators means the same, as far as the words tell; empty where none does.
    indicator = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CLAIMED)
    verdict = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["source", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "surface"], name="claimed_once_a_source"),
            models.CheckConstraint(
                condition=Q(status="claimed") | Q(reviewed_by__isnull=False), name="verdict_has_a_reviewer"
            ),
        ]

    def __str__(self):
        return self.surface
