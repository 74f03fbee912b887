"""The form with which an invited person sets the password."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from yinli.base.login.passwords import what_is_asked
from yinli.base.ui.forms import Form


class OwnPasswordForm(Form):
    """A password, typed twice, that the validators accept for this person."""

    password = forms.CharField(
        label=_("New password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("New password (again)"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = what_is_asked()

    def clean(self):
        """Both alike, and good enough."""
        found = super().clean()
        first, second = found.get("password"), found.get("password_again")
        if first and second and first != second:
            self.add_error("password_again", _("The two passwords are not alike."))
        elif first:
            try:
                validate_password(first, self.user)
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return found
