"""Addresses of the page being shown: with some of their parameters changed, or to come back to."""

from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.utils.http import url_has_allowed_host_and_scheme


def with_changes(request, changes):
    """The current path and query with `changes` applied: a value replaces, None removes."""
    query = request.GET.copy()
    query.pop("format", None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path


def page_of(request) -> str:
    """The page that a request belongs to: the one that is read, or the one on which a form or a part stood.

    An address that takes only forms cannot be opened, so nobody is led back to it. "/" where it is not known.
    """
    htmx = getattr(request, "htmx", None)
    if htmx:
        return htmx.current_url_abs_path or "/"
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return came_from(request) or "/"


def came_from(request) -> str:
    """The page that led here: the Referer without its host, where that is ours; "" for any other, and for nonsense."""
    try:
        stood = urlsplit(request.headers.get("Referer", ""))
        ours = stood.netloc == request.get_host()
    except (ValueError, DisallowedHost):
        return ""
    place = f"{stood.path}?{stood.query}" if stood.query else stood.path
    return place if ours and is_ours(place) else ""


def is_ours(place: str) -> bool:
    """Whether `place` is an address within this house, without a host."""
    return place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
