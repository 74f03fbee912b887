"""The form of a layout."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.sources.extract import MOST_BYTES, too_large
from yinli.base.ui.forms import Form


class LayoutForm(Form):
    name = forms.CharField(label=_("Name of the layout"), max_length=60)
    file = forms.FileField(label=_("File"), error_messages={"required": _("Choose a file.")})

    def clean_file(self):
        """Refused before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(too_large(file.size))
        return file
