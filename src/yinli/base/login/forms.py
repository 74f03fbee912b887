"""Forms around logging in."""

from allauth.mfa.base import forms as allauth
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts import attempt_actions as attempts
from yinli.base.login.adapter import take_attempt
from yinli.base.login.code_actions import spend


class _Slowed:
    """Mixin: wrong codes are counted as wrong passwords are, and a right one works once."""

    def clean_code(self):
        from allauth.core import context

        counters = take_attempt(context.request, "code", self.user.username)
        try:
            code = super().clean_code()
            spend(self.authenticator, code, now=timezone.now())
        except forms.ValidationError:
            attempts.failed(counters, now=timezone.now())
            raise
        attempts.cleared(counters[0])
        return code


class CodeForm(_Slowed, allauth.AuthenticateForm):
    """The second step of logging in."""


class CodeAgainForm(_Slowed, allauth.ReauthenticateForm):
    """The code asked for before something that cannot be called back."""


class KeyForm(AddWebAuthnForm):
    """A new passkey or security key."""

    field_order = ("name", "passwordless", "credential")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        # allauth calls every first one a master key.
        self.initial["name"] = ""
        self.fields["name"].help_text = _("So that you can tell it from others, such as “office phone”.")
        self.fields["passwordless"].label = _("Log in with it alone (passkey)")
        self.fields["passwordless"].help_text = _("The device then asks for a fingerprint, a face or a PIN.")
        self.fields["passwordless"].initial = True
