"""Browsers that a person has logged in with before: a signed cookie that names person and browser."""

import secrets

from django.conf import settings
from django.core import signing

from yinli.core.login_table import login_rules

SALT = "yinli.known-device"
# A shared computer knows its last few people.
MOST_PEOPLE = 5


def known_as(request, username: str) -> str:
    """The key of this browser if `username` has logged in with it before, else ""."""
    return _kept(request).get(username.lower(), "")


def remember(request, response, user) -> None:
    """Let the browser prove next time that this person has logged in with it."""
    kept = _kept(request)
    key = kept.pop(user.username.lower(), "") or secrets.token_urlsafe(12)
    newest = {user.username.lower(): key, **kept}
    worth = dict(list(newest.items())[:MOST_PEOPLE])
    response.set_cookie(
        settings.KNOWN_DEVICE_COOKIE,
        signing.dumps(worth, salt=SALT),
        max_age=int(login_rules().device_kept.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _kept(request) -> dict[str, str]:
    text = request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE, "")
    try:
        return signing.loads(text, salt=SALT, max_age=login_rules().device_kept) if text else {}
    except signing.BadSignature:
        return {}
