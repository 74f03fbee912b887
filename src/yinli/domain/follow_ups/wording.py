"""History of follow-ups in words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.notices.wording import Kind

SENTENCES = {
    "follow_up.create": _("Asked"),
    "follow_up.assign": _("Lead unit named"),
    "follow_up.take_on": _("Taken on"),
    "follow_up.hand_on": _("Handed on"),
    "follow_up.paper": _("Proof added"),
    "follow_up.answer": _("Answered"),
    "follow_up.confirm": pgettext_lazy("follow-up", "Closed"),
    "follow_up.send_back": _("Sent back"),
    "follow_up.escalate": _("Told further up: overdue"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "project": _("Project"),
    "status": _("Status"),
    "source": _("Source"),
    "told": _("Told to"),
    "told_up_to": _("Told up to"),
}


def _page(follow_up) -> str:
    return reverse("follow_ups:detail", args=[follow_up.number])


NOTICES = {
    "follow_up.handed": Kind(_("Your unit was handed a follow-up."), "inbox", _page),
    "follow_up.handed_on": Kind(_("What you asked for was handed on."), "arrow-forward-up", _page),
    "follow_up.overdue": Kind(_("A follow-up is %(days)s days overdue and not answered."), "alarm", _page),
    "follow_up.answered": Kind(_("What you asked for was answered."), "message-check", _page),
    "follow_up.sent_back": Kind(_("Your answer was sent back."), "corner-up-left", _page),
    "follow_up.confirmed": Kind(_("Your answer was accepted."), "circle-check", _page),
}
