"""The form of a change of many projects."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinli.base.accounts.queries import assignable, below, units
from yinli.base.ui.forms import Form
from yinli.desk.pipeline.forms import ComingDay
from yinli.desk.pipeline.models import BulkEdit
from yinli.domain.channels.wording import kind_choices
from yinli.domain.projects.models import Project

# So many projects can be changed at once.
MOST = 500


def numbers_of(given: list[str]) -> list[int]:
    """Keys of projects from their numbers; what is none is left out."""
    keys = (Project.pk_from(one) for one in given[:MOST])
    return [key for key in keys if key is not None]


class BulkForm(Form):
    """Which field, and what it becomes: of the values only the one of the chosen field counts."""

    field = forms.ChoiceField(label=gettext_lazy("What to change"), choices=BulkEdit.Field.choices)
    officer = forms.ModelChoiceField(label=gettext_lazy("Officer"), queryset=None, required=False)
    lead_unit = forms.ModelChoiceField(label=gettext_lazy("Lead unit"), queryset=None, required=False)
    grade = forms.ChoiceField(
        label=gettext_lazy("Grade"), choices=[("", "–"), *Project.Grade.choices], required=False
    )
    channel = forms.ChoiceField(label=gettext_lazy("Where it came from"), required=False)
    versions = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, viewer, today, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = below(viewer, assignable(viewer), "project.assign", "unit__path")
        self.fields["lead_unit"].queryset = below(viewer, units(viewer), "project.assign", "path")
        self.fields["channel"].choices = [("", _("not said")), *kind_choices()]
        self.fields["next_step_due_on"] = ComingDay(today, label=_("Due"), required=False)
        self.fields["next_step_due_on"].widget.attrs["class"] = "form-control"
        self.order_fields(["field", "officer", "lead_unit", "grade", "channel", "next_step_due_on"])

    def clean(self):
        """The value of the chosen field is there; the others do not matter."""
        cleaned = super().clean()
        field = cleaned.get("field")
        for name in BulkEdit.Field.values:
            if name != field:
                self.errors.pop(name, None)
        if field and field != "channel" and not cleaned.get(field) and field not in self.errors:
            self.add_error(field, _("Say what it becomes."))
        return cleaned

    def value(self):
        """What the chosen field becomes."""
        return self.cleaned_data[self.cleaned_data["field"]]

    def seen(self) -> list[tuple[int, int]]:
        """(key, version) of the projects as they were looked at; what is none is left out."""
        found = []
        for pair in self.cleaned_data["versions"].split(",")[:MOST]:
            key, _colon, version = pair.partition(":")
            if key.isdecimal() and version.isdecimal() and len(pair) < 40:
                found.append((int(key), int(version)))
        return found
