"""Forms of talents."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.accounts.queries import units
from yinli.base.ui.forms import DayField, Form, Seen
from yinli.domain.enterprises.forms import EnterpriseField
from yinli.domain.talents.models import Nomination, Talent
from yinli.domain.talents.rules import WrongIdentity, cleaned_identity


class Particulars(Form):
    """Mixin: what is known of the person."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=60, widget=forms.TextInput({"autofocus": True})
    )
    level = forms.ChoiceField(label=_("Level"), choices=Talent.Level.choices)
    degree = forms.CharField(label=_("Degree or title"), max_length=60, required=False)
    field = forms.CharField(label=_("Field"), max_length=60, required=False)
    employer = EnterpriseField(label=_("Employer"), required=False)
    section = forms.ModelChoiceField(None, label=_("Section"), required=False, empty_label="–")
    first_insured_on = DayField(label=_("First insured here on"), required=False)

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = units(viewer)


class TalentForm(Particulars):
    """A person won, once a person."""

    identity = forms.CharField(
        label=_("Identity or passport number"),
        max_length=24,
        help_text=_("Only to know the person again: a digest of it is kept, the number itself is not."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    field_order = ("name", "identity")

    def clean_identity(self):
        """The number in its one spelling."""
        try:
            return cleaned_identity(self.cleaned_data["identity"])
        except WrongIdentity as wrong:
            says = _(
                "This number cannot be right: check it sign by sign. The last sign of an identity number checks the others."
            )
            raise forms.ValidationError(says) from wrong


class TalentEditForm(Seen, Particulars):
    """What is known of the person, changed."""


class IntroduceForm(Seen, Form):
    """The person counts as introduced."""

    introduced_on = DayField(label=_("Introduced on"))
    ground = forms.ChoiceField(
        label=pgettext_lazy("talent", "Ground"), choices=Talent.Ground.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, talent: Talent, **kwargs):
        self.talent = talent
        super().__init__(*args, **kwargs)

    def clean(self):
        """A degree or title counts with the first local social insurance (design: standing set)."""
        cleaned = super().clean()
        if cleaned.get("ground") == Talent.Ground.DEGREE_INSURED and not self.talent.first_insured_on:
            says = _(
                "A degree or title counts from the first local social insurance: write that day down first (Edit)."
            )
            self.add_error("ground", says)
        return cleaned


class NominateForm(Form):
    """A person put forward to a programme."""

    programme = forms.CharField(
        label=_("Programme"), max_length=80, widget=forms.TextInput({"autofocus": True})
    )
    programme_level = forms.ChoiceField(
        label=_("Level of the programme"), choices=Nomination.ProgrammeLevel.choices
    )
    batch = forms.CharField(label=_("Batch"), max_length=40)
    submitted_on = DayField(label=_("Submitted on"))
    via_district = forms.BooleanField(
        label=_("Put forward through the district"), required=False, initial=True
    )

    def __init__(self, *args, talent: Talent, **kwargs):
        self.talent = talent
        super().__init__(*args, **kwargs)

    def clean(self):
        """Once a programme and batch."""
        cleaned = super().clean()
        once = {name: cleaned.get(name) for name in ("programme", "batch")}
        if all(once.values()) and self.talent.nominations.filter(**once).exists():
            self.add_error("batch", _("The person was put forward in this batch of this programme already."))
        return cleaned


class ResultForm(Seen, Form):
    """How a nomination ended."""

    result = forms.ChoiceField(label=_("Result"), choices=Nomination.Result.choices, widget=forms.RadioSelect)
    shortlisted_on = DayField(
        label=_("Shortlisted on"), required=False, help_text=_("Shortlisted is no award; both need this day.")
    )

    def clean(self):
        """Whoever was judged was shortlisted first: say on which day."""
        cleaned = super().clean()
        if cleaned.get("result") in ("shortlisted", "awarded", "not_awarded") and not cleaned.get(
            "shortlisted_on"
        ):
            self.add_error("shortlisted_on", _("Say on which day the person was shortlisted."))
        return cleaned
