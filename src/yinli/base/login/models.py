"""What logging in keeps besides allauth's own tables: who is excused, and who somebody is elsewhere."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Excused(models.Model):
    """Somebody whose role asks for a second factor and who works without one: the demo's people."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.user_id}: {self.reason}"


class Identity(models.Model):
    """Who a person is at another system that vouches for them. The subject is that system's own key, never
    an e-mail address or a name: those change hands."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    door = models.CharField(max_length=40)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["door", "subject"], name="identity_is_one_persons"),
            models.UniqueConstraint(fields=["user", "door"], name="person_has_one_identity_a_door"),
        ]

    def __str__(self):
        return f"{self.door} {self.pk}"
