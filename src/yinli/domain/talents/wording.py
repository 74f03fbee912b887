"""History of talents in words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "talent.create": _("Opened"),
    "talent.edit": _("Changed"),
    "talent.introduce": _("Introduced"),
    "talent.nominate": _("Put forward"),
    "talent.nomination": _("Result of a nomination"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "programme": _("Programme"),
    "batch": _("Batch"),
    "result": _("Result"),
    "shortlisted_on": _("Shortlisted on"),
    "section": _("Section"),
}
