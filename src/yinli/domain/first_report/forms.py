"""Forms of first reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.queries import units
from yinli.base.ui.forms import Form, Seen
from yinli.domain.first_report.rules import RULINGS, rules
from yinli.domain.first_report.wording import ruling_words
from yinli.domain.follow_ups.forms import UnitField


def split_choices() -> list[tuple[str, str]]:
    """Shares to choose from."""
    return [(text, text) for text in rules().splits]


class CompleteForm(Seen, Form):
    """Who of the enterprise can be reached."""

    name = forms.CharField(label=_("Their name"), max_length=60)
    title = forms.CharField(label=_("Position"), max_length=60, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def clean(self):
        """One way to reach them is enough, and none is not."""
        cleaned = super().clean()
        if not cleaned.get("phone") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("phone", _("Say how they can be reached: a phone number or an e-mail address."))
        return cleaned


class ReleaseForm(Seen, Form):
    """Why a report is given up."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class TransferForm(Seen, Form):
    """Which unit lands the project, and how credit is shared."""

    unit = UnitField(label=_("Unit that lands it"), empty_label=_("Choose the unit"))
    split = forms.ChoiceField(label=_("Credit: who reported it to who lands it"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units(viewer)
        self.fields["split"].choices = split_choices()
        self.fields["split"].initial = "5:5"


class DisputeForm(Form):
    """What one's own project is, and why it was first or is another."""

    what = forms.CharField(label=_("What our project is"), max_length=120)
    grounds = forms.CharField(
        label=_("Why we were first, or why it is another project"),
        widget=forms.Textarea({"rows": 5, "autofocus": True}),
        help_text=_("Days and papers: who spoke with whom when. The bureau reads this beside the report."),
    )


class RulingForm(Seen, Form):
    """What the bureau decides."""

    ruling = forms.ChoiceField(label=_("Ruling"), widget=forms.RadioSelect)
    split = forms.ChoiceField(
        label=_("Shares, where credit is shared: first report to who disputes it"), required=False
    )
    words = forms.CharField(
        label=_("Why so"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Both sides read this; it stays in the ledger."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ruling"].choices = [(code, ruling_words(code)) for code in RULINGS]
        self.fields["split"].choices = [("", "–"), *split_choices()]

    def clean(self):
        """Shares belong to one ruling, and it needs them."""
        cleaned = super().clean()
        if cleaned.get("ruling") == "shared" and not cleaned.get("split"):
            self.add_error("split", _("Say how credit is shared."))
        return cleaned
