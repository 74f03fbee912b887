"""Requests that rules/limits.toml counts: who asks too often is told when to come back, and loses nothing."""

import math

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from yinli.base.accounts.addresses import neighbourhood_of
from yinli.base.limits.counting import TooMany, count
from yinli.base.limits.rules import limits
from yinli.base.ui.showing import local
from yinli.base.ui.typed import typed


class Limits:
    """Middleware: counts what a limit covers before the view, and before its transaction, begins."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.refused(request) or self.get_response(request)

    def refused(self, request):
        """None, or the page that says until when. Asked on the way in: a view is known to Django only once the
        request's transaction is open, and a count within it would hold its row until the answer is made."""
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return None
        if not request.user.is_authenticated and getattr(match.func, "login_required", True):
            return None
        query = request.META.get("QUERY_STRING", "")
        asked = (match.view_name, request.method, query, request.content_type or "")
        covered = [limit for limit in limits() if limit.covers(*asked)]
        if not covered:
            return None
        try:
            count(covered, request.user.pk, neighbourhood_of(request), request.now)
        except TooMany as refused:
            request.resolver_match = match
            return _told(request, refused.until)
        return None


def _told(request, until):
    when = local(until).strftime("%H:%M:%S")
    if getattr(request, "htmx", False):
        words = _("Too many requests. Try again after %(when)s; what you typed is still here.") % {
            "when": when
        }
        response = HttpResponse(words, status=429, content_type="text/plain; charset=utf-8")
    else:
        response = render(request, "429.html", {"when": when, "typed": typed(request)}, status=429)
    response["Retry-After"] = str(max(1, math.ceil((until - request.now).total_seconds())))
    return response
