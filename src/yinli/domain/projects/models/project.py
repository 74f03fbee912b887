"""项目: from first lead to full production, one row and one history."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.domain.enterprises.models import Enterprise

STAGES = (
    "lead", "contact", "negotiating", "intent", "reviewed", "signed", "registered", "started", "completed",
    "producing", "full",
)  # fmt: skip
PAPER_STAGES = STAGES[STAGES.index("signed") :]
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
    # A project merged into another stays as a tombstone that leads there.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["name_pinyin", "pk"]
        indexes = [
            # With all that the totals of the board and the wall before them ask, so that no row is fetched for a total.
            models.Index(
                fields=["stage", "status"],
                include=(
                    "planned_investment_yuan",
                    "confidential",
                    "officer",
                    "leader",
                    "reported_by",
                    "id",
                ),
                name="project_stage_status",
            ),
            models.Index(fields=["officer", "next_step_due_on"], name="project_due"),
            # What is closed to somebody begins with the few that are confidential: asked on every page, for every wall.
            models.Index(fields=["id"], condition=Q(confidential=True), name="project_confidential"),
            models.Index(
                fields=["grade", "next_step_due_on", "id"],
                condition=Q(status__in=("active", "paused")),
                name="project_by_harm",
            ),
            models.Index(fields=["leader", "grade", "next_step_due_on", "id"], name="project_led"),
            # From here on a stage stands for papers: what is missing of them is looked for on Today.
            models.Index(
                fields=["grade", "id"],
                condition=Q(status="active", stage__in=PAPER_STAGES),
                name="project_on_paper",
            ),
            # What a figure may count begins with a category and an amount (desk.scoreboard.rows).
            models.Index(
                NullIf(F("category"), Value("")), F("planned_investment_yuan"), name="project_of_category"
            ),
            # As the cards of a lane stand on the board (desk.pipeline.queries.ON_A_LANE).
            models.Index(
                F("stage"),
                Case(When(status="active", then=Value(0)), default=Value(1)),
                F("next_step_due_on").asc(nulls_last=True),
                F("grade"),
                F("id"),
                name="project_on_its_lane",
            ),
            models.Index(fields=["name_pinyin", "id"], name="project_by_name"),
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
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(status="withdrawn"), name="merged_project_is_withdrawn"
            ),
        ]

    def __str__(self):
        return self.name


@tracked
class NamedPerson(Project.named_people.through):  # type: ignore[name-defined]
    """Somebody named on a confidential project: who could see it when, is history like any other."""

    class Meta:
        proxy = True
