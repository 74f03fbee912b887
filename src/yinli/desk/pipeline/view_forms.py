"""Forms of saved views."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Form
from yinli.desk.pipeline.models import SavedView


class ViewForm(Form):
    """What a view is called, and with whom it is shared."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name of the view"), max_length=40, widget=forms.TextInput({"autofocus": True})
    )
    shared = forms.ChoiceField(
        label=_("Shared"),
        required=False,
        widget=forms.RadioSelect,
        choices=SavedView.Shared.choices,
    )

    def __init__(self, viewer, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not may(viewer, "saved_view.publish"):
            self.fields["shared"].choices = [row for row in SavedView.Shared.choices if row[0] != "all"]
        self.fields["shared"].initial = ""
