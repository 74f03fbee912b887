"""Documents taken in, kept once by the hash of their bytes, and the evidence drawn from them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yinli.base.history.models import tracked
from yinli.base.personal.fields import PersonalField
from yinli.base.personal.models import Subject
from yinli.base.personal.sealed import SealedText


@tracked
class Source(models.Model):
    """A document as it came in. Its bytes lie in the file store, encrypted under its `subject`, never altered.

    `text` holds mask signs in the place of personal numbers, which are kept as PersonalSpan.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    encoding = models.CharField(max_length=40, blank=True)
    size_bytes = models.BigIntegerField()
    # The text that was read out of it; every span of evidence counts characters of this text.
    text = SealedText(column="source.text")
    title = models.CharField(max_length=200)
    published_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size_bytes__gt=0), name="source_is_not_empty"),
        ]

    def __str__(self):
        return self.title or self.file_name

    @property
    def sealing_id(self) -> int:
        """Whose key encrypts the text, and all that other rows keep of its words."""
        return self.subject_id


class PersonalSpan(models.Model):
    """A personal number in a source: `text[start:end]` is masked, the number stands here under the key of the
    person whose it is, or of the document while nobody knows. Goes with the person."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="spans")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    value = PersonalField(column="span.value", mask="phone")
    # Knows the same number again when the person becomes known.
    mark = models.BigIntegerField(db_index=True, editable=False)

    class Meta:
        ordering = ["source", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="personal_span_is_not_empty"),
            models.UniqueConstraint(fields=["source", "start"], name="one_number_a_place"),
        ]

    def __str__(self):
        return str(self.value)


@tracked
class Evidence(models.Model):
    """Where in a source a value of a record was read: `text[start:end] == surface`, found by `rule`.

    The record is named by type and id, since evidence may point at any record of any upper app.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    surface = SealedText(column="evidence.surface")
    rule = models.CharField(max_length=80)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="evidence_span_is_not_empty"),
            models.UniqueConstraint(
                fields=["record_type", "record_id", "field", "source", "start", "end"],
                name="evidence_is_cited_once",
            ),
        ]

    def __str__(self):
        return self.surface

    @property
    def sealing_id(self) -> int:
        """Whose key encrypts the surface: the document's."""
        return self.source.subject_id
