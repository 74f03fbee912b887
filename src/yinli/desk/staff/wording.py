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


NOTICES = {
    "work.received": Kind(received, "arrows-exchange"),
    "unit.dissolved": Kind(
        _("%(unit)s was dissolved. You and its open work belong to %(successor)s now."), "building-off"
    ),
}
# Why a unit cannot be dissolved so, and what to do.
UNIT_REFUSALS = {
    "gone": _("%(unit)s was dissolved already."),
    "district": _("The district itself cannot be dissolved."),
    "itself": _("A unit cannot take its own work over. Choose another."),
    "successor_gone": _("The unit chosen was dissolved itself meanwhile. Choose another."),
    "below": _("The unit chosen stands below %(unit)s. Choose one outside of it."),
    "outside": _("Work of the house goes to no commissioned agent, nor an agent's to the house."),
    "must_end": _("%(unit)s still has channels that work. End them first."),
}


def unit_refusal(refused) -> str:
    """Why a unit was not dissolved."""
    return str(UNIT_REFUSALS[refused.why]) % {"unit": refused.unit.name}


SENTENCES = {
    "user.create": _("Account opened"),
    "user.edit": _("Account changed"),
    "user.password": _("Password set anew"),
    "user.hand_over": _("Open work handed over"),
    "user.close": _("Account closed"),
    "user.reopen": _("Account opened again"),
    "unit.create": _("Unit set up"),
    "unit.edit": _("Unit moved in the tree"),
    "unit.dissolve": _("Unit dissolved"),
}
# What an entry holds, by record: fields without a name of their own.
LABELS = {
    "accounts.user": {"username": _("Log-in name"), "unit": _("Unit"), "on_duty": _("On duty")},
    "accounts.unit": {
        "name": _("Unit's name"),
        "kind": _("Kind of unit"),
        "parent": _("Stands below"),
        "successor": _("Who takes its work over"),
        "people": _("People"),
    },
}
