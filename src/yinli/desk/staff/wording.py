"""What is done to people and units, as sentences of their history."""

from django.utils.translation import gettext_lazy as _

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
