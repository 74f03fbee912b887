"""首报: who reported an investor's project first, what was disputed and ruled, in a ledger that only grows."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project


def _person(**kwargs):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", **kwargs
    )


@tracked
class Report(Record):
    """A report of an enterprise's project. It is valid from `valid_at` on, when a person there could be reached, and
    holds until `holds_until_on`; whether it still does, `rules` and `queries` say."""

    NUMBER_PREFIX = "B"

    # Both empty once the project was taken back as written down by mistake; the ledger keeps what was said.
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("enterprise")
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(_("what the project is"), max_length=120)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reported by")
    )
    reported_by = _person()
    reported_at = models.DateTimeField(_("reported at"))
    valid_at = models.DateTimeField(null=True)
    # The day it last began to hold: when it became valid, or was renewed.
    holds_from_on = models.DateField(null=True)
    holds_until_on = models.DateField(_("holds until"), null=True)
    renewals = models.PositiveSmallIntegerField(default=0)
    released_on = models.DateField(null=True)
    released_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-reported_at", "-pk"]
        indexes = [models.Index(fields=["enterprise", "holds_until_on"], name="report_of_enterprise")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_at=None, holds_from_on=None, holds_until_on=None)
                | Q(valid_at__isnull=False, holds_from_on__isnull=False, holds_until_on__isnull=False),
                name="valid_report_holds_for_days",
            ),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False) | Q(released_on__isnull=False),
                name="report_in_force_has_an_investor",
            ),
            models.CheckConstraint(
                condition=Q(released_on=None) | ~Q(released_reason=""), name="released_report_has_a_reason"
            ),
        ]

    def __str__(self):
        return self.what


@tracked
class CreditShare(models.Model):
    """Whose a project's results are, in per cent; without a row they are the lead unit's."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["-percent", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "unit"], name="unit_has_one_share"),
            models.CheckConstraint(
                condition=Q(percent__gt=0) & Q(percent__lte=100), name="share_is_above_nothing"
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.percent}%"


@tracked
class Dispute(Record):
    """Another unit says that it was first, or that it is another project; the bureau rules."""

    NUMBER_PREFIX = "Y"

    class Status(models.TextChoices):
        OPEN = "open", _("To be ruled")
        RULED = "ruled", _("Ruled")
        WITHDRAWN = "withdrawn", _("Withdrawn by who disputed")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disputes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_by = _person()
    what = models.CharField(_("what our project is"), max_length=120)
    grounds = models.TextField(_("grounds"))
    opened_on = models.DateField()
    due_on = models.DateField(_("to be ruled by"))
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    ruling = models.CharField(max_length=8, blank=True)
    words = models.TextField(_("why so"), blank=True)
    ruled_on = models.DateField(null=True)
    ruled_by = _person()

    class Meta:
        ordering = ["status", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="ruled") | (~Q(ruling="") & ~Q(words="") & Q(ruled_on__isnull=False)),
                name="ruled_dispute_says_why",
            ),
            models.UniqueConstraint(
                fields=["report", "unit"], condition=Q(status="open"), name="unit_disputes_once"
            ),
        ]

    def __str__(self):
        return self.what


@tracked
class Probe(models.Model):
    """Somebody who may not see a report asked for what it reports, and was told no more than that there is one."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="probes")
    by = _person()
    asked = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.asked


class LedgerEntry(models.Model):
    """One line of the ledger: what it says, and the head over it and all before (`rules.head_of`)."""

    # Given under a lock: without gaps, which a sequence does not promise.
    number = models.BigIntegerField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="entries")
    content = models.JSONField()
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.number} {self.head[:12]}"
