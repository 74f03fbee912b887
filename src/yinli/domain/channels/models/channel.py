"""A channel, who works there, what it planned, reported and cost, and how its years were marked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source
from yinli.domain.enterprises.models import Enterprise


def _person(**kwargs):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", **kwargs
    )


def _paper(**kwargs):
    return models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+", **kwargs)


def _yuan(label=None, **kwargs):
    return models.DecimalField(label, max_digits=20, decimal_places=2, **kwargs)


@tracked
class Channel(Record):
    """A way by which projects come: a station, an enclave, a commissioned agent … `kind` is one of channels.toml."""

    NUMBER_PREFIX = "Q"

    name = models.CharField(
        _("name of the channel"), max_length=80, unique=True,
        error_messages={"unique": _("Another channel is called so.")},
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20)
    # Whose it is: the station's, enclave's or agent's own unit, or the unit that runs it.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    about = models.TextField(_("what it is to do"), blank=True)
    head = _person(blank=True, verbose_name=_("in charge"))
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("staff")
    )
    # With whom the contract is: the agent, or who runs the enclave.
    partner = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
    )
    contract_from_on = models.DateField(_("contract from"), null=True, blank=True)
    contract_until_on = models.DateField(_("contract until"), null=True, blank=True)
    contract = _paper()
    # The day on which its staff declared in writing that no public employee has a part in it.
    declared_on = models.DateField(_("declaration given on"), null=True, blank=True)
    closed_on = models.DateField(null=True)
    closed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["unit__path", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contract_until_on=None) | Q(contract_from_on__lte=F("contract_until_on")),
                name="contract_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closed_reason=""), name="closed_channel_has_a_reason"
            ),
        ]

    def __str__(self):
        return self.name


@tracked
class StaffMember(Channel.staff.through):  # type: ignore[name-defined]
    """Somebody who works at a channel: who did when is history like any other."""

    class Meta:
        proxy = True


@tracked
class Plan(models.Model):
    """What a channel is to bring in a year, by measure of channels.toml: projects, or yuan."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=40)
    target = _yuan()

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "year", "measure"], name="channel_plans_a_measure_once"
            ),
            models.CheckConstraint(condition=Q(target__gt=0), name="plan_is_above_nothing"),
        ]

    def __str__(self):
        return f"{self.year} {self.measure} {self.target}"


@tracked
class WorkReport(models.Model):
    """What a channel reports of a month: contacts made, what moves, what it needs. One a month, which may be mended."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="work_reports")
    # The first day of the month.
    month = models.DateField()
    text = models.TextField()
    told_on = models.DateField()
    told_by = _person()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "month"], name="channel_reports_a_month_once")
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"


@tracked
class Cost(models.Model):
    """Money spent on a channel. Written down wrongly, it is withdrawn with a reason and stays to be seen."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        PREMISES = "premises", _("Premises")
        EVENT = "event", _("Events and travel")
        FEE = "fee", _("Service fee")
        REWARD = "reward", _("Reward or share")
        OTHER = "other", _("Other")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    spent_on = models.DateField()
    yuan = _yuan()
    note = models.CharField(max_length=200, blank=True)
    recorded_by = _person()
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-spent_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(yuan__gt=0), name="cost_is_above_nothing"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_reason=""), name="withdrawn_cost_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.yuan}"


@tracked
class Appraisal(models.Model):
    """A year of a channel as it was marked: the lines stand as they were reckoned that day."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="appraisals")
    year = models.PositiveSmallIntegerField()
    # [[measure, value, target or null, per cent or null, weight]], numbers as texts.
    lines = models.JSONField()
    mark = models.DecimalField(max_digits=4, decimal_places=1)
    # Its label in both languages, as it was called that day.
    grade = models.JSONField()
    words = models.TextField()
    appraised_on = models.DateField()
    appraised_by = _person()
    rules_version = models.CharField(max_length=64)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "year"], name="channel_is_appraised_once_a_year")
        ]

    def __str__(self):
        return f"{self.year} {self.mark}"
