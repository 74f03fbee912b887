"""History of talents in words."""

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
VALUES = {"result": dict(Nomination.Result.choices).get}
