"""Forms of the scoreboard."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.ui.forms import Form, Seen

VERDICTS = (("verified", _("It holds")), ("refuted", _("It does not hold")))


class VerdictForm(Seen, Form):
    """Whether a claimed result holds, and why."""

    status = forms.ChoiceField(label=_("Verdict"), choices=VERDICTS, widget=forms.RadioSelect)
    verdict = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("What was compared: which rows, which file, which day."),
    )
