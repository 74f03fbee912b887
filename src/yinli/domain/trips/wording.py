"""History of trips in words."""

from django.utils.translation import gettext_lazy as _

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
    "member": _("Member"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "source": _("Source"),
}
