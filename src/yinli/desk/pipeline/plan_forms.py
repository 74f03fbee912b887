"""Forms of what lies ahead: days planned, papers that prove a fact, a merger, a parting."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinli.base.sources.extract import MOST_BYTES, too_large
from yinli.base.ui.forms import DayField, Form, Seen
from yinli.core.workflow import stages
from yinli.domain.projects.wording import paper_words

PAPERS = ".pdf,.docx,.jpg,.jpeg,.png,.webp,.heic,.txt,.eml,image/*,application/pdf"


class PlanForm(Seen, Form):
    """A day for each fact of the plan that has not happened; an empty one is not planned."""

    def __init__(self, planned, today, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.planned = [one for one in planned if one.happened_on is None]
        for one in self.planned:
            field = DayField(label=one.label, required=False, initial=one.planned_on)
            field.widget.attrs["class"] = "form-control"
            self.fields[one.kind] = field
        self.fields["note"] = forms.CharField(
            label=_("Why days changed"), max_length=200, required=False,
            widget=forms.TextInput({"class": "form-control"}),
        )  # fmt: skip

    def clean(self):
        """A day that is over cannot be planned anew; one that stands there already may stay."""
        cleaned = super().clean()
        for one in self.planned:
            day = cleaned.get(one.kind)
            if day and day < self.today and day != one.planned_on:
                says = _(
                    "This day is over. If it happened, record it as a fact; otherwise plan a day to come."
                )
                self.add_error(one.kind, says)
        return cleaned

    def days(self) -> dict:
        """Kind → day, or None."""
        return {one.kind: self.cleaned_data[one.kind] for one in self.planned}


class PaperForm(Form):
    """A document that proves a fact."""

    kind = forms.ChoiceField(label=gettext_lazy("Which paper"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, Word, a photo or a scan; at most 20 MB."),
        widget=forms.FileInput({"accept": PAPERS}),
    )

    def __init__(self, fact, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = stages().papers_of(fact.kind)
        self.fields["kind"].choices = [(kind, paper_words(kind)) for kind in kinds]
        self.fields["kind"].initial = kinds[0] if len(kinds) == 1 else None

    def clean_file(self):
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(too_large(file.size))
        return file


class SplitForm(Seen, Form):
    """The name of the new half, and what goes with it."""

    name = forms.CharField(label=gettext_lazy("Name of the new project"), max_length=120)

    def __init__(self, parts, labels, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {}
        for kind, rows in parts:
            choices = []
            for row, words in rows:
                key = f"{kind}-{row[2]}"
                self.rows[key] = row
                choices.append((key, words))
            self.fields[kind] = forms.MultipleChoiceField(
                label=labels[kind], choices=choices, required=False,
                widget=forms.CheckboxSelectMultiple({"class": "choice-list"}),
            )  # fmt: skip

    def chosen(self) -> list:
        """The rows that go along."""
        given = self.cleaned_data
        return [
            self.rows[key] for name in self.fields if isinstance(given.get(name), list) for key in given[name]
        ]
