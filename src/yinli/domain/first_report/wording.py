"""Words of first reports: states, rulings, lines of the ledger, and their history."""

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yinli.core.label import in_language
from yinli.domain.first_report.actions import NotRenewed
from yinli.domain.first_report.rules import RULINGS, STATES, rules

SENTENCES = {
    "report.create": gettext_lazy("Reported first"),
    "report.valid": gettext_lazy("The report holds"),
    "report.renew": gettext_lazy("Renewed the report"),
    "report.release": gettext_lazy("Gave the report up"),
    "report.transfer": gettext_lazy("Handed the project to another unit"),
    "dispute.create": gettext_lazy("Disputed the first report"),
    "dispute.withdraw": gettext_lazy("Withdrew the dispute"),
    "dispute.rule": gettext_lazy("Ruled the dispute"),
}
LABELS = {
    "what": gettext_lazy("Project"),
    "unit": gettext_lazy("Unit"),
    "split": gettext_lazy("Shares"),
    "holds_until_on": gettext_lazy("Holds until"),
    "ruling": gettext_lazy("Ruling"),
}


def state_words(state: str) -> str:
    """What a report does today."""
    return _said(rules().states[state]) if state in STATES else state


def ruling_words(ruling: str) -> str:
    """What the bureau decided."""
    return _said(rules().rulings[ruling]) if ruling in RULINGS else ruling


def _said(label) -> str:
    return in_language(label, get_language() or "zh")


def line_words(kind: str) -> str:
    """What happened, as a line of the ledger tells it."""
    return {
        "reported": _("Reported to the ledger"),
        "valid": _("Holds from here on"),
        "renewed": _("Renewed"),
        "released": _("Given up"),
        "transferred": _("Handed to another unit"),
        "disputed": _("Disputed"),
        "dispute_withdrawn": _("Dispute withdrawn"),
        "ruled": _("Ruled"),
    }.get(kind, kind)


def line_text(content: dict) -> str:
    """What else a line says, in words."""
    parts = []
    if until := content.get("until"):
        parts.append(_("holds until %(day)s") % {"day": until})
    if ruling := content.get("ruling"):
        parts.append(ruling_words(ruling))
    parts += [content[key] for key in ("to", "by_unit", "claim", "split", "why") if content.get(key)]
    return _("; ").join(parts)


def why_not_renewed(refused: NotRenewed) -> str:
    """Why a report is not renewed, and what to do."""
    return {
        "not_valid": _("A report that does not hold yet is not renewed. Add who can be reached first."),
        "released": _("This report was given up."),
        "too_often": _("It was renewed as often as the rules allow. Ask the investment bureau."),
        "no_progress": _(
            "Nothing has happened since it last began to hold. Record what moved the project on, then renew."
        ),
    }[refused.code]


def why_not_ruled(code: str) -> str:
    """Why a dispute is not ruled so."""
    return {
        "gone": _("The project was taken back: nothing is left to give or to share."),
        "split": _("Say how credit is shared."),
        "words": _("Say why: both sides read it."),
    }.get(code, _("The dispute is ruled already."))


def dispute_page(dispute) -> str:
    """The address of a dispute's page."""
    return reverse("first_report:dispute", args=[dispute.number])
