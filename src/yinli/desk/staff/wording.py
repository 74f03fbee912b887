"""What is done to people and units, as sentences of their history."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.duties import duties
from yinli.base.notices.wording import Kind


def received(values: dict) -> str:
    """From whom work came, and how many of what; kinds are named in the reader's language."""
    kinds = [(duty.title, values[duty.key]) for duty in duties() if duty.key in values]
    what = _now(", ").join(
        _now("%(what)s: %(count)s") % {"what": what, "count": count} for what, count in kinds
    )
    return _now("The work of %(whose)s was handed over to you (%(what)s).") % {
        "whose": values["whose"],
        "what": what,
    }


NOTICES = {"work.received": Kind(received, "arrows-exchange")}

SENTENCES = {
    "user.create": _("Account opened"),
    "user.edit": _("Account changed"),
    "user.password": _("Password set anew"),
    "user.hand_over": _("Open work handed over"),
    "user.close": _("Account closed"),
    "user.reopen": _("Account opened again"),
    "unit.create": _("Unit set up"),
}
# What an entry holds, by record: fields without a name of their own.
LABELS = {
    "accounts.user": {"username": _("Log-in name"), "unit": _("Unit"), "on_duty": _("On duty")},
    "accounts.unit": {"name": _("Unit's name"), "kind": _("Kind of unit"), "parent": _("Stands below")},
}
