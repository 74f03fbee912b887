"""History of talents in words."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.domain.talents.models import Nomination

SENTENCES = {
    "talent.create": _("Opened"),
    "talent.edit": _("Changed"),
    "talent.introduce": _("Introduced"),
    "talent.nominate": _("Put forward"),
    "talent.nomination": _("Result of a nomination"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "name": pgettext_lazy("person", "Name"),
    "programme": _("Programme"),
    "batch": _("Batch"),
    "result": _("Result"),
    "shortlisted_on": _("Shortlisted on"),
    "section": _("Section"),
}
IN_DISTRICT = _("In the district")
TALENT_LABELS = {"in_district": IN_DISTRICT, "recorded_by": _("Written down by")}
CERTIFICATE_LABELS = {
    "number": _("Certificate"),
    "occupation": _("Occupation"),
    "level": _("Level"),
    "issued_on": _("Issued on"),
    "employer": _("Employer"),
    "in_district": IN_DISTRICT,
    "first_this_year": _("First of this person in its year"),
    "valid": _("Valid"),
    "batch": _("Imported file"),
}
VALUES = {"result": dict(Nomination.Result.choices).get}


def talent_page(talent) -> str:
    """The page of a person won."""
    return reverse("talents:detail", args=[talent.number])


def certificate_page(certificate) -> str:
    """The file that a certificate is a row of."""
    return reverse("talents:certificates")


def what_stays(talent) -> list[str]:
    """What remains of a person won who is erased: all that figures count."""
    told = {"count": talent.nominations.count()}
    return [
        _now("level, degree, field, employer and days, without a name: figures stay as they are"),
        _now("%(count)s nominations") % told,
    ]


def certificate_stays(certificate) -> list[str]:
    """What remains of the holder of a certificate who is erased."""
    return [_now("certificate %(number)s without its holder's name") % {"number": certificate.number}]
