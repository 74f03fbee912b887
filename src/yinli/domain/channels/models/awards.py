"""What was paid for projects that came by a channel."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source
from yinli.domain.channels.models.channel import Channel
from yinli.domain.projects.models import Project


def _person(**kwargs):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", **kwargs
    )


def _paper(**kwargs):
    return models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+", **kwargs)


def _yuan(label=None, **kwargs):
    return models.DecimalField(label, max_digits=20, decimal_places=2, **kwargs)


@tracked
class Award(Record):
    """Money due for a project that came by a channel: reckoned, agreed by another person, paid."""

    NUMBER_PREFIX = "W"

    class State(models.TextChoices):
        PROPOSED = "proposed", _("To be agreed")
        AGREED = "agreed", _("To be paid")
        PAID = "paid", _("Paid")
        REFUSED = "refused", _("Not granted")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="awards")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=40)
    scheme_version = models.CharField(max_length=40)
    document = models.CharField(max_length=200)
    rules_version = models.CharField(max_length=64)
    basis_yuan = _yuan()
    whole_yuan = _yuan()
    yuan = _yuan()
    # How it came about, as schemes.Reckoning said that day: bands and steps, numbers and days as texts.
    reckoning = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    proposed_on = models.DateField()
    proposed_by = _person()
    decided_on = models.DateField(null=True)
    decided_by = _person()
    words = models.CharField(max_length=200, blank=True)
    paid_on = models.DateField(null=True)
    paid_by = _person()
    proof = _paper()

    class Meta:
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(yuan__gt=0), name="award_is_above_nothing"),
            models.UniqueConstraint(
                fields=["project", "scheme"], condition=Q(state="proposed"), name="award_is_proposed_once"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed")
                | (Q(decided_on__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="another_person_agrees_to_an_award",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False, proof__isnull=False),
                name="paid_award_has_a_proof",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(words=""), name="refused_award_has_a_reason"
            ),
        ]

    def __str__(self):
        return self.number
