"""What happens around logging in, as sentences of a person's history."""

from django.utils.translation import gettext_lazy as _

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
