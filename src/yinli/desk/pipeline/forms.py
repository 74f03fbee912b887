"""Forms of the pipeline. They check what was typed; actions write."""

import re

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinli.base.accounts.queries import assignable, below, people, units
from yinli.base.ui.forms import DayField, Form, ModelForm, MoneyField, Seen
from yinli.core.workflow import stages
from yinli.desk.pipeline.doubted import AskedBack, known_sizes
from yinli.domain.channels.wording import kind_choices
from yinli.domain.enterprises.queries import enterprises
from yinli.domain.projects.models import Project, ProjectAmount
from yinli.domain.projects.wording import fact_words, gate_words, reason_choices

BETWEEN_WORDS = re.compile(r"[,，、;；\s]+")


class PastDay(DayField):
    """The day something happened: today or earlier."""

    def __init__(self, today, **kwargs):
        super().__init__(**kwargs)
        self.today = today
        self.widget.attrs["max"] = today.isoformat()

    def clean(self, value):
        day = super().clean(value)
        if day and day > self.today:
            raise forms.ValidationError(
                _("This day has not come yet. A fact is dated on the day it happened.")
            )
        return day


class ComingDay(DayField):
    """The day something is due: today or later."""

    def __init__(self, today, **kwargs):
        super().__init__(**kwargs)
        self.today = today
        self.widget.attrs["min"] = today.isoformat()

    def clean(self, value):
        day = super().clean(value)
        if day and day < self.today:
            raise forms.ValidationError(_("This day is over. Choose today or a day to come."))
        return day


class Words(forms.CharField):
    """Several words in one line, set apart by commas or blanks; the value is a list."""

    def clean(self, value):
        return [word for word in BETWEEN_WORDS.split(super().clean(value)) if word]

    def prepare_value(self, value):
        return _(", ").join(value) if isinstance(value, list) else value


