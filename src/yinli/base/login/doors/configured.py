"""The doors this installation has: those whose settings are given, and no others."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yinli.base.login.doors.door import Door
from yinli.base.login.doors.oidc import OpenId
from yinli.base.login.doors.wecom import WeCom
from yinli.base.login.doors.workplaces import DingTalk, Feishu

# Each kind by its key, with the words of its button unless the settings have others.
_KINDS: dict[str, tuple[type[Door], Any]] = {
    kind.key: (kind, label)
    for kind, label in (
        (OpenId, _("Unified log-in")),
        (WeCom, _("WeCom")),
        (DingTalk, _("DingTalk")),
        (Feishu, _("Feishu")),
    )
}


def doors() -> dict[str, Door]:
    """The configured doors by key."""
    found: dict[str, Door] = {}
    for key, given in settings.LOGIN_DOORS.items():
        kind, label = _KINDS[key]
        found[key] = kind(**{"label": label, **given})
    return found


def door_words(key: object) -> str:
    """What a door is called, also one that is set up no more."""
    found = doors().get(str(key))
    _kind, label = _KINDS.get(str(key), (None, key))
    return str(found.label if found else label)


def door_from_within(user_agent: str) -> Door | None:
    """The configured door in whose own app this browser runs, or None."""
    return next((door for door in doors().values() if door.is_within(user_agent)), None)
