"""交办事项: a task handed to a unit with a due date; 待定 until the bureau names one lead unit."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project


@tracked
class FollowUp(Record):
    """What was asked, of whom as it was said, who answers for it, and how it ended."""

    NUMBER_PREFIX = "F"

    class Kind(models.TextChoices):
        TASK = "task", _("Matter")
        # A leader's: only that leader closes it.
        INSTRUCTION = "instruction", _("Leader's instruction")
        # 卡点: one problem of a project, one unit, one day; struck off with proof.
        BLOCKER = "blocker", _("Blocker")

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("follow-up", "Open")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", pgettext_lazy("follow-up", "Closed")

    kind = models.CharField(
        _("kind"), max_length=11, choices=Kind.choices, default=Kind.TASK, db_default="task"
    )
    text = models.CharField(_("what is asked"), max_length=400)
    # As written: 相关板块和部门. Not a unit until the bureau names one.
    asked_of = models.CharField(_("asked of"), max_length=120, blank=True)
    # Found by follow_up_of_unit, which begins with it.
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("unit"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    # 签收: somebody of the unit took it on.
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_on = models.DateField(null=True)
    # How far up it was told that nobody answered (rules.NOBODY, UNIT, LEADER), for the day that is due now.
    told_up_to = models.PositiveSmallIntegerField(default=0, db_default=0)
    told_on = models.DateField(null=True)
    answer = models.TextField(_("answer"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    enterprises = models.ManyToManyField(Enterprise, related_name="+", blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="follow_up_due"),
            # What waits for a unit, and what waits for somebody to name one: asked by every Today.
            models.Index(fields=["unit", "status", "due_on", "id"], name="follow_up_of_unit"),
            models.Index(
                fields=["due_on", "id"], condition=Q(unit=None, status="open"), name="follow_up_without_unit"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="follow_up_says_what"),
            models.CheckConstraint(condition=Q(status="open") | ~Q(answer=""), name="answered_with_words"),
            models.CheckConstraint(
                condition=~Q(kind="blocker")
                | Q(project__isnull=False, unit__isnull=False, due_on__isnull=False),
                name="blocker_has_project_unit_and_day",
            ),
        ]

    def __str__(self):
        return self.text


@tracked
class NamedEnterprise(FollowUp.enterprises.through):  # type: ignore[name-defined]
    """An enterprise that a follow-up is about."""

    class Meta:
        proxy = True


@tracked
class AnswerPaper(models.Model):
    """A document that proves an answer."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="papers")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["follow_up", "source"], name="paper_answers_once")]

    def __str__(self):
        return str(self.source)
