"""走访: a meeting with an enterprise, there or here or remotely, and a look at a place to learn from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.base.personal.sealed import SealedText
from yinli.base.sources.models import Source
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project


@tracked
class Visit(Record):
    """One meeting with one enterprise, or one place seen; several talks on a day there are one visit."""

    NUMBER_PREFIX = "V"

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")
        RECEPTION = "reception", _("Received here")
        NEGOTIATION = "negotiation", _("Talks")
        SIGNING = "signing_ceremony", _("Signing ceremony")
        STUDY = "study", _("Study stop")
        REMOTE = "remote", _("Video meeting")
        CALL = "call", _("Call or message")

    class Part(models.TextChoices):
        """What the visited are to us: only an investor can become a project."""

        INVESTOR = "investor", _("Investor")
        PARTNER = "partner", _("Partner")
        FUND_MANAGER = "fund_manager", _("Fund manager")
        STUDY = "study", _("Study")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.VISIT)
    part = models.CharField(_("part"), max_length=14, choices=Part.choices, blank=True)
    held_on = models.DateField(_("on"), null=True, blank=True)
    enterprise = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enterprise"),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=40, blank=True)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    # Whom of the enterprise we met; a named person who answered makes the contact two-way.
    met = SealedText(_("met"), column="visit.met", blank=True)
    summary = models.TextField(_("what was said"), blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["enterprise", "-held_on"], name="visit_of_enterprise")]
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False) | ~Q(place=""), name="visit_has_enterprise_or_place"
            ),
            models.CheckConstraint(condition=~Q(kind="study") | Q(project=None), name="study_has_no_project"),
        ]

    def __str__(self):
        return self.enterprise.name if self.enterprise_id else self.place

    @property
    def sealing_id(self) -> int | None:
        """Whose key encrypts whom we met: the document's it was read in; what somebody typed is plain."""
        return self.source.subject_id if self.source_id else None
