"""Forms of agreements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.queries import units
from yinli.base.ui.forms import DayField, Form, MoneyField, Seen
from yinli.domain.agreements.models import Agreement, Commitment
from yinli.domain.enterprises.forms import EnterprisesField
from yinli.domain.follow_ups.forms import UnitField
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects


class ProjectField(forms.CharField):
    """A project by its number or its whole name, among those the viewer may see; None when empty."""

    viewer = None

    def clean(self, value):
        """The project called so."""
        typed = super().clean(value).strip()
        if not typed:
            return None
        seen = projects(self.viewer)
        key = Project.pk_from(typed)
        found = seen.filter(pk=key).first() if key else seen.filter(name=typed).first()
        if found is None:
            raise forms.ValidationError(_("No project of this number or name is known to you."))
        return found

    def prepare_value(self, value):
        """A project as its number."""
        return value.number if isinstance(value, Project) else value


class AgreementForm(Form):
    """An agreement as far as it is known."""

    title = forms.CharField(label=_("Title"), max_length=160, widget=forms.TextInput({"autofocus": True}))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Agreement.Kind.choices,
        initial=Agreement.Kind.UNKNOWN,
        help_text=_("A ceremony says nothing of the kind: leave it open until somebody has seen the paper."),
    )
    parties = EnterprisesField(label=_("Enterprises that sign"), help_text=_("One a line."))
    signed_on = DayField(label=_("Signed on"), required=False)
    amount_yuan = MoneyField(
        label=_("Amount"), required=False, help_text=_("With its unit, such as 500 million yuan.")
    )
    project = ProjectField(
        label=_("Project"), required=False, max_length=120, help_text=_("Its number or name.")
    )
    home_unit = UnitField(label=_("Our side"), required=False, empty_label=_("To be named"))
    home_side = forms.CharField(label=_("Our side, as it was said"), max_length=120, required=False)

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].viewer = viewer
        self.fields["home_unit"].queryset = units(viewer)


class AgreementEditForm(Seen, AgreementForm):
    """An agreement, changed. One that was verified keeps its kind and its day."""

    parties = None

    def __init__(self, *args, record: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        if record.publicity == Agreement.Publicity.VERIFIED:
            for name in ("kind", "signed_on"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Verified against the paper.")


class VerifyForm(Seen, Form):
    """Somebody saw the paper."""

    kind = forms.ChoiceField(
        label=_("What the paper is"),
        choices=[choice for choice in Agreement.Kind.choices if choice[0] != Agreement.Kind.UNKNOWN],
        widget=forms.RadioSelect,
    )
    signed_on = DayField(label=_("The day it bears"))
    saw_it = forms.BooleanField(label=_("I have seen the paper, signed and sealed."))


class CommitmentForm(Form):
    """Who promised what by when."""

    side = forms.ChoiceField(label=_("Whose"), choices=Commitment.Side.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What is promised"), max_length=300, widget=forms.Textarea({"autofocus": True})
    )
    due_on = DayField(label=_("Due"), required=False)


class KeptForm(Form):
    """The promise was kept."""

    kept_on = DayField(label=_("Kept on"))
