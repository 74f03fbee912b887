"""Led to the log-in: back to a page that can be opened, and told why where a session has just ended."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yinli.base.ui.addresses import page_of

# In the log-in page's address: it is reached because a session ended.
ENDED = "ended"


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
