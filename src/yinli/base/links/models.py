"""Personal links: a way in for one person to one thing, without an account. Only a hash of it is kept."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class PersonalLink(models.Model):
    """A link that was handed to somebody: for what, how long, how often, and by whom."""

    purpose = models.CharField(max_length=40)
    # sha256 of 256 random bits: there is nothing to guess, so it needs neither salt nor slowness.
    token_hash = models.CharField(max_length=64, unique=True)
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True)
    for_whom = models.CharField(max_length=120, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    most_uses = models.PositiveSmallIntegerField(default=1)
    uses = models.PositiveSmallIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id"], name="link_of_record")]
        constraints = [
            models.CheckConstraint(condition=Q(uses__lte=F("most_uses")), name="link_is_not_used_too_often"),
            models.CheckConstraint(condition=Q(most_uses__gte=1), name="link_can_be_used"),
        ]

    def __str__(self):
        return f"{self.purpose} #{self.pk}"


class LinkUse(models.Model):
    """One opening of a link. The address is kept as a keyed hash: enough to tell two apart, no more."""

    link = models.ForeignKey(PersonalLink, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()
    address_hash = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.link} {self.at:%F %T}"
