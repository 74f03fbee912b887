"""What is taken in: a pasted text or a file, and the day it was published."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.sources.extract import MOST_BYTES, too_large
from yinli.base.ui.forms import DayField, Form

# A sheet of leads is led on to desk.sheets.
ACCEPTED = ".txt,.md,.docx,.pdf,.html,.htm,.eml,.xlsx,.xls,.et,.ods,.csv,text/plain,text/html,application/pdf,message/rfc822"


class IntakeForm(Form):
    # A document may hold anything: its numbers are masked and encrypted when it is taken in.
    about_people = ("text",)

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 9,
                "placeholder": _("Paste a news report, minutes, a chat: whatever tells what was said."),
            }
        ),
    )
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    published_on = DayField(
        label=_("Published on"), required=False, help_text=_("Gives days such as “3 September” their year.")
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        # Asked before a byte is read: a file of 50 MB must not be held in memory to be refused.
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(too_large(file.size))
        return file

    def clean(self):
        given = self.cleaned_data
        if self.errors:
            return given
        if given.get("text", "").strip() and given.get("file"):
            raise forms.ValidationError(
                _("Paste a text or choose a file, one at a time. The pasted text is still here.")
            )
        if not given.get("text", "").strip() and not given.get("file"):
            raise forms.ValidationError(_("There is nothing to read yet: paste a text or choose a file."))
        return given

    def content(self) -> tuple[bytes, str]:
        """`(bytes, file name)` of what was given. A browser sends every line end as two signs: one is kept."""
        file = self.cleaned_data.get("file")
        if file is not None:
            return file.read(), file.name
        return self.cleaned_data["text"].replace("\r\n", "\n").encode(), str(_("Pasted text")) + ".txt"
