"""Forms of learning: what a page shows, and why something is switched."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.ui.forms import Form, Seen, name_by_itself
from yinli.desk.learning.wording import FIGURES

# What a page looks at unasked, and what else there is to choose.
UNASKED = _("Last 12 months")
OTHER_SPANS = [("1", _("This month")), ("3", _("Last 3 months")), ("all", _("Since the beginning"))]


class FigureForm(Form):
    """What the figures are narrowed to; each control is named by its own first option."""

    span = forms.ChoiceField(label=UNASKED, choices=OTHER_SPANS, required=False)
    field = forms.ChoiceField(label=_("Record field"), required=False)
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    version = forms.ChoiceField(label=_("Reader version"), required=False)

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.choices = [*options.get(name, field.choices)]
            name_by_itself(field)
            field.widget.attrs.setdefault("aria-label", field.label)


class SwitchForm(Seen, Form):
    """Why it is switched: shown with it from then on."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class NameForm(Form):
    """Why a name is used no longer, or again."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


FIGURE_CHOICES = list(FIGURES.items())
