"""What the pipeline keeps of its own: changes made to many projects at once, and views of them that people saved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit
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


@tracked
class SavedView(Record):
    """Filters, columns and order of the list or the board under a name. The address says it all: whoever opens it sees
    the projects that they may see themselves."""

    NUMBER_PREFIX = "S"

    class Page(models.TextChoices):
        LIST = "list", _("List")
        BOARD = "board", _("Board")

    class Shared(models.TextChoices):
        NOBODY = "", _("for myself")
        UNIT = "unit", _("with my unit")
        ALL = "all", _("with everybody")

    name = models.CharField(_("name of the view"), max_length=40)
    page = models.CharField(max_length=5, choices=Page.choices)
    query = models.CharField(max_length=1500, blank=True)
    shared = models.CharField(_("shared"), max_length=4, choices=Shared.choices, default="", blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # With whom it is shared, where that is a unit.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="person_names_a_view_once"),
            models.CheckConstraint(
                condition=Q(shared="unit", unit__isnull=False) | (~Q(shared="unit") & Q(unit=None)),
                name="view_shared_with_a_unit_names_it",
            ),
        ]

    def __str__(self):
        return self.name
