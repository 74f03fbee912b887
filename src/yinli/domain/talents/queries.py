"""Reads of talents, certificates and nominations."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import visible
from yinli.domain.talents.models import Certificate, Nomination, Talent


def talents(viewer) -> QuerySet[Talent]:
    """People won, as far as the viewer may see them, newest first: a name is ciphertext and has no order."""
    return visible(viewer, Talent).select_related("employer", "section").order_by("-pk")


def certificates(viewer) -> QuerySet[Certificate]:
    """Rows of the certificate file the viewer may see, newest first."""
    return visible(viewer, Certificate).select_related("employer")


def nominations(viewer) -> QuerySet[Nomination]:
    """Nominations the viewer may see, newest first."""
    return visible(viewer, Nomination).select_related("talent__employer")


def nominations_of(viewer, talent: Talent) -> QuerySet[Nomination]:
    """The person's nominations the viewer may see."""
    return visible(viewer, talent.nominations.all())


def talent_page(viewer) -> QuerySet[Talent]:
    """The same with all that a person's page shows."""
    return visible(viewer, Talent).select_related("employer", "section", "recorded_by")


def remarks(certificate: Certificate) -> str:
    """Why a certificate does not count, in words; "" where nothing speaks against it."""
    said = {
        _("revoked"): not certificate.valid,
        _("outside the district"): not certificate.in_district,
        _("second of the year"): not certificate.first_this_year,
    }
    return _(", ").join(words for words, holds in said.items() if holds)


def talents_of_enterprise(viewer, enterprise) -> QuerySet[Talent]:
    """People won who work for the enterprise."""
    return talents(viewer).filter(employer=enterprise)
