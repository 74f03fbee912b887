"""Amounts that are asked back: the form comes again with all that was typed, and says what was understood."""

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yinli.core.amount_doubts import Doubt, Known, doubts
from yinli.core.money import format_yuan
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.enterprises.queries import registrations
from yinli.domain.projects.models import Project, ProjectAmount
from yinli.domain.projects.queries import projects_of

# Bases of amounts that tell an enterprise's size.
SIZES = ("planned_investment", "fixed_asset_investment", "registered_capital", "paid_in")
MOST = 20


class AskedBack(forms.Form):
    """Mixin of a form with an `amount`: what cannot be meant so is asked back, once for each way it is typed."""

    as_typed = forms.CharField(
        label=gettext_lazy("Keep it as typed"), required=False, widget=forms.HiddenInput, max_length=60
    )

    def ask_back(self, known: Iterable[Known]) -> None:
        """Doubt the amount, unless whoever typed it said of just this text that it is meant so."""
        amount = self.cleaned_data.get("amount")
        typed = self.data.get(self.add_prefix("amount"), "").strip()
        if amount is None or amount.yuan is None or self.cleaned_data.get("as_typed") == typed:
            return
        found = doubts().of(amount.yuan, known)
        if found:
            self.add_error("amount", doubt_words(found, amount.yuan))
            box = forms.CheckboxInput(
                {"value": typed, "class": "form-check-input"}, check_test=lambda _value: False
            )
            self.fields["as_typed"].widget = box


def doubt_words(doubt: Doubt, yuan: Decimal) -> str:
    """What was understood, why it cannot be, what may have been meant, and how to keep it all the same."""
    return doubt_said(doubt, yuan) + _(" If it is right, tick “Keep it as typed”.")


def doubt_said(doubt: Doubt, yuan: Decimal) -> str:
    """What was understood, why it cannot be, and what may have been meant."""
    told = {"sum": _said(yuan)}
    if doubt.known:
        told |= {"what": doubt.known.what, "known": _said(doubt.known.yuan)}
        words = _("This is understood as %(sum)s, while %(what)s is %(known)s.") % told
    else:
        words = _("This is understood as %(sum)s.") % told
    if doubt.meant_yuan is not None:
        words += _(" If %(meant)s is meant, write it so.") % {"meant": _said(doubt.meant_yuan)}
    return words


def _said(yuan: Decimal) -> str:
    return format_yuan(yuan, lang=get_language() or "zh")


def known_sizes(viewer, enterprise: Enterprise | None, but: tuple[Project, str] | None = None) -> list[Known]:
    """Amounts that tell how large an enterprise is, as far as the viewer may see them: capital in the registration file,
    amounts of its projects; `but` is the amount that is about to be stated anew."""
    if enterprise is None:
        return []
    rows = registrations(viewer).filter(enterprise=enterprise)[:MOST]
    found = [Known(_("the registered capital"), row.registered_capital_yuan) for row in rows]
    for project in projects_of(viewer, enterprise)[:MOST]:
        for basis in SIZES:
            yuan = getattr(project, f"{basis}_yuan")
            if yuan and (project, basis) != but:
                told = {"basis": ProjectAmount.Basis(basis).label, "project": project.name}
                found.append(Known(_("“%(basis)s” of %(project)s") % told, yuan))
    return found
