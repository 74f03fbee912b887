"""What the address of a page of learning asks for."""

import re
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse

from yinli.core.judged import FIGURES
from yinli.desk.learning.queries import Asked, start_of

MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
# How far back, in months; the first is what a page shows unasked.
SPANS = ("12", "3", "1", "all")
KEPT = ("field", "rule", "entry", "version", "month", "span")


def month_of(today) -> str:
    """The month a day lies in, 2026-11."""
    return f"{today:%Y-%m}"


def asked_of(request) -> Asked:
    """The values an address asks for; what it says amiss is left out."""
    told = {name: request.GET.get(name, "")[:120] for name in KEPT}
    month = told["month"] if MONTH.fullmatch(told["month"]) else ""
    return Asked(told["field"], told["rule"], told["entry"], told["version"], month, _since(request))


def span_of(request) -> str:
    """How far back it looks."""
    span = request.GET.get("span", "")
    return span if span in SPANS else SPANS[0]


def _since(request) -> datetime | None:
    span = span_of(request)
    return None if span == "all" else start_of(month_of(request.today), 1 - int(span))


def figure_of(request) -> str:
    """Which figure is opened; all that was proposed where none is named."""
    figure = request.GET.get("figure", "")
    return figure if figure in FIGURES else ""


def links(request):
    """For templates: `address_of` for the page being shown."""
    return partial(address_of, request)


def address_of(request, name: str, *args, **changes) -> str:
    """Another page of learning with what this one asks for, some of it changed; "" removes it."""
    kept = {key: request.GET[key] for key in KEPT if request.GET.get(key)}
    query = {key: value for key, value in {**kept, **changes}.items() if value}
    address = reverse(name, args=args)
    return f"{address}?{urlencode(query)}" if query else address
