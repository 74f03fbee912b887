"""What happens around logging in, as sentences of a person's history."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from yinli.base.notices.wording import Kind

# Said by Django and allauth, in words of our own where theirs are not in the house's tone.
OF_LIBRARIES = (
    gettext_noop("Your password can’t be a commonly used password."),
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("Authenticator app activated."),
    gettext_noop("Authenticator app deactivated."),
)
# What allauth refuses, by its code: what to do stands with what was wrong.
REFUSALS = {
    "incorrect_code": _(
        "This code is not right. Enter the one that is shown now; it changes every 30 seconds."
    ),
    "incorrect_password": _("This password is not right. Enter it again."),
    "enter_current_password": _("The current password is not right. Enter it again."),
    "username_password_mismatch": _("The log-in name or the password is not right. Enter both again."),
    "invalid_login": _("The log-in name or the password is not right. Enter both again."),
}

LAST_WAY_IN = _(
    "This is your only way to log in, so it stays. Set a password first: ask the administrator for a link."
)

SENTENCES = {
    "user.login": _("Logged in"),
    "user.factor_add": _("Second factor set up"),
    "user.factor_remove": _("Second factor removed"),
    "user.factor_codes": _("Recovery codes made anew"),
    "user.factor_reset": _("Second factors taken away by the administrator"),
    "user.factor_excuse": _("Excused from the second factor"),
    "user.sessions_end": _("Signed out elsewhere"),
    "user.identity_link": _("Log-in by another system linked"),
    "user.identity_unlink": _("Log-in by another system unlinked"),
    "user.own_password": _("Password changed"),
}
# What an entry of an account holds beside its fields.
LABELS = {"door": _("Other system"), "account": _("Account there")}
# What the owner of an account is told when somebody else did it.
NOTICES = {
    "account.identity_linked": Kind(
        _("The administrator linked log-in by another system with your account."),
        "link",
        lambda record: reverse("mfa_index"),
    )
}
