"""By which channel a project came, and who settled in an enclave and came back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yinli.base.history.models import tracked
from yinli.domain.channels.models.channel import Channel
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project


def _person(**kwargs):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", **kwargs
    )


@tracked
class Attribution(models.Model):
    """A project came by a channel, and by one at a time. Given to another, the earlier one ends with a reason."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="attributions")
    since_on = models.DateField()
    why = models.CharField(max_length=200, blank=True)
    attributed_by = _person()
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-since_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(ended_on=None), name="project_came_by_one_channel"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_reason=""), name="ended_attribution_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.since_on:%F}"


@tracked
class Tenant(models.Model):
    """A firm that settled in an enclave; grown, it comes back (回流) as a project of the district."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="tenants")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    left_on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="+")
    returned_on = models.DateField(null=True)

    class Meta:
        ordering = ["-entered_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "enterprise"], name="firm_settles_in_an_enclave_once"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")),
                name="tenant_leaves_after_entering",
            ),
            models.CheckConstraint(
                condition=Q(project=None, returned_on=None)
                | Q(project__isnull=False, returned_on__isnull=False),
                name="return_has_a_project_and_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.entered_on:%F}"
