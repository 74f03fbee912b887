"""Reads of talents, certificates and nominations."""

from django.db.models import QuerySet

from yinli.base.accounts.permissions import visible
from yinli.domain.talents.models import Certificate, Nomination, Talent


def talents(viewer) -> QuerySet[Talent]:
    """People won, as far as the viewer may see them, by name."""
    return visible(viewer, Talent).select_related("employer", "section").order_by("name_pinyin", "pk")


def certificates(viewer) -> QuerySet[Certificate]:
    """Rows of the certificate file the viewer may see, newest first."""
    return visible(viewer, Certificate).select_related("employer")


def nominations(viewer) -> QuerySet[Nomination]:
    """Nominations the viewer may see, newest first."""
    return visible(viewer, Nomination).select_related("talent__employer")


def talents_of_enterprise(viewer, enterprise) -> QuerySet[Talent]:
    """People won who work for the enterprise."""
    return talents(viewer).filter(employer=enterprise)
