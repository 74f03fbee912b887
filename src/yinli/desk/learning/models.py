"""学习: what became of each value that was read, which names documents taught, and what is switched off.

No words stand here. A row points to the item that holds them sealed: once the document's key is gone they cannot be
read here either, and the row still counts.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import Record, tracked
from yinli.desk.intake.models import Draft, Item
from yinli.domain.enterprises.models import Alias


@tracked
class Verdict(models.Model):
    """What a reviewer made of one value: the value at `place` of a field of an item."""

    class Kind(models.TextChoices):
        RIGHT = "right", _("Right")
        CORRECTED = "corrected", _("Corrected")
        WRONG = "wrong", _("Wrong")
        MISSED = "missed", _("Missed")

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    # "enterprise.name": the kind of record and its field.
    field = models.CharField(max_length=60)
    # A field of several values has one row each; those typed by hand follow those that were read.
    place = models.PositiveSmallIntegerField()
    # Empty where nothing read it.
    rule = models.CharField(max_length=60, blank=True)
    # The word of the rule's list by which it was known, "org.brand:…": general words, of nobody.
    entry = models.CharField(max_length=80, blank=True)
    verdict = models.CharField(max_length=10, choices=Kind.choices)
    # Under which rules the document was read.
    rule_version = models.CharField(max_length=64)
    # A default, not auto_now_add: what was decided before this page was there keeps its own day.
    decided_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "field", "place"], name="one_verdict_a_value"),
            models.CheckConstraint(
                condition=Q(verdict="missed", rule="") | (~Q(verdict="missed") & ~Q(rule="")),
                name="missed_is_what_no_rule_read",
            ),
        ]
        indexes = [
            models.Index(fields=["rule", "decided_at"], name="verdict_of_rule"),
            models.Index(fields=["field", "decided_at"], name="verdict_of_field"),
        ]

    def __str__(self):
        return f"{self.field} {self.verdict}"


@tracked
class LearnedName(models.Model):
    """Another name of an enterprise that came from an accepted document. Whether it is used is the name's own."""

    alias = models.OneToOneField(Alias, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    learned_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return str(self.alias)


@tracked
class Switch(Record):
    """A rule (`org.brand`) or an entry of its list (`org.brand:…`) that was switched off once; off now or on again."""

    NUMBER_PREFIX = "K"

    code = models.CharField(max_length=80, unique=True)
    is_off = models.BooleanField(_("switched off"))
    reason = models.CharField(_("reason"), max_length=200)
    switched_at = models.DateTimeField(default=timezone.now)
    switched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code
