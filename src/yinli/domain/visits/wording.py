"""History of visits in words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "visit.create": _("Noted down"),
    "visit.edit": _("Changed"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "held_on": _("Day"),
    "part": _("Their part"),
    "source": _("Source"),
}
