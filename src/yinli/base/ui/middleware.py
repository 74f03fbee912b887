"""What every request gets: the district's day, and refusals told as pages."""

import html
import json

from django.contrib.messages import get_messages
from django.core.exceptions import BadRequest
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.html import strip_tags

from yinli.base.accounts.viewer import viewing_as
from yinli.base.ui.clashes import clash_of
from yinli.base.ui.refusals import refusal_for
from yinli.base.ui.render import block
from yinli.base.ui.showing import district_zone
from yinli.base.ui.typed import typed


def whole_addresses(get_response):
    """Refuse an address with a NUL in it: nobody types one, and PostgreSQL takes none."""

    def middleware(request):
        if any("\x00" in text for name in request.GET for text in (name, *request.GET.getlist(name))):
            raise BadRequest("an address holds a NUL")
        return get_response(request)

    return middleware


def district_clock(get_response):
    """Give the request `now` (aware, in DISTRICT_TZ), `today` (its day) and `viewer` (its user)."""

    def middleware(request):
        request.now = timezone.now().astimezone(district_zone())
        request.today = request.now.date()
        request.viewer = request.user
        return get_response(request)

    return middleware


def database_viewer(get_response):
    """Run the request in one transaction in which the database answers for its user alone.

    Some rules are kept at its very end: what is refused there has left every page behind, and is told here.
    """

    def middleware(request):
        try:
            with viewing_as(request.user):
                return get_response(request)
        except DatabaseError as error:
            with viewing_as(request.user):
                response = refused(request, error)
            if response is None:
                raise
            return response

    return middleware


class Refusals:
    """Answer a registered exception with its page; what was typed is given back, not lost."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """The refusal's page; for htmx the same page's short form, shown as a toast."""
        return refused(request, exception)


def refused(request, exception):
    """The page of a registered exception, or of a clash that the database refused; None for any other."""
    exception = clash_of(exception) or exception
    refusal = refusal_for(exception)
    if refusal is None:
        return None
    context = {"refusal": exception, "status": refusal.status, "typed": typed(request)}
    if getattr(request, "htmx", False):
        return _short(block(request, refusal.template, "why", context, refusal.status))
    return render(request, refusal.template, context, status=refusal.status)


def _short(response):
    """The words of a refusal without markup: what a toast or a board shows."""
    words = " ".join(html.unescape(strip_tags(response.content.decode())).split())
    return HttpResponse(words[:280], status=response.status_code, content_type="text/plain; charset=utf-8")


def leads_elsewhere(response):
    """Whether the browser goes on to another page, where the messages are still to be shown."""
    return "HX-Redirect" in response or "HX-Refresh" in response or response.status_code in (301, 302)


def htmx_messages(get_response):
    """Carry Django's messages to a page that htmx changes in part: they come up as toasts."""

    def middleware(request):
        response = get_response(request)
        if not getattr(request, "htmx", False) or leads_elsewhere(response):
            return response
        patch_vary_headers(response, ["HX-Request"])
        told = [{"level": message.level_tag, "text": str(message)} for message in get_messages(request)]
        if told and "HX-Trigger" not in response:
            response["HX-Trigger"] = json.dumps({"ui:messages": {"list": told}})
        return response

    return middleware
