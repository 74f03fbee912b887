"""Why somebody did not get in by a door."""

from django.utils.translation import gettext_lazy as _


class DoorRefused(Exception):
    """The other system did not vouch for anybody; the reason is for the log, not for the visitor."""

    status = 403
    title = _("The other system did not confirm who you are")
    told = ""


class DoorBroken(DoorRefused):
    """The other system could not be asked; `told` is what the visitor reads of it."""

    status = 502
    title = _("The other system could not be asked who you are")

    def __init__(self, reason: str, told=""):
        super().__init__(reason)
        self.told = told
