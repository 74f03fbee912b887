"""The way through a step-up: from the page that asked for it to the proof, and back without losing a word."""

import time
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yinli.base.accounts.stepup import PROVEN_AT, ConfirmFirst
from yinli.base.ui.addresses import came_from, page_of, with_changes

KEPT = "kept_for_after_confirming"
# Never written to a session: the form asks for them again.
NEVER_KEPT = ("csrfmiddlewaretoken", "password")
MOST_KEPT = 64 * 1024
KEPT_FOR = 900
# Where somebody was who was asked, in their session.
BACK = "confirming_back"


def proven(sender, request, user, reauthenticated=False, **kwargs) -> None:
    """allauth saw a fresh proof; the session remembers when."""
    if reauthenticated:
        request.session[PROVEN_AT] = time.time()


class Confirming:
    """Middleware: ConfirmFirst leads to the question who it is, and from there back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """A redirect for ConfirmFirst; nothing for any other exception."""
        if not isinstance(exception, ConfirmFirst):
            return None
        request.session[BACK] = _back(request)
        whole = not getattr(request, "htmx", False)
        afterwards = _download(request) if exception.download and whole else _afterwards(request)
        address = f"{reverse('account_reauthenticate')}?{urlencode({'next': afterwards})}"
        if getattr(request, "htmx", False):
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)


def _back(request) -> str:
    """Where Cancel leads: the page from which this was asked for."""
    return (
        page_of(request)
        if request.method == "POST" or getattr(request, "htmx", None)
        else came_from(request) or "/"
    )


def _download(request) -> str:
    """A page that fetches the file: the file itself would leave the question on the screen."""
    # Where nothing led here it was asked for at the list itself.
    back = came_from(request) or with_changes(request, {})
    return f"{reverse('login_download')}?{urlencode({'file': request.get_full_path(), 'back': back})}"


def _afterwards(request) -> str:
    if request.method == "POST":
        fields = [
            (name, value)
            for name in request.POST
            if not any(word in name for word in NEVER_KEPT)
            for value in request.POST.getlist(name)
        ]
        if sum(len(name) + len(value) for name, value in fields) <= MOST_KEPT:
            request.session[KEPT] = {"path": request.get_full_path(), "fields": fields, "at": time.time()}
        return reverse("login_go_on")
    htmx = getattr(request, "htmx", None)
    # A part of a page is nowhere to come back to: the page itself is.
    return (htmx.current_url_abs_path if htmx else "") or request.get_full_path()


def taken_up(request) -> dict | None:
    """What was about to be sent when the question came: {"path", "fields"}; handed out once."""
    kept = request.session.pop(KEPT, None)
    return kept if kept and 0 <= time.time() - kept["at"] < KEPT_FOR else None
