"""Projects merged into one, or one parted into two: what went where, so that it can be taken back whole."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import Record, tracked
from yinli.domain.projects.models.project import Project


def _person():
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")


@tracked
class Regrouping(Record):
    """`moved` names the rows that went from `origin` to `target` (base.history.repointing), `stayed` those that could
    not, `before` what both were. A merged origin stays as a tombstone; a parted one goes on."""

    NUMBER_PREFIX = "G"

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merged")
        SPLIT = "split", _("Split")

    kind = models.CharField(max_length=5, choices=Kind.choices)
    origin = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=list)
    stayed = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    made_on = models.DateField()
    made_by = _person()
    undone_on = models.DateField(null=True)
    undone_by = _person()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(origin=F("target")), name="regrouping_has_two_projects"),
        ]

    def __str__(self):
        return f"{self.origin} → {self.target}"
