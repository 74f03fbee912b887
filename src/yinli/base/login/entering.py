"""Led to the log-in: back to a page that can be opened, told why where a session has just ended, and past the page
altogether within the app of a system that vouches."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yinli.base.login.doors.configured import door_from_within
from yinli.base.login.doors.door import Door
from yinli.base.ui.addresses import page_of
from yinli.core.login_table import login_rules

# In the log-in page's address: it is reached because a session ended.
ENDED = "ended"
# In the same place: the person wants to see that page, whoever could vouch for them.
BY, PASSWORD = "by", "password"


class LogInFirst(LoginRequiredMiddleware):
    """Django's, but that a form's address is nowhere to come back to: the page it stood on is."""

    def handle_no_permission(self, request, view_func):
        """To the log-in page; htmx is told to lead the whole page there and not a part of it."""
        asked = {"next": page_of(request), **({ENDED: "1"} if _had_a_session(request) else {})}
        address = f"{reverse('account_login')}?{urlencode(asked)}"
        if getattr(request, "htmx", False):
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)


def _had_a_session(request) -> bool:
    """Whether the browser still names a session that is no more, or one whose account is closed.

    A stranger's session, such as that of a personal link, holds something and nobody.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.session.is_empty() or SESSION_KEY in request.session


def by_password(**more: str) -> str:
    """The log-in page itself, wherever it is opened."""
    return f"{reverse('account_login')}?{urlencode({BY: PASSWORD, **more})}"


def user_agent(request) -> str:
    """What the browser says of itself."""
    return request.headers.get("User-Agent", "")


def silent_door(request) -> Door | None:
    """The system in whose own app this browser runs and which lets people in there without a word, or None."""
    door = door_from_within(user_agent(request))
    return door if door and login_rules().door(door.key).silent else None


def passed_by(request) -> str:
    """Where the log-in page leads instead of asking, or ""."""
    door = silent_door(request) if request.GET.get(BY) != PASSWORD else None
    if door is None:
        return ""
    wanted = request.GET.get("next", "")
    address = reverse("login_by_door", args=[door.key])
    return f"{address}?{urlencode({'next': wanted})}" if wanted else address
