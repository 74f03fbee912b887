"""The security log: one line of JSON an event, with who, what and from where; no names, no typed text.

People stand in it by the number of their account. It says who did what; what they saw stands in the records.
"""

import json
import logging
import os
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path

from django.contrib.auth import get_user_model
from django.http import HttpRequest

from yinli.base.accounts.addresses import client_address

LOGGER = logging.getLogger("yinli.security")
# Where allauth keeps with what the session's person showed who they are.
SHOWN = "account_authentication_methods"


class SecurityFile(WatchedFileHandler):
    """A file that only its owner reads, made when the first line comes; a rotation from outside is noticed."""

    def __init__(self, filename: str):
        super().__init__(filename, encoding="utf-8", delay=True)

    def _open(self):
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8")


def note(event: str, *, who=None, request: HttpRequest | None = None, **more: str | int) -> None:
    """Write one line: `event` in words with dots (`log_in.failed`), `who` a user, `more` plain values.

    JSON escapes line ends and control characters: no event can forge another's line.
    """
    line = {"at": _now().isoformat(timespec="milliseconds"), "event": event, "who": getattr(who, "pk", None)}
    if request is not None:
        line |= {
            "from": client_address(request),
            "method": request.method,
            "path": request.path[:200],
        }
    LOGGER.info(json.dumps(line | more, ensure_ascii=True))


def _now() -> datetime:
    return datetime.now(UTC)


def logged_in(sender, request, user, **kwargs) -> None:
    """Somebody is in; `by` says with what: "password", "password+totp", "door:oidc"."""
    shown = request.session.get(SHOWN, []) if request is not None else []
    ways = (
        ":".join(filter(None, (one.get("method"), one.get("provider") or one.get("type")))) for one in shown
    )
    note("log_in", who=user, request=request, by="+".join(ways).replace("mfa:", ""))


def logged_out(sender, request, user, **kwargs) -> None:
    """Somebody went."""
    note("log_out", who=user, request=request)


def log_in_failed(sender, credentials, request=None, **kwargs) -> None:
    """Somebody did not get in. What was typed is not written down: it may be a password in the wrong field.

    The account is named by its number where there is one of this name.
    """
    users = get_user_model().objects.filter(username=credentials.get("username") or "")
    note("log_in.failed", who=users.only("pk").first(), request=request)
