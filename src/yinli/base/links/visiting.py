"""What a browser holds after it opened a personal link: the link's number in its session, never the token."""

import functools

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.cache import never_cache

from yinli.base.links.opening_actions import still_open

WAITING = "personal_link_waiting"
OPENED = "personal_link_opened"


def discreet(view):
    """Decorator of pages that a link leads to: for strangers, kept by no cache, told to no other site."""

    @functools.wraps(view)
    def run(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        # Not no-referrer: browsers then send forms from an origin "null", which is taken for a forgery.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(never_cache(run))


def keep_waiting(request, purpose: str, token_hash: str) -> None:
    """Remember which link this browser wants to open, so that its address can be left at once."""
    request.session[WAITING] = {"purpose": purpose, "hash": token_hash}


def waiting(request, purpose: str) -> str | None:
    """The hash of the link this browser wants to open."""
    kept = request.session.get(WAITING) or {}
    return kept.get("hash") if kept.get("purpose") == purpose else None


def keep_opened(request, link) -> None:
    """The link is open in this session, which gets a new key: nobody planted it."""
    request.session.pop(WAITING, None)
    request.session.cycle_key()
    request.session[OPENED] = {"purpose": link.purpose, "link": link.pk}


def opened(request, purpose: str):
    """The link that this browser opened for `purpose`, as long as it is neither revoked nor expired; or None."""
    kept = request.session.get(OPENED) or {}
    if kept.get("purpose") != purpose:
        return None
    return still_open(kept["link"], purpose, now=request.now)


def finish(request) -> None:
    """What the link was for is done."""
    request.session.pop(OPENED, None)
