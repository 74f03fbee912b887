"""企业: one record an enterprise, with its other names, people, facts, and the registration file."""

import functools

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.accounts.models import Unit, User
from yinli.base.history.models import Record, tracked
from yinli.base.personal.fields import PersonalField
from yinli.base.personal.models import Subject


@tracked
class Enterprise(Record):
    """An enterprise or other organisation met in the trade. Names are compared through `name_normal`."""

    NUMBER_PREFIX = "E"

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        FUND = "fund", _("Fund")
        PARK = "park", _("Park")
        GOVERNMENT = "government", _("Government body")
        ASSOCIATION = "association", _("Association")
        UNIVERSITY = "university", _("University")
        INSTITUTION = "institution", _("Institution")

    name = models.CharField(_("enterprise name"), max_length=120)
    # Derived from the name by core.names in one place, `actions.name_fields`.
    name_normal = models.CharField(max_length=120, editable=False)
    name_stem = models.CharField(max_length=120, db_index=True, editable=False)
    name_pinyin = models.CharField(max_length=400, db_index=True, editable=False)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.ENTERPRISE)
    city = models.CharField(_("city"), max_length=40, blank=True)
    industries = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about = models.TextField(_("about"), blank=True)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # An enterprise merged into another stays as a tombstone that leads there.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["name_pinyin", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["name_normal"], name="enterprise_name_once"),
            models.UniqueConstraint(fields=["credit_code"], name="enterprise_credit_code_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="enterprise_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(credit_code=None) | Q(credit_code__regex=r"^[0-9A-Z]{18}$"),
                name="credit_code_has_18_signs",
            ),
        ]

    def __str__(self):
        return self.name


@tracked
class Alias(models.Model):
    """Another name the same enterprise goes by: a short form, a brand, a former name."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=120)
    name_normal = models.CharField(max_length=120, db_index=True, editable=False)
    # No longer taken for a name of the enterprise. The row stays, so that no document teaches it anew.
    is_forgotten = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name_normal"], name="alias_once_an_enterprise"),
        ]

    def __str__(self):
        return self.name


@functools.partial(tracked, exclude=["name_mark"])
class Contact(models.Model):
    """A person of the enterprise: who answers there."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="contacts")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    name = PersonalField(_("name"), column="contact.name", mask="name", shown=True)
    title = PersonalField(_("title"), column="contact.title", shown=True, blank=True)
    phone = PersonalField(_("phone"), column="contact.phone", mask="phone", blank=True)
    email = PersonalField(_("e-mail"), column="contact.email", mask="email", blank=True)
    # Knows the same name again; gone with the person, so never in history.
    name_mark = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name_mark"], name="contact_once_an_enterprise"),
        ]

    def __str__(self):
        return str(self.name)

    @property
    def called_in_history(self):
        """What entries call it."""
        return self.name


@tracked
class EnterpriseFact(models.Model):
    """Something known of an enterprise, as it was said: listed where and when, owned by whom."""

    class Kind(models.TextChoices):
        LISTED = "listed", _("Listed")
        SUBSIDIARY_OF = "subsidiary_of", _("Subsidiary of")
        HEADQUARTERED_AT = "headquartered_at", _("Headquartered at")
        OTHER = "other", _("Other fact")

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    other = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="+")
    other_name = models.CharField(max_length=120, blank=True)
    # Whoever said it; empty for what stood here before that was asked.
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "text"], name="fact_once_an_enterprise"),
            models.CheckConstraint(condition=~Q(text=""), name="fact_has_words"),
        ]

    def __str__(self):
        return self.text


@tracked
class Registration(models.Model):
    """A row of the market regulator's file (市监): an enterprise registered, moved or closed."""

    class Status(models.TextChoices):
        EXISTING = "existing", _("Existing")
        CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")
        REVOKED = "revoked", _("Revoked")
        MOVED_OUT = "moved_out", _("Moved out")

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    credit_code = models.CharField(max_length=18, unique=True)
    registered_on = models.DateField(db_index=True)
    registered_capital_yuan = models.DecimalField(max_digits=20, decimal_places=2)
    section = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    # A move within the district is no new enterprise; the regulator's file says which it is.
    is_new = models.BooleanField(default=True)
    in_district = models.BooleanField(default=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.EXISTING)
    source_verified = models.BooleanField(default=False)
    batch = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-registered_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(registered_capital_yuan__gte=0), name="capital_not_negative"),
        ]

    def __str__(self):
        return self.name


@tracked
class EnterpriseMerger(Record):
    """Two records of one enterprise made one: which rows went from `origin` to `target`, which stayed, what both were."""

    NUMBER_PREFIX = "J"

    origin = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=list)
    stayed = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    made_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_on = models.DateField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.origin} → {self.target}"
