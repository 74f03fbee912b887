"""Forms of follow-ups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import Unit
from yinli.base.accounts.permissions import may
from yinli.base.accounts.queries import units
from yinli.base.sources.extract import MOST_BYTES, too_large
from yinli.base.ui.forms import DayField, Form, Seen
from yinli.domain.enterprises.forms import EnterprisesField
from yinli.domain.follow_ups.models import FollowUp


class UnitField(forms.ModelChoiceField):
    """A unit of the tree, those below set in."""

    def __init__(self, **kwargs):
        super().__init__(Unit.objects.none(), **kwargs)

    def label_from_instance(self, obj):
        """Its name behind as many blanks as it stands deep."""
        return "\u3000" * max(0, obj.depth - 1) + obj.name


class AskForm(Form):
    """What is asked, and of whom as far as that is settled."""

    kind = forms.ChoiceField(label=_("Kind"), choices=FollowUp.Kind.choices, initial=FollowUp.Kind.TASK)
    text = forms.CharField(
        label=_("What is asked"), max_length=400, widget=forms.Textarea({"autofocus": True, "rows": 3})
    )
    asked_of = forms.CharField(
        label=_("Asked of, as it was said"),
        max_length=120,
        required=False,
        help_text=_("For example: the sections and departments concerned."),
    )
    unit = UnitField(label=_("Unit in charge"), required=False, empty_label=_("To be named"))
    due_on = DayField(label=_("Due"), required=False)
    enterprises = EnterprisesField(
        label=_("About these enterprises"), required=False, help_text=_("One a line.")
    )

    def __init__(self, *args, viewer, project=None, **kwargs):
        super().__init__(*args, **kwargs)
        left_out = set() if may(viewer, "follow_up.instruct") else {FollowUp.Kind.INSTRUCTION.value}
        # A blocker is a project's, and names its unit.
        if project is None or not may(viewer, "follow_up.assign"):
            left_out.add(FollowUp.Kind.BLOCKER.value)
        self.fields["kind"].choices = [one for one in FollowUp.Kind.choices if one[0] not in left_out]
        if len(self.fields["kind"].choices) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
        # Left unsaid it is a matter like any other.
        self.fields["kind"].required = False
        if may(viewer, "follow_up.assign"):
            self.fields["unit"].queryset = units(viewer)
        else:
            del self.fields["unit"]

    def clean(self):
        """A unit that is named gets a day."""
        cleaned = super().clean()
        if cleaned.get("unit") and not cleaned.get("due_on"):
            self.add_error("due_on", _("A unit that is named needs a day."))
        cleaned["kind"] = cleaned.get("kind") or FollowUp.Kind.TASK.value
        if cleaned["kind"] == FollowUp.Kind.BLOCKER:
            for name in ("unit", "due_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A blocker has one unit and one day."))
        return cleaned


class AssignForm(Seen, Form):
    """Who answers, and by when."""

    unit = UnitField(label=_("Unit in charge"), empty_label=_("Choose the unit"))
    due_on = DayField(label=_("Due"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units(viewer)


class HandOnForm(Seen, Form):
    """Whose it is, and why."""

    unit = UnitField(label=_("Unit in charge"), empty_label=_("Choose the unit"))
    reason = forms.CharField(label=_("Why it is theirs"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Whoever may hand a matter on names any office: which offices there are is no secret.
        self.fields["unit"].queryset = Unit.objects.filter(closed_on=None).order_by("path")


class AnswerForm(Seen, Form):
    """What was done, and what proves it."""

    file = forms.FileField(
        label=_("Proof of it"),
        required=False,
        help_text=_("PDF, Word, a photo or a scan; at most 20 MB."),
        widget=forms.FileInput({"accept": ".pdf,.docx,image/*"}),
    )
    words = forms.CharField(label=_("What was done"), widget=forms.Textarea({"autofocus": True, "rows": 5}))

    def clean_file(self):
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(too_large(file.size))
        return file

    field_order = ["words", "file"]


class SendBackForm(Seen, Form):
    """What is still wanted."""

    reason = forms.CharField(
        label=_("What is still wanted"), max_length=400, widget=forms.Textarea({"autofocus": True})
    )
