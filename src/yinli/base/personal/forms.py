"""Forms about personal data: why somebody looks, takes out or erases; on which terms data are kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.personal.actions import Reason
from yinli.base.personal.wording import purposes, reasons
from yinli.core.personal_numbers import find, is_phone
from yinli.core.personal_rules import OTHER


class PhoneField(forms.CharField):
    """A phone number as it was typed; any other text is refused."""

    widget = forms.TextInput({"type": "tel"})
    default_error_messages = {
        "invalid": _(
            "This is no phone number: write at least 5 figures, with + ( ) - or blanks, and an extension after “ext”, "
            "such as 0510-85551234 ext 8."
        )
    }

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Phone"), "max_length": 40, "required": False, **kwargs})

    def validate(self, value):
        """Refuse what nobody can dial."""
        super().validate(value)
        if value and not is_phone(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class ReasonForm(forms.Form):
    """A reason of rules/personal.toml, and words of one's own."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        widget=forms.Select({"class": "form-select", "autofocus": True}),
        error_messages={"required": _("Choose a reason: it stands in the access log.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, *args, act: str, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # Nothing is chosen beforehand: a reason that nobody gave would stand in the log for ever.
        self.fields["reason"].choices = [("", _("Choose…")), *reasons(act)]  # type: ignore[attr-defined]

    def clean(self):
        """One's own reason has words; and the log holds nobody's number."""
        cleaned = super().clean()
        words = cleaned.get("words", "")
        if cleaned.get("reason") == OTHER and not words.strip():
            self.add_error("words", _("Say which reason."))
        if find(words):
            self.add_error("words", _("Write no phone or identity number here: the log is never erased."))
        return cleaned

    @property
    def given(self) -> Reason:
        """What the actions ask for."""
        return Reason(self.cleaned_data["reason"], self.cleaned_data["words"])


class EraseForm(ReasonForm):
    """Erasing is confirmed."""

    sure = forms.BooleanField(
        label=_("I have read what is lost. It cannot be brought back by anybody."),
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )


class TermsForm(forms.Form):
    """Why data are kept, since when the person agreed, until when."""

    purpose = forms.ChoiceField(label=_("Purpose of keeping"), widget=forms.Select({"class": "form-select"}))
    consent_on = forms.DateField(
        label=_("Consent given on"),
        required=False,
        widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )
    keep_until = forms.DateField(
        label=_("Keep until"),
        required=False,
        help_text=_("Left empty, the period of the purpose counts."),
        widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = purposes()
