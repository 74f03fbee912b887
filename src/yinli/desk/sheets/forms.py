"""What people say of a sheet: the file, how it is read, a row corrected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.sources.extract import MOST_BYTES, too_large
from yinli.base.ui.forms import Form
from yinli.core.personal_numbers import find, without_numbers
from yinli.core.sheets.lexicon import lexicon
from yinli.core.sheets.limits import MOST_ROWS
from yinli.desk.sheets.wording import field_words

# A text that may be as long is typed into a larger box.
LONG = 1000
ACCEPTED = ".xlsx,.xls,.et,.ods,.csv"


class SheetForm(Form):
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, error_messages={"required": _("Choose a file.")}
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        # Asked before a byte is read: a file of 50 MB must not be held in memory to be refused.
        if file.size > MOST_BYTES:
            raise forms.ValidationError(too_large(file.size))
        return file


class ReadingForm(Form):
    """Which sheet, where its heading stands, and what each column is (fields `column_0`, `column_1` …)."""

    sheet = forms.TypedChoiceField(label=_("Sheet"), coerce=int)
    header_row = forms.IntegerField(label=_("The table begins in row"), min_value=1, max_value=MOST_ROWS)
    header_rows = forms.TypedChoiceField(
        label=_("Rows of the heading"), coerce=int, choices=[(0, _("none")), (1, _("one")), (2, _("two"))]
    )

    def __init__(self, *args, sheets, titles, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = list(enumerate(sheets))
        self.width = len(titles)
        for at, title in enumerate(titles):
            field = forms.ChoiceField(
                label=title or _("Column %(n)s") % {"n": at + 1}, required=False, choices=choices
            )
            field.widget.attrs = {"class": "form-select"}
            self.fields[f"column_{at}"] = field

    def clean(self):
        chosen = [code for code in self.mapping() if code]
        if len(set(chosen)) < len(chosen):
            self.add_error(None, _("Two columns are said to be the same. Each thing stands in one column."))
        if not self.errors and "enterprise" not in chosen:
            self.add_error(None, _("No column is the enterprise. Say which one holds its name."))
        return self.cleaned_data

    def mapping(self) -> list[str]:
        """A field for each column."""
        return [self.cleaned_data.get(f"column_{at}") or "" for at in range(self.width)]

    def columns(self):
        """The fields of the columns, in their order."""
        return [self[f"column_{at}"] for at in range(self.width)]


class RowForm(Form):
    """The cells of one row that are read, as texts."""

    def __init__(self, *args, columns, **kwargs):
        self.read_columns = columns
        self.about_people = tuple(f"c{one.at}" for one in columns)
        super().__init__(*args, **kwargs)
        for one in columns:
            field = forms.CharField(
                label=one.title or field_words(one.field), required=False, max_length=5000
            )
            if lexicon().fields[one.field].most >= LONG:
                field.widget = forms.Textarea(attrs={"rows": 2})
            field.widget.attrs["class"] = "form-control"
            self.fields[f"c{one.at}"] = field

    def cells(self) -> tuple[list[str], list[str]]:
        """(without personal numbers, with them), as `read_row` takes a row."""
        width = max((one.at for one in self.read_columns), default=-1) + 1
        full = [self.cleaned_data.get(f"c{at}") or "" for at in range(width)]
        return [without_numbers(cell) for cell in full], full

    def numbers_in_texts(self) -> list:
        """The columns in whose text somebody typed a number that leads to a person."""
        texts = [
            one
            for one in self.read_columns
            if lexicon().fields[one.field].kind in ("text", "note", "name", "list")
        ]
        return [one for one in texts if find(self.cleaned_data.get(f"c{one.at}") or "")]
