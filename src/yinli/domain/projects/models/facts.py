"""What is known of a project: dated facts with the papers that prove them, amounts as they were stated."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.history.models import tracked
from yinli.base.sources.models import Source
from yinli.domain.projects.models.project import Project


def _person(**kwargs):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", **kwargs
    )


@tracked
class ProjectFact(models.Model):
    """A dated fact: contract, registration, permit, start … Facts come in any order and open gates.

    A fact that proved wrong is withdrawn with a reason and stays to be seen.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=40)
    happened_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = _person()
    # 自报 → 核实: proof was seen by somebody else than the reporter.
    verified_by = _person()
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"], condition=Q(withdrawn_on=None), name="fact_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_reason=""), name="withdrawn_fact_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.happened_on:%F}"


@tracked
class FactPaper(models.Model):
    """A paper that proves a fact: a document as it came in, and which of the papers of stages.toml it is."""

    fact = models.ForeignKey(ProjectFact, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=40)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    added_by = _person()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["fact", "kind", "source"], name="paper_proves_a_fact_once")
        ]

    def __str__(self):
        return f"{self.kind} {self.fact}"


@tracked
class ProjectAmount(models.Model):
    """An amount as it was stated: original figure, currency, rate day and bound beside the yuan."""

    class Basis(models.TextChoices):
        PLANNED_INVESTMENT = "planned_investment", _("Planned investment")
        FIXED_ASSET_INVESTMENT = "fixed_asset_investment", _("Fixed-asset investment")
        REGISTERED_CAPITAL = "registered_capital", _("Registered capital")
        PAID_IN = "paid_in", _("Paid in")
        PAID_IN_DUE = "paid_in_due", _("Due to be paid in")
        USED_FOREIGN_CAPITAL = "used_foreign_capital", _("Foreign capital used")

    class Bound(models.TextChoices):
        EXACT = "exact", pgettext_lazy("bound", "exactly")
        AT_LEAST = "at_least", pgettext_lazy("bound", "at least")
        ABOUT = "about", pgettext_lazy("bound", "about")
        AT_MOST = "at_most", pgettext_lazy("bound", "at most")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="amounts")
    basis = models.CharField(max_length=24, choices=Basis.choices)
    yuan = models.DecimalField(max_digits=20, decimal_places=2)
    original = models.DecimalField(max_digits=20, decimal_places=2)
    currency = models.CharField(max_length=3, default="CNY")
    rate_on = models.DateField(null=True)
    bound = models.CharField(max_length=8, choices=Bound.choices, default=Bound.EXACT)
    stated_on = models.DateField()

    class Meta:
        ordering = ["-stated_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(yuan__gte=0), name="amount_not_negative"),
            models.CheckConstraint(
                condition=Q(currency="CNY") | Q(rate_on__isnull=False), name="foreign_amount_has_a_rate_day"
            ),
        ]

    def __str__(self):
        return f"{self.basis} {self.yuan}"
