"""Who works here: units as a tree, users with one role in one unit, and the viewer of jobs."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """单位: the district, its bureau, sections, departments, stations, enclaves and agents."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("District")
        BUREAU = "bureau", _("Investment bureau")
        SECTION = "section", _("Section")
        DEPARTMENT = "department", _("Department")
        STATION = "station", _("Station")
        ENCLAVE = "enclave", _("Enclave")
        AGENT = "agent", _("Commissioned agent")

    name = models.CharField(max_length=80, unique=True)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Materialised path of ids, "000001.000005.": a subtree is a prefix, so no recursive query is ever needed.
    path = models.CharField(max_length=200, blank=True, db_index=True)
    # 撤销: since when it is no more, and who took its work over.
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="unit_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(successor=None) | (Q(closed_on__isnull=False) & ~Q(successor=models.F("id"))),
                name="only_a_unit_that_is_no_more_has_a_successor",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def depth(self) -> int:
        """How far below the district this unit stands; the district itself is 0."""
        return max(0, self.path.count(".") - 1)


class User(AbstractUser):
    """A person who logs in. One role in one unit; what the role may do is rules/permissions.toml."""

    class Role(models.TextChoices):
        LEADER = "leader", _("Leader")
        BUREAU = "bureau", _("Bureau")
        MANAGER = "manager", _("Unit manager")
        OFFICER = "officer", _("Promotion officer")
        AGENT = "agent", _("Agent")
        TALENT_OFFICER = "talent_officer", _("Talent officer")
        FUND_OFFICER = "fund_officer", _("Fund officer")
        DEPARTMENT = "department", _("Department officer")
        AUDITOR = "auditor", _("Auditor")
        ADMINISTRATOR = "administrator", _("Administrator")

    first_name = None  # type: ignore[assignment]  # one name, as Chinese names are written
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.OFFICER)
    # The officer who takes a lead that nobody claims (值班专员), one or more a unit.
    on_duty = models.BooleanField(default=False)

    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        ordering = ["unit__path", "name"]

    def __str__(self):
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Attempt(models.Model):
    """Wrong attempts of one kind, under a hash of whom or what they are about; `attempt_actions` counts."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    last_at = models.DateTimeField(db_index=True)
    wait_until = models.DateTimeField()

    def __str__(self):
        return f"{self.key[:8]} {self.failures}"


class SystemViewer:
    """Who jobs, imports and the command line are when no person stands behind them."""

    pk = None
    name = username = "system"
    role = "system"
    unit = None
    unit_id = None
    is_authenticated = True
    is_active = True

    def __str__(self):
        return "system"


SYSTEM = SystemViewer()
