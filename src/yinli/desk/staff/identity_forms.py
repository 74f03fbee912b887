"""The form of who a person is at another system."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinli.base.ui.forms import Form


class IdentityForm(Form):
    """A person's account at a system whose accounts people know. Empty: they come in that way no more."""

    # Some organisations number their accounts by mobile phone.
    about_people = ("account",)
    account = forms.CharField(
        required=False,
        max_length=64,
        help_text=_(
            "As the system's list of members shows it, not the person's name. Leave it empty to take the link away."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, door, **kwargs):
        super().__init__(*args, **kwargs)
        self._door = door
        self.fields["account"].label = _("%(door)s account") % {"door": door.label}

    def clean_account(self):
        """The account as the system would give it; empty for none."""
        typed = self.cleaned_data["account"]
        try:
            return self._door.typed_key(typed) if typed else ""
        except ValueError as error:
            told = _("No account looks like this: letters, figures and _ - @ . are allowed, up to 64.")
            raise forms.ValidationError(told) from error
