"""台账 that go out and come back: what was handed out, and each file that came back with what was taken of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source


def _person(**kwargs):
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **kwargs)


@tracked
class Ledger(Record):
    """One workbook handed out. `cells` holds what each project's row said that day, {project: {column: text}}: what comes
    back is compared with it, so that an untouched cell never undoes what somebody else did meanwhile."""

    NUMBER_PREFIX = "U"

    title = models.CharField(max_length=120)
    made_by = _person()
    cells = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.title


@tracked
class LedgerReturn(Record):
    """One file that came back. What it would change is worked out from the file each time it is looked at; `changes` keeps
    what was taken, [project, field, before, after], `left` the projects of which something was wanted and not taken,
    [project, why]."""

    NUMBER_PREFIX = "X"

    class Status(models.TextChoices):
        OPEN = "open", _("To be looked through")
        TAKEN = "taken", _("Taken over")
        UNDONE = "undone", _("Taken back")
        DISCARDED = "discarded", _("Put aside")

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="returns")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    sender = _person()
    title = models.CharField(max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    changes = models.JSONField(default=list)
    left = models.JSONField(default=list)
    # The import by which its rows without a number became leads.
    leads_number = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.title
