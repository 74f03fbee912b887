"""History of agreements in words."""

from django.utils.translation import gettext_lazy as _

from yinli.domain.agreements.models import Commitment

SENTENCES = {
    "agreement.create": _("Written down as claimed"),
    "agreement.edit": _("Changed"),
    "agreement.verify": _("Verified against the paper"),
    "agreement.commitment": _("Commitment added"),
    "agreement.commitment_kept": _("Commitment kept"),
}
# What entries hold besides fields that have a name of their own.
LABELS = {
    "parties": _("Parties"),
    "publicity": _("Claimed or verified"),
    "home_unit": _("Our side"),
    "text": _("Commitment"),
    "side": _("Whose"),
    "due_on": _("Due"),
    "source": _("Source"),
}
VALUES = {"side": dict(Commitment.Side.choices).get}
