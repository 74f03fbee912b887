"""What a person is told: rows written with their cause, shown in the page, delivered elsewhere later."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from yinli.base.history.models import Entry


class Notice(models.Model):
    """One thing told to one person. It names its record by type and id alone, and never by its words:
    who may not see the record any more must not read its name here."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # A code that an app has put into words (wording.py), and the values those words hold.
    kind = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    # The entry of history that brought it about; none where an account was touched outside of the records.
    cause = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["to", "-created_at"], name="notices_of_person"),
            models.Index(fields=["to"], name="notices_unread", condition=Q(read_at=None)),
            models.Index(fields=["created_at"], name="notices_undelivered", condition=Q(delivered_at=None)),
        ]

    def __str__(self):
        return f"{self.kind} to {self.to_id}"
