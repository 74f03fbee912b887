"""Forms around logging in."""

import struct

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts import attempt_actions as attempts
from yinli.base.accounts.security_log import note
from yinli.base.login.adapter import take_attempt
from yinli.base.login.code_actions import spend
from yinli.base.login.passwords import what_is_asked

# What the reading of a passkey's answer stumbles over when no browser wrote it.
NONSENSE = (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error)


class _Slowed:
    """Mixin: wrong codes are counted as wrong passwords are, and a right one works once."""

    def clean_code(self):
        counters = take_attempt(context.request, "code", self.user.username)
        try:
            code = super().clean_code()
            spend(self.authenticator, code, now=timezone.now())
        except forms.ValidationError:
            attempts.failed(counters, now=timezone.now())
            note("log_in.failed", who=self.user, request=context.request, factor="code")
            raise
        attempts.cleared(counters[0])
        return code


class CodeForm(_Slowed, allauth.AuthenticateForm):
    """The second step of logging in."""


class CodeAgainForm(_Slowed, allauth.ReauthenticateForm):
    """The code asked for before something that cannot be called back."""


class _Noted:
    """Mixin: a passkey that was refused stands in the security log. Whose it claims to be is not believed."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except (forms.ValidationError, *NONSENSE) as error:
            note("log_in.failed", who=self.user, request=context.request, factor="key")
            raise get_adapter().validation_error("incorrect_code") from error


class EnterByKeyForm(_Noted, LoginWebAuthnForm):
    """Logging in with a passkey alone."""


class KeyAgainForm(_Noted, ReauthenticateWebAuthnForm):
    """The passkey asked for before something that cannot be called back."""


class EntryForm(LoginForm):
    """Name and password, called as everywhere in the house."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Log-in name")


class _Asked:
    """Mixin: what a new password must be like stands beside it in plain words; allauth would write a list of tags."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = what_is_asked()


class FirstPasswordForm(_Asked, SetPasswordForm):
    """The password of somebody who always came in by another system."""


class NewPasswordForm(_Asked, ChangePasswordForm):
    """One's own new password. Whoever sits at an open desk must not find the old one by trying here."""

    def clean_oldpassword(self):
        counters = take_attempt(context.request, "password", self.user.username)
        try:
            old = super().clean_oldpassword()
        except forms.ValidationError:
            attempts.failed(counters, now=timezone.now())
            raise
        attempts.cleared(counters[0])
        return old


class KeyForm(AddWebAuthnForm):
    """A new passkey or security key."""

    field_order = ("name", "passwordless", "credential")

    def clean(self):
        try:
            return super().clean()
        except NONSENSE as error:
            raise get_adapter().validation_error("incorrect_code") from error

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        # allauth calls every first one a master key.
        self.initial["name"] = ""
        self.fields["name"].help_text = _("So that you can tell it from others, such as “office phone”.")
        self.fields["passwordless"].label = _("Log in with it alone (passkey)")
        self.fields["passwordless"].help_text = _("The device then asks for a fingerprint, a face or a PIN.")
        self.fields["passwordless"].initial = True
