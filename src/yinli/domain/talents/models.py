"""人才: people won for the district, certificates of skill (人社 file), nominations for programmes."""

import functools

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.accounts.models import Unit
from yinli.base.history.models import Record, tracked
from yinli.base.personal.fields import PersonalField
from yinli.base.personal.models import Subject
from yinli.domain.enterprises.models import Enterprise


@functools.partial(tracked, exclude=["person_key"])
class Talent(Record):
    """A person won: introduced by recognition, or by degree or title with the first local social insurance."""

    NUMBER_PREFIX = "R"

    class Level(models.TextChoices):
        NATIONAL = "national", _("National level")
        PROVINCIAL = "provincial", _("Provincial level")
        CITY = "city", _("City level")
        DOCTOR = "doctor", _("Doctor")
        SENIOR_TITLE = "senior_title", _("Senior title")
        MASTER = "master", _("Master")
        BACHELOR = "bachelor", _("Bachelor")
        OTHER = "other", _("Other")

    class Ground(models.TextChoices):
        RECOGNISED = "recognised", _("Recognised")
        DEGREE_INSURED = "degree_insured", _("Degree or title, insured here")
        VISITING = "visiting", _("Visiting")

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    name = PersonalField(_("name"), column="talent.name", mask="name", shown=True)
    # Who the person is without the name: a keyed digest of the identity number, never the number itself.
    # Replaced by a random one when the person is erased, so history does not hold it.
    person_key = models.CharField(max_length=64, unique=True)
    level = models.CharField(_("level"), max_length=14, choices=Level.choices)
    ground = models.CharField(_("ground"), max_length=16, choices=Ground.choices, blank=True)
    degree = models.CharField(_("degree or title"), max_length=60, blank=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    employer = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("employer"),
    )
    section = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    introduced_on = models.DateField(_("introduced on"), null=True, blank=True)
    first_insured_on = models.DateField(_("first insured here on"), null=True, blank=True)
    in_district = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(introduced_on=None) | ~Q(ground=""), name="introduced_talent_has_a_ground"
            ),
        ]

    def __str__(self):
        return str(self.name)

    @property
    def called_in_history(self):
        """What entries call it."""
        return self.name


@functools.partial(tracked, exclude=["person_key"])
class Certificate(models.Model):
    """A row of the human-resources file (人社): a certificate of skill issued to a person."""

    class Level(models.IntegerChoices):
        """Level 1 is the highest (高级技师); 高级工 and above are levels 3 to 1."""

        SENIOR_TECHNICIAN = 1, _("Senior technician")
        TECHNICIAN = 2, _("Technician")
        SENIOR_WORKER = 3, _("Senior worker")
        WORKER = 4, _("Intermediate worker")
        JUNIOR_WORKER = 5, _("Junior worker")

    number = models.CharField(max_length=40, unique=True)
    person_key = models.CharField(max_length=64, db_index=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    holder = PersonalField(_("holder"), column="certificate.holder", mask="name", shown=True)
    occupation = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    issued_on = models.DateField(db_index=True)
    employer = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="+")
    in_district = models.BooleanField(default=True)
    # The file marks a person's second certificate of a year; only the first counts.
    first_this_year = models.BooleanField(default=True)
    valid = models.BooleanField(default=True)
    batch = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-issued_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=1) & Q(level__lte=5), name="certificate_level_1_to_5"
            ),
        ]

    def __str__(self):
        return self.number


@tracked
class Nomination(models.Model):
    """A person put forward to a programme in a batch: shortlisted is no award."""

    class ProgrammeLevel(models.TextChoices):
        NATIONAL = "national", _("National")
        PROVINCIAL = "provincial", _("Provincial")
        CITY = "city", pgettext_lazy("programme", "City")

    class Result(models.TextChoices):
        NOMINATED = "nominated", _("Nominated")
        SHORTLISTED = "shortlisted", _("Shortlisted")
        AWARDED = "awarded", _("Awarded")
        NOT_AWARDED = "not_awarded", _("Not awarded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    talent = models.ForeignKey(Talent, on_delete=models.PROTECT, related_name="nominations")
    programme = models.CharField(max_length=80)
    programme_level = models.CharField(max_length=10, choices=ProgrammeLevel.choices)
    batch = models.CharField(max_length=40)
    submitted_on = models.DateField()
    shortlisted_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=Result.choices, default=Result.NOMINATED)
    via_district = models.BooleanField(default=True)

    class Meta:
        ordering = ["-submitted_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["talent", "programme", "batch"], name="nominated_once_a_batch"),
            models.CheckConstraint(
                condition=~Q(result__in=("shortlisted", "awarded", "not_awarded"))
                | Q(shortlisted_on__isnull=False),
                name="shortlisted_has_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.programme} {self.batch}"
