"""History of trips in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SENTENCES = {
    "trip.create": _("Written down"),
    "trip.edit": _("Changed"),
    "trip.member": _("Joined by"),
    "trip.stop": _("Stop added"),
    "trip.reorder": _("Stop moved"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "stop": _("Stop"),
    "place": _("Place in order"),
    "cities": _("Cities"),
    "name": pgettext_lazy("person", "Name"),
    "title": _("Title"),
    "source": _("Source"),
}
