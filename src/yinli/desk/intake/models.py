"""收件: the reading of one source, kept as a draft that people review, and the records it proposes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import Record, tracked
from yinli.base.personal.sealed import SealedJSON
from yinli.base.sources.models import Source


@tracked
class Draft(Record):
    """What was read in one source. One a source, so that the same document can never be written twice."""

    NUMBER_PREFIX = "D"

    class Status(models.TextChoices):
        READING = "reading", _("Being read")
        OPEN = "open", _("Under review")
        ACCEPTED = "accepted", _("Written")
        DISCARDED = "discarded", _("Discarded")

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="+")
    # The same words in another file (pasted, GBK, PDF) are the same document: blanks apart.
    text_sha256 = models.CharField(max_length=64, unique=True)
    # As stated when it was taken in, else as its own text says: gives days their year.
    published_on = models.DateField(null=True)
    # What it is about: its trip, where it tells of one, else the document's own title.
    title = models.CharField(max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Which rules read it: the same text under other rules may propose other records. Empty until it is read.
    rule_version = models.CharField(max_length=64)
    reading_sha256 = models.CharField(max_length=64)
    # The highlights, [{kind, value, spans, rule}]: what the page shows needs no second reading.
    marks = SealedJSON(column="draft.marks", default=list)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "-created_at"], name="draft_status")]

    def __str__(self):
        return self.title

    @property
    def is_read(self) -> bool:
        """Whether the reader is done with it."""
        return bool(self.reading_sha256)

    @property
    def sealing_id(self) -> int:
        """Whose key encrypts what was read: the document's."""
        return self.source.subject_id


@tracked
class Item(models.Model):
    """One record that the text would make. What was read is kept; what a person corrects stands beside it."""

    class Decision(models.TextChoices):
        PENDING = "pending", _("To be decided")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="items")
    key = models.CharField(max_length=120)
    record = models.CharField(max_length=24)
    position = models.PositiveIntegerField()
    # As read: [{field, value, spans, rule}], role → keys of other items, field → what the reviewer may choose.
    values = SealedJSON(column="item.values", default=list)
    refs = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    # As corrected: field → value. The values above are never altered.
    edits = SealedJSON(column="item.edits", default=dict)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    # The record already in the books that this one is; empty where it will be a new one.
    match_type = models.CharField(max_length=60, blank=True)
    match_id = models.BigIntegerField(null=True)
    # What it became, once written; `is_new` is false where it was in the books before.
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True)
    is_new = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="item_key_once_a_draft"),
            models.UniqueConstraint(fields=["draft", "position"], name="one_item_a_position"),
            models.CheckConstraint(
                condition=Q(record_id=None) | Q(decision="accepted"), name="only_accepted_items_are_written"
            ),
            models.CheckConstraint(
                condition=Q(match_id=None, match_type="") | (Q(match_id__isnull=False) & ~Q(match_type="")),
                name="match_has_type_and_id",
            ),
        ]

    def __str__(self):
        return f"{self.record} {self.key}"

    @property
    def sealing_id(self) -> int:
        """Whose key encrypts what was read: the document's."""
        return self.draft.sealing_id
