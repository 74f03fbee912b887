"""People as subjects of data: whose key encrypts what, and who looked at it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yinli.base.personal.marks import MarksField


class Subject(models.Model):
    """A person, or a document about people, with a key of its own outside the database.

    Not tracked: its marks must not outlive it in history. What is done to it is told by entries.
    """

    class Kind(models.TextChoices):
        CONTACT = "contact", _("Contact person")
        TALENT = "talent", _("Talent")
        CERTIFICATE = "certificate", _("Holder of a certificate")
        SOURCE = "source", _("Document")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Why the data are kept, since when the person agreed, and until when (rules/personal.toml [purposes]).
    purpose = models.CharField(max_length=30)
    consent_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True, db_index=True)
    erased_at = models.DateTimeField(null=True, editable=False)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    erased_why = models.CharField(max_length=30, blank=True, editable=False)
    marks = MarksField(editable=False)

    class Meta:
        indexes = [GinIndex(fields=["marks"], name="subject_marks")]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(marks=[]), name="erased_subject_has_no_marks"
            ),
        ]

    def __str__(self):
        return f"S{self.pk:06d}"

    @property
    def number(self) -> str:
        """The public number, e.g. `S000123`."""
        return str(self)


class AccessLog(models.Model):
    """Somebody read, took away or erased what is kept in secret of a person. Only ever added to."""

    class Act(models.TextChoices):
        REVEALED = "revealed", _("Looked at")
        EXPORTED = "exported", _("Taken out")
        ERASED = "erased", _("Erased")

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=Act.choices)
    field = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=30)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "-at"], name="access_of_subject")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.at:%F %T} {self.by_name} {self.act} {self.subject_id}"
