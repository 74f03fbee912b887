"""History of follow-ups in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SENTENCES = {
    "follow_up.create": _("Asked"),
    "follow_up.assign": _("Lead unit named"),
    "follow_up.answer": _("Answered"),
    "follow_up.confirm": pgettext_lazy("follow-up", "Closed"),
    "follow_up.send_back": _("Sent back"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "project": _("Project"),
    "status": _("Status"),
    "source": _("Source"),
}
