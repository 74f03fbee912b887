"""What the pipeline keeps of its own: a change made to many projects at once, so that it can be taken back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import Record, tracked


@tracked
class BulkEdit(Record):
    """One field changed on many projects. `changes` holds [project, before, after] a project, people and units by their
    keys; `left` the projects that stayed as they were, and why."""

    NUMBER_PREFIX = "H"

    class Field(models.TextChoices):
        OFFICER = "officer", _("Officer")
        LEAD_UNIT = "lead_unit", _("Lead unit")
        GRADE = "grade", _("Grade")
        CHANNEL = "channel", _("Where it came from")
        DUE = "next_step_due_on", _("Due")

    field = models.CharField(max_length=20, choices=Field.choices)
    changes = models.JSONField(default=list)
    left = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_field_display()} × {len(self.changes)}"