class LeadForm(AskedBack, Form):
    """A lead: an enterprise and one line; the rest may wait."""

    enterprise = forms.CharField(
        label=gettext_lazy("Enterprise"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True}),
    )
    name = forms.CharField(
        label=gettext_lazy("What is the project?"),
        max_length=120,
        help_text=gettext_lazy("One line, as you would say it on the phone."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    person = forms.CharField(
        label=gettext_lazy("Who answers there"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("With somebody who can be reached, the first report holds at once."),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )
    track = forms.ChoiceField(label=gettext_lazy("Track"), choices=Project.Track.choices, required=False)
    amount = MoneyField(label=gettext_lazy("Planned investment"), required=False, whole=True)
    channel = forms.ChoiceField(label=gettext_lazy("Where it came from"), required=False)
    officer = forms.ModelChoiceField(
        label=gettext_lazy("Officer"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Me, or who is on duty"),
    )

    def __init__(self, viewer, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["amount"].widget.attrs["placeholder"] = _("such as 500 million yuan")
        self.fields["channel"].choices = [("", _("not said")), *kind_choices()]
        self.fields["officer"].queryset = below(viewer, assignable(viewer), "project.assign", "unit__path")

    def values(self) -> dict:
        """What `open_lead` takes besides name and enterprise."""
        given = self.cleaned_data
        kept = {key: given[key] for key in ("track", "channel", "officer") if given[key]}
        if given["person"]:
            kept["person"] = {"name": given["person"], "phone": given["phone"]}
        return {**kept, "amounts": {"planned_investment": given["amount"]}} if given["amount"] else kept

    def clean(self):
        """A phone number is somebody's; an amount that cannot be meant so is asked back."""
        cleaned = super().clean()
        named = enterprises(self.viewer).filter(name=cleaned.get("enterprise", "").strip()).first()
        self.ask_back(known_sizes(self.viewer, named))
        if cleaned.get("phone") and not cleaned.get("person"):
            self.add_error("person", _("Say whose number this is."))
        return cleaned

    def clean_amount(self):
        """A foreign amount is asked back: no rate is kept here."""
        amount = self.cleaned_data["amount"]
        if amount and amount.yuan is None:
            raise forms.ValidationError(MoneyField.default_error_messages["foreign"])
        return amount


class EditForm(Seen, ModelForm):
    """Everything about a project that is simply written."""

    industries = Words(label=gettext_lazy("Industries"), required=False)

    class Meta:
        model = Project
        fields = [
            "name", "track", "category", "grade", "industries", "channel", "lead_unit", "leader", "officer",
            "next_step", "next_step_due_on", "about",
        ]  # fmt: skip
        field_classes = {"next_step_due_on": DayField}

    def __init__(self, viewer, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version
        self.fields["channel"] = forms.ChoiceField(
            label=_("Where it came from"), required=False, choices=[("", _("not said")), *self._channels()]
        )
        self.fields["channel"].widget.attrs["class"] = "form-select"
        self.fields["lead_unit"].queryset = self._given_to(
            viewer, units(viewer), "path", self.instance.lead_unit_id
        )
        self.fields["leader"].queryset = people(viewer).filter(role="leader")
        self.fields["officer"].queryset = self._given_to(
            viewer, assignable(viewer), "unit__path", self.instance.officer_id
        )
        if self.instance.status == "active":
            for name in ("officer", "next_step", "next_step_due_on"):
                self.fields[name].required = True

    def _given_to(self, viewer, rows, path, now):
        """Those to whom the viewer may give the project, and whoever has it."""
        return rows.filter(Q(pk=now) | Q(pk__in=below(viewer, rows, "project.assign", path).values("pk")))

    def _channels(self):
        known = kind_choices()
        now = self.instance.channel
        return known if not now or now in dict(known) else [*known, (now, now)]


class NextStepForm(Seen, Form):
    """What comes next, and by when."""

    next_step = forms.CharField(label=gettext_lazy("Next step"), max_length=200)

    def __init__(self, today, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"] = ComingDay(today, label=_("Due"))
        self.fields["due_on"].widget.attrs["class"] = "form-control"


class GateForm(Seen, Form):
    """The dated facts that a gate still lacks: a choice where any of several will do."""

    def __init__(self, gates, today, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.gates = gates
        for place, gate in enumerate(gates):
            if len(gate.any_of) > 1:
                choices = [(kind, fact_words(kind)) for kind in gate.any_of]
                widget = forms.RadioSelect({"class": "choice-list"})
                self.fields[f"kind_{place}"] = forms.ChoiceField(
                    label=_("Which of these was it?"), choices=choices, widget=widget
                )
            label = gate_words(gate) if len(gate.any_of) == 1 else _("On")
            self.fields[f"on_{place}"] = PastDay(today, label=label)
            self.fields[f"on_{place}"].widget.attrs["class"] = "form-control"

    def facts(self) -> dict:
        """Kind → day."""
        given = self.cleaned_data
        return {
            given.get(f"kind_{i}") or gate.any_of[0]: given[f"on_{i}"] for i, gate in enumerate(self.gates)
        }


class ReasonForm(Seen, Form):
    """A reason from the list of a kind: pause, lost, withdrawn, back."""

    def __init__(self, kind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = forms.RadioSelect({"class": "choice-list"})
        self.fields["reason"] = forms.ChoiceField(
            label=_("Reason"), choices=reason_choices(kind), widget=widget
        )


class FactForm(Form):
    """A dated fact of any kind, in any order."""

    kind = forms.ChoiceField(label=gettext_lazy("Fact"))
    note = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, held, today, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (kind, fact_words(kind)) for kind in stages().facts if kind not in held
        ]
        self.fields["on"] = PastDay(today, label=_("On"))
        self.fields["on"].widget.attrs["class"] = "form-control"
        self.order_fields(["kind", "on", "note"])


class AmountForm(AskedBack, Form):
    """An amount as it was stated."""

    basis = forms.ChoiceField(label=gettext_lazy("What the amount is"), choices=ProjectAmount.Basis.choices)
    amount = MoneyField(label=gettext_lazy("Amount"), whole=True)

    def __init__(self, viewer, project: Project, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer, self.project = viewer, project

    def clean(self):
        """An amount that cannot be meant so is asked back."""
        cleaned = super().clean()
        said_anew = (self.project, cleaned.get("basis", ""))
        self.ask_back(known_sizes(self.viewer, self.project.enterprise, said_anew))
        return cleaned

    def clean_amount(self):
        """A foreign amount is asked back: no rate is kept here."""
        amount = self.cleaned_data["amount"]
        if amount.yuan is None:
            raise forms.ValidationError(MoneyField.default_error_messages["foreign"])
        return amount


class PeopleField(forms.ModelMultipleChoiceField):
    """People with their units: there are many, and some share a name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        """Name and unit."""
        return f"{obj.name} · {obj.unit.name}" if obj.unit else obj.name


class ProtectForm(Seen, Form):
    """Who sees a confidential project besides its officer and its leader."""

    people = PeopleField(label=gettext_lazy("People who may see it"), queryset=None, required=False)

    def __init__(self, viewer, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = people(viewer).exclude(role="administrator")
        self.fields["people"].queryset = found.order_by("unit__path", "name")


class SeenForm(Seen, Form):
    """A question without fields."""
