"""The form that sets a target, in the measure of its indicator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.ui.forms import Form, MoneyField, Seen

LARGEST_COUNT = 9_999_999


def _value_field(indicator):
    if indicator.measure:
        return MoneyField(label=_("To be reached"), help_text=_("With its unit, such as 500 million yuan."))
    if indicator.kind == "ratio":
        return forms.DecimalField(
            label=_("To be reached, in per cent"), min_value=0, max_value=1000, decimal_places=2
        )
    return forms.IntegerField(label=_("To be reached"), min_value=0, max_value=LARGEST_COUNT)


class TargetForm(Seen, Form):
    """One number for one indicator and year."""

    def __init__(self, *args, indicator, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(indicator)
        self.fields["value"].widget.attrs["class"] = "form-control"
