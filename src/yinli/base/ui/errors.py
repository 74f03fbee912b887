"""Django's error handlers, told plainly: what happened, that nothing was lost, what to do next."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import render

from yinli.base.ui.typed import typed

MOST_FILE_MB, MOST_CHARACTERS = "20", "250,000"


def bad_request(request, exception=None):
    """400: the request itself cannot be understood; 413 when a form is larger than forms are."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return render(request, "413.html", {"most": MOST_FILE_MB, "characters": MOST_CHARACTERS}, status=413)
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    """403 from Django itself (a PermissionDenied); Yinli's own NotAllowed is a refusal."""
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    """404: no such page, or none this viewer may know of."""
    return render(request, "404.html", status=404)


def not_allowed(get_response):
    """Middleware: a page of ours in place of the browser's own, where an address takes no such request (405)."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        told = render(request, "405.html", status=405)
        told["Allow"] = response["Allow"]
        return told

    return middleware


def server_error(request):
    """500, with what was typed. If even the page about it fails, plain text is sent."""
    try:
        return render(request, "500.html", {"typed": typed(request)}, status=500)
    except Exception:
        return HttpResponse("Internal server error", status=500, content_type="text/plain; charset=utf-8")


def csrf_failure(request, reason=""):
    """403: the form is older than the session, most often after logging in again in another tab."""
    return render(request, "ui/csrf.html", {"typed": typed(request)}, status=403)
