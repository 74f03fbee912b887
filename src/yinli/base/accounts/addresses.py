"""From where a request comes, as far as it can be trusted."""

import ipaddress

from django.conf import settings

UNKNOWN = "0.0.0.0"


def client_address(request) -> str:
    """The client's IP address. Of what proxies added only the last YINLI_PROXIES entries are believed."""
    found = request.META.get("REMOTE_ADDR") or UNKNOWN
    if settings.YINLI_PROXIES:
        told = [
            part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
        ]
        # Fewer entries than proxies: the request came past them, so nothing in the header is believed.
        if len(told) >= settings.YINLI_PROXIES:
            found = told[-settings.YINLI_PROXIES]
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return UNKNOWN


def neighbourhood(address: str) -> str:
    """What attempts are counted by: the address itself, of IPv6 the /64 that one household is given whole."""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed, 64), strict=False).network_address)
    return address


def neighbourhood_of(request) -> str:
    """From where a request comes, as it is counted."""
    return neighbourhood(client_address(request))
