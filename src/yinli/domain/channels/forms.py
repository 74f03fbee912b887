"""Forms of channels."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.queries import assignable, people, units
from yinli.base.ui.forms import DayField, Form, ModelForm, MoneyField, Seen
from yinli.domain.channels.models import Channel, Cost
from yinli.domain.channels.queries import open_channels
from yinli.domain.channels.rules import rules
from yinli.domain.channels.wording import kind_choices, kind_words, measure_words
from yinli.domain.enterprises.queries import enterprises
from yinli.domain.follow_ups.forms import UnitField
from yinli.domain.projects.queries import projects_of


class ChannelForm(Seen, ModelForm):
    """A channel: what it is, whose, under which contract, who works there."""

    unit = UnitField(label=_("Unit"), empty_label=_("Choose the unit"))
    partner_name = forms.CharField(
        label=_("Partner"), max_length=120, required=False,
        help_text=_("With whom the contract is: the agent, or who runs the enclave. As it is called in the books."),
    )  # fmt: skip
    contract_from_on = DayField(label=_("Contract from"), required=False)
    contract_until_on = DayField(label=_("Contract until"), required=False)
    declared_on = DayField(
        label=_("Declaration given on"), required=False,
        help_text=_("An agent declares in writing that no public employee has a part in it; nothing is paid before."),
    )  # fmt: skip
    paper = forms.FileField(label=_("Contract, as a file"), required=False)

    class Meta:
        model = Channel
        fields = ["name", "kind", "unit", "place", "head", "staff", "about"]
        widgets = {"about": forms.Textarea({"rows": 3}), "staff": forms.CheckboxSelectMultiple}

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=kind_choices())
        self.fields["kind"].widget.attrs["class"] = "form-select"
        self.fields["unit"].queryset = units(viewer)
        self.fields["head"].queryset = assignable(viewer)
        self.fields["staff"].queryset = people(viewer).filter(is_active=True).order_by("unit__path", "name")
        self.fields["staff"].required = False
        if self.instance.partner_id:
            self.fields["partner_name"].initial = self.instance.partner.name
        for name in ("contract_from_on", "contract_until_on", "declared_on"):
            self.fields[name].initial = getattr(self.instance, name)
        self.order_fields([
            "seen", "name", "kind", "unit", "place", "head", "staff", "about", "partner_name", "contract_from_on",
            "contract_until_on", "paper", "declared_on",
        ])  # fmt: skip

    def clean_partner_name(self):
        """The enterprise of the books that is called so; None for nobody."""
        name = self.cleaned_data["partner_name"].strip()
        if not name:
            return None
        found = enterprises(self.viewer).filter(name=name).first()
        if found is None:
            raise forms.ValidationError(
                _("No enterprise of the books is called so. Add it first, or mend the name.")
            )
        return found


class CloseForm(Seen, Form):
    """Why it works no more."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class PlanForm(Seen, Form):
    """What a channel is to bring in a year, measure by measure; an empty field plans nothing."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, measure in rules().measures.items():
            field = MoneyField if measure.sums else forms.IntegerField
            limits = {} if measure.sums else {"min_value": 1, "max_value": 100_000}
            self.fields[code] = field(label=measure_words(code), required=False, **limits)

    def targets(self) -> dict:
        """Measure → target, Decimal or None."""
        given = self.cleaned_data
        return {code: Decimal(given[code]) if given[code] else None for code in rules().measures}


class WorkReportForm(Form):
    """A month's report."""

    month = DayField(label=_("Month"), help_text=_("Any day of it."))
    text = forms.CharField(
        label=_("What was done"), widget=forms.Textarea({"rows": 6}),
        help_text=_("Whom you met, what moves, what you need. Written again, it takes the place of what stood there."),
    )  # fmt: skip


class CostForm(Form):
    """What was spent."""

    kind = forms.ChoiceField(
        label=_("For what"), choices=[row for row in Cost.Kind.choices if row[0] != "reward"]
    )
    yuan = MoneyField(label=_("Amount"))
    spent_on = DayField(label=_("On"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean_yuan(self):
        """Above nothing."""
        if not (given := self.cleaned_data["yuan"]):
            raise forms.ValidationError(_("Say how much: an amount above nothing."))
        return given


class TenantForm(Form):
    """Who settles in an enclave."""

    name = forms.CharField(label=_("Enterprise"), max_length=120, widget=forms.TextInput({"autofocus": True}))
    entered_on = DayField(label=_("Since"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class ReturnForm(Form):
    """As which project a firm comes back."""

    project = forms.ModelChoiceField(label=_("Project"), queryset=None, empty_label=_("Choose the project"))
    returned_on = DayField(label=_("Came back on"))

    def __init__(self, *args, viewer, tenant, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects_of(viewer, tenant.enterprise)


class LeaveForm(Form):
    """When a firm moved out."""

    left_on = DayField(label=_("Moved out on"))


class AppraiseForm(Seen, Form):
    """What the mark rests on beside its figures."""

    words = forms.CharField(label=_("In words"), widget=forms.Textarea({"rows": 4}))


class ReasonForm(Form):
    """Why something is withdrawn."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class AttributeForm(Seen, Form):
    """By which channel a project came."""

    channel = forms.ModelChoiceField(
        label=_("Channel"), queryset=None, required=False, empty_label=_("by none")
    )
    why = forms.CharField(
        label=_("Why"), max_length=200, required=False,
        help_text=_("Needed where another channel, or none, takes the place of one."),
    )  # fmt: skip

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = open_channels(viewer)
        self.fields["channel"].label_from_instance = lambda one: f"{one.name} ({kind_words(one.kind)})"


class DecideForm(Seen, Form):
    """Whether it is paid."""

    grant = forms.ChoiceField(
        label=_("Agree or refuse"), widget=forms.RadioSelect,
        choices=[("yes", _("Agree: it may be paid")), ("no", _("Do not grant it"))],
    )  # fmt: skip
    words = forms.CharField(label=_("Why"), max_length=200, required=False)

    def clean(self):
        """A refusal says why."""
        cleaned = super().clean()
        if cleaned.get("grant") == "no" and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say why: the unit reads it."))
        return cleaned


class PayForm(Seen, Form):
    """When it was paid, and the slip that proves it."""

    paid_on = DayField(label=_("Paid on"))
    proof = forms.FileField(label=_("Bank slip"), help_text=_("A photo, a scan or a document."))


def month_shown(today: date) -> date:
    """The first day of the month that a report is likely about: in its first ten days, the one before."""
    return (today - timedelta(days=10)).replace(day=1)
