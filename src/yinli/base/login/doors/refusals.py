"""Why somebody did not get in by a door."""

from django.utils.translation import gettext_lazy as _


class DoorRefused(Exception):
    """The other system did not vouch for anybody; the reason is for the log, `told` is what the visitor reads of it,
    `advice` what to do."""

    status = 403
    title = _("The other system did not confirm who you are")
    advice = _("Begin again. If it happens again, log in with your password and tell the administrator.")
    # Whether trying again may help.
    again = True

    def __init__(self, reason: str, told=""):
        super().__init__(reason)
        self.told = told


class NotForThem(DoorRefused):
    """The other system knows who it is, and that they may not come in this way."""

    again = False
    advice = _("Log in with your password. If you should get in this way, tell the administrator.")


class DoorBroken(DoorRefused):
    """The other system could not be asked."""

    status = 502
    title = _("The other system could not be asked who you are")


class SetUpWrong(DoorBroken):
    """What is set up, here or there, does not fit: trying again changes nothing."""

    again = False
    advice = _("Tell the administrator what stands here, and log in with your password until then.")
