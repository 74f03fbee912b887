"""项目: from first lead to full production, one row and one history; its dated facts and stated amounts."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source
from yinli.domain.enterprises.models import Enterprise

STAGES = (
    "lead", "contact", "negotiating", "intent", "reviewed", "signed", "registered", "started", "completed",
    "producing", "full",
)  # fmt: skip
STATUSES = ("active", "paused", "lost", "withdrawn")


def _money(label):
    return models.DecimalField(label, max_digits=20, decimal_places=2, null=True, blank=True)


def _person(**kwargs):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", **kwargs
    )


def _unit(**kwargs):
    return models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", **kwargs
    )


@tracked
class Project(Record):
    """A project. `stage` is where it is, derived from its facts; `status` is whether it moves."""

    NUMBER_PREFIX = "P"

    class Track(models.TextChoices):
        INDUSTRY = "industry", pgettext_lazy("track", "Industry")
        LEASED = "leased", pgettext_lazy("track", "Leased premises")
        SERVICE = "service", pgettext_lazy("track", "Services")
        HEADQUARTERS = "headquarters", pgettext_lazy("track", "Headquarters")
        FUND = "fund", pgettext_lazy("track", "Fund")

    class Stage(models.TextChoices):
        LEAD = "lead", pgettext_lazy("stage", "Lead")
        CONTACT = "contact", pgettext_lazy("stage", "Contact")
        NEGOTIATING = "negotiating", pgettext_lazy("stage", "Negotiating")
        INTENT = "intent", pgettext_lazy("stage", "Intent")
        REVIEWED = "reviewed", pgettext_lazy("stage", "Reviewed")
        SIGNED = "signed", pgettext_lazy("stage", "Signed")
        REGISTERED = "registered", pgettext_lazy("stage", "Registered")
        STARTED = "started", pgettext_lazy("stage", "Started")
        COMPLETED = "completed", pgettext_lazy("stage", "Completed")
        PRODUCING = "producing", pgettext_lazy("stage", "Producing")
        FULL = "full", pgettext_lazy("stage", "Full production")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        LOST = "lost", _("Lost")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Category(models.TextChoices):
        """认定类别: one a project, so that categories never overlap."""

        MAJOR_INDUSTRY = "major_industry", _("Major industry")
        FUNCTIONAL_SERVICE = "functional_service", _("Functional service")
        EMERGING = "emerging", _("Emerging industry")

    class Grade(models.TextChoices):
        A = "A", "A"
        B = "B", "B"
        C = "C", "C"

    name = models.CharField(_("project name"), max_length=120)
    name_pinyin = models.CharField(max_length=400, db_index=True, editable=False)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="+", verbose_name=_("enterprise")
    )
    track = models.CharField(_("track"), max_length=14, choices=Track.choices, default=Track.INDUSTRY)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.C)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.LEAD)
    stage_since_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    status_reason = models.CharField(max_length=40, blank=True)
    industries = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    about = models.TextField(_("about"), blank=True)
    # Where it came from: rules/… names the channels; free of foreign keys, since channels is an upper app.
    channel = models.CharField(max_length=20, blank=True)

    reporting_unit = _unit(verbose_name=_("reported first by"))
    # 承接板块; empty while 待定.
    lead_unit = _unit(verbose_name=_("lead unit"))
    leader = _person(blank=True, verbose_name=_("responsible leader"))
    officer = _person(blank=True, verbose_name=_("officer"))
    reported_by = _person(editable=False)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_due_on = models.DateField(_("due"), null=True, blank=True)

    planned_investment_yuan = _money(_("planned investment"))
    fixed_asset_investment_yuan = _money(_("fixed-asset investment"))
    registered_capital_yuan = _money(_("registered capital"))
    paid_in_yuan = _money(_("paid in"))
    paid_in_due_yuan = _money(_("due to be paid in"))
    used_foreign_capital_yuan = _money(_("foreign capital used"))

    # The day the contract names for completion: what the completion rate measures against.
    completion_due_on = models.DateField(_("completion due"), null=True, blank=True)

    confidential = models.BooleanField(_("confidential"), default=False)
    named_people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    # 增资扩产: adds amount to what it expands, and never counts as one more.
    expands = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaced = models.BooleanField(default=False)

    class Meta:
        ordering = ["name_pinyin", "pk"]
        indexes = [
            models.Index(fields=["stage", "status"], name="project_stage_status"),
            models.Index(fields=["officer", "next_step_due_on"], name="project_due"),
        ]
        constraints = [
            # Nothing drops: an active project has somebody, something to do next, and a day for it.
            models.CheckConstraint(
                condition=~Q(status="active")
                | (Q(officer__isnull=False) & ~Q(next_step="") & Q(next_step_due_on__isnull=False)),
                name="active_project_has_officer_next_step_due",
            ),
            models.CheckConstraint(
                condition=Q(status="active") | ~Q(status_reason=""), name="stopped_project_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="project_stage_is_known"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="project_status_is_known"),
            models.CheckConstraint(condition=~Q(expands=F("id")), name="project_does_not_expand_itself"),
        ]

    def __str__(self):
        return self.name


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


@tracked
class NamedPerson(Project.named_people.through):  # type: ignore[name-defined]
    """Somebody named on a confidential project: who could see it when, is history like any other."""

    class Meta:
        proxy = True
