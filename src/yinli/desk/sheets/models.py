"""台账: a sheet of leads brought in, its rows with what became of each, and how a sender's headings were read before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.history.models import Record, tracked
from yinli.base.personal.sealed import SealedJSON
from yinli.base.sources.models import Source


def _person(**kwargs):
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **kwargs)


@tracked
class SheetImport(Record):
    """One sheet brought in. Its document is kept as any other; what is read of it stands in its rows."""

    NUMBER_PREFIX = "L"

    class Status(models.TextChoices):
        OPEN = "open", _("To be checked")
        CHECKING = "checking", _("Being read")
        READY = "ready", _("Ready to import")
        WRITING = "writing", _("Being imported")
        DONE = "done", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Put aside")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    sender = _person()
    title = models.CharField(max_length=200)
    # Which sheet of the workbook, where its heading stands, and which field each column is ("" is passed over).
    sheet = models.PositiveSmallIntegerField(default=0)
    header_row = models.PositiveIntegerField(default=1)
    header_rows = models.PositiveSmallIntegerField(default=1)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    # Of the work that runs or ran last: how many rows there are, and how many are done.
    row_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    # Work that stopped half-way says so here; what was done stays, and the rest can be asked for again.
    has_stopped = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "-created_at"], name="sheet_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(header_rows__in=(0, 1, 2)), name="heading_has_at_most_two_rows"
            ),
            models.CheckConstraint(
                condition=Q(done_count__lte=models.F("row_count")), name="no_more_rows_done_than_there_are"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_at_work(self) -> bool:
        """Whether a job of it runs or waits to run."""
        return self.status in (self.Status.CHECKING, self.Status.WRITING, self.Status.UNDOING)

    @property
    def percent(self) -> int:
        """How far the work is."""
        return 100 * self.done_count // self.row_count if self.row_count else 0


@tracked
class SheetRow(models.Model):
    """One row: what was read, what is wrong of it, what it became. The records are named by number and not by key:
    undoing takes them away, and the row stays to tell."""

    class State(models.TextChoices):
        READY = "ready", _("Ready")
        WAITING = "waiting", _("Waits")
        WRITTEN = "written", _("Written")
        UNDONE = "undone", _("Undone")
        KEPT = "kept", _("Changed since, left as it is")

    class Kind(models.TextChoices):
        NEW = "new", pgettext_lazy("sheet row", "New")
        UPDATE = "update", pgettext_lazy("sheet row", "Changes")
        SAME = "same", pgettext_lazy("sheet row", "No change")

    sheet_import = models.ForeignKey(SheetImport, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    # Where its line begins in the text of the document: its personal numbers are found there, and nowhere else.
    start = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    kind = models.CharField(max_length=8, choices=Kind.choices, blank=True)
    values = SealedJSON(column="sheet_row.values", default=dict)
    errors = SealedJSON(column="sheet_row.errors", default=list)
    # Of a row that changes a project: field → [before, after].
    changes = SealedJSON(column="sheet_row.changes", default=dict)
    enterprise_number = models.BigIntegerField(null=True)
    project_number = models.BigIntegerField(null=True, db_index=True)
    contact_number = models.BigIntegerField(null=True)
    # Which of these the row made, and the version at which it left the project.
    made = models.JSONField(default=list)
    project_version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet_import", "number"], name="a_row_once_a_sheet"),
            models.CheckConstraint(
                condition=~Q(state__in=("written", "undone", "kept")) | Q(project_number__isnull=False),
                name="a_written_row_has_a_project",
            ),
        ]
        indexes = [models.Index(fields=["sheet_import", "state", "number"], name="sheet_row_state")]

    def __str__(self):
        return f"{self.sheet_import_id}:{self.number}"

    @property
    def sealing_id(self) -> int:
        """Whose key encrypts what was read: the document's."""
        return self.sheet_import.source.subject_id


class Remembered(models.Model):
    """How a sender had the columns of a heading read: the same heading is read so again."""

    sender = _person()
    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "signature"], name="a_heading_once_a_sender"),
        ]

    def __str__(self):
        return self.signature[:12]
