"""What is meant to happen to a project: days planned for facts, things to do on the way."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import tracked
from yinli.domain.projects.models.project import Project


@tracked
class Milestone(models.Model):
    """A day planned for a fact. The first one stays, so that every delay can be seen."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=40)
    first_planned_on = models.DateField()
    planned_on = models.DateField(_("planned"))

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="fact_is_planned_once")]

    def __str__(self):
        return f"{self.kind} {self.planned_on:%F}"


@tracked
class CheckDone(models.Model):
    """A thing of the checklist of a stage (rules/stages.toml) that was done, by whom and when."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="checks_done")
    check_code = models.CharField(max_length=40)
    done_on = models.DateField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "check_code"], name="check_is_done_once")]

    def __str__(self):
        return f"{self.check_code} {self.done_on:%F}"
