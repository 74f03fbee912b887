"""协议: intent, MoU, framework and contract are different things; parties, amounts, commitments."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project


@tracked
class Agreement(Record):
    """What was signed. Its kind decides which fact it proves (rules/stages.toml); a claim proves nothing."""

    NUMBER_PREFIX = "A"

    class Kind(models.TextChoices):
        INTENT = "intent", _("Letter of intent")
        MOU = "mou", _("Memorandum of understanding")
        FRAMEWORK = "framework", _("Framework agreement")
        INVESTMENT = "investment", _("Investment agreement")
        ENTRY = "entry", _("Entry agreement")
        LEASE = "lease", _("Lease with investment terms")
        PARTNERSHIP = "partnership", _("Partnership agreement")
        UNKNOWN = "unknown", _("Kind to be determined")

    class Publicity(models.TextChoices):
        CLAIMED = "claimed", _("Claimed in a report")
        VERIFIED = "verified", _("Verified against the paper")

    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.UNKNOWN)
    publicity = models.CharField(max_length=10, choices=Publicity.choices, default=Publicity.CLAIMED)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # As written, while no unit is named: 滨湖相关板块.
    home_side = models.CharField(_("our side"), max_length=120, blank=True)
    amount_yuan = models.DecimalField(_("amount"), max_digits=20, decimal_places=2, null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-signed_on", "-pk"]
        # Papers that nobody has seen: the newest of them stand on Today.
        indexes = [
            models.Index("created_at", "id", condition=Q(publicity="claimed"), name="agreement_to_be_seen")
        ]
        constraints = [
            # 核实: somebody saw the paper, so its kind and its day are known.
            models.CheckConstraint(
                condition=Q(publicity="claimed") | (~Q(kind="unknown") & Q(signed_on__isnull=False)),
                name="verified_agreement_has_kind_and_day",
            ),
        ]

    def __str__(self):
        return self.title


@tracked
class AgreementParty(models.Model):
    """An enterprise that signs."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "enterprise"], name="party_signs_once")]

    def __str__(self):
        return str(self.enterprise)


@tracked
class Commitment(models.Model):
    """履约承诺: who promised what by when."""

    class Side(models.TextChoices):
        WE = "we", _("We")
        THEY = "they", _("They")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    side = models.CharField(_("whose"), max_length=4, choices=Side.choices)
    text = models.CharField(_("commitment"), max_length=300)
    due_on = models.DateField(_("due"), null=True, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="commitment_says_what")]

    def __str__(self):
        return self.text
