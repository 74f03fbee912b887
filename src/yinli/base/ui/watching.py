"""What is seen of requests: the security log is told, and no browser keeps what it was shown."""

from django.http import HttpResponseNotAllowed

from yinli.base.accounts import security_log
from yinli.base.accounts.permissions import NotAllowed

# 400: an address or a host nobody types. 403: no right, or a form without its token. 429: too many at once.
REFUSED = {400: "bad_request", 403: "refused", 429: "rate_limited"}
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


class SecurityLog:
    """Outermost: looks at every answer once it stands."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for event, more in _events(request, response):
            security_log.note(event, who=getattr(request, "user", None), request=request, **more)
        return response


class RefusedActions:
    """Innermost: keeps which action was refused, before the refusal becomes a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Note the action of a NotAllowed; the page is made by whoever comes next."""
        if isinstance(exception, NotAllowed):
            request.refused_action = exception.action


def _events(request, response):
    if response.status_code in REFUSED:
        yield REFUSED[response.status_code], {"action": getattr(request, "refused_action", "")}
    if response.status_code == 200 and response.headers.get("Content-Disposition", "").startswith(
        "attachment"
    ):
        yield "export", {"bytes": len(response.content) if not response.streaming else 0}


def nothing_left_behind(get_response):
    """Keep a person's pages out of the browser's cache, and empty its store when they log out.

    Drafts of forms lie in that store: the next person at the desk must not find them.
    """

    def middleware(request):
        person = request.user.is_authenticated
        response = get_response(request)
        if person:
            response.headers.setdefault("Cache-Control", "no-store")
        if person and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return middleware


def known_methods(get_response):
    """Refuse TRACE and whatever else is none of HTTP's usual methods: a view would take it for a GET."""

    def middleware(request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return get_response(request)

    return middleware
