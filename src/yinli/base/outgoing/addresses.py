"""Where a call may go: https to a name of the caller's list, at an address of the public internet."""

import ipaddress
import re
import socket
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from yinli.base.outgoing.refusals import NoAnswer, OutgoingRefused, TooSlow

_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)
# 127.1, 2130706433, 0x7f000001, 0177.0.0.1: what the C library reads as an address without a name server.
_NUMERIC = re.compile(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*")
# Clouds hand their machines' keys out here; neither is link-local.
_METADATA = {ipaddress.ip_address("100.100.100.200"), ipaddress.ip_address("fd00:ec2::254")}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Place:
    """One server to call, by name, and the path asked of it."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def name(self) -> str:
        """`host:port`, as lists of hosts may give it."""
        return f"{self.host}:{self.port}"

    @property
    def inside(self) -> bool:
        """Whether the settings name it as a server of the district's own network."""
        return self.name in settings.YINLI_OUTGOING_INSIDE


def place_of(url: str, hosts: tuple[str, ...] | frozenset[str]) -> Place:
    """The place a url names. Raises OutgoingRefused unless `hosts` has its name (`host`, or `host:port`)."""
    if not url.isascii() or re.search(r"[\x00-\x20\x7f\\]", url):
        raise OutgoingRefused("the address holds signs that no address has")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise OutgoingRefused(f"not an address: {error}") from error
    if "@" in parts.netloc:
        raise OutgoingRefused("an address may not carry a name and password")
    default = {"https": 443, "http": 80}.get(parts.scheme, 0)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    place = Place(parts.scheme, host, port or default, target)
    _check(place, hosts)
    return place


def _check(place: Place, hosts) -> None:
    listed = place.name in hosts or (place.host in hosts and place.port == 443)
    if not listed:
        raise OutgoingRefused(f"{place.name} is not among the servers this call may reach")
    if place.scheme != "https" and not (place.scheme == "http" and place.inside):
        raise OutgoingRefused("only https is spoken with the outside")
    if not _NAME.fullmatch(place.host) or (_NUMERIC.fullmatch(place.host) and not place.inside):
        raise OutgoingRefused(f"{place.host!r} is not the name of a server")


def resolve(place: Place, seconds: float) -> str:
    """The one address to connect to. Every address the name has must be allowed: raises OutgoingRefused."""
    found = {entry[4][0] for entry in _look_up(place, seconds)}
    for text in sorted(found):
        if not _allowed(text, place):
            raise OutgoingRefused(f"{place.host} leads to {text}, which is not on the public internet")
    if not found:
        raise NoAnswer(f"{place.host} has no address")
    # IPv4 first: many an office has IPv6 names and no IPv6 way out.
    return min(found, key=lambda text: (":" in text, text))


def _look_up(place: Place, seconds: float) -> list:
    """`getaddrinfo`, which knows no time limit, given one."""
    answer: list = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            answer.extend(socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM))
        except OSError as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise TooSlow(f"no name server answered for {place.host}")
    if failed:
        raise NoAnswer(f"{place.host} cannot be found: {failed[0]}")
    return answer


def _allowed(text: str, place: Place) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    meant = [address, *_embedded(address)]
    if place.inside:
        own = all(one.is_private or one.is_loopback for one in meant)
        if own and not any(_never(one) for one in meant) and (place.scheme == "https" or _loopback(meant)):
            return True
    return all(is_public(one) for one in meant) and place.scheme == "https"


def _loopback(meant: list[IPAddress]) -> bool:
    return all(one.is_loopback for one in meant)


def _never(address: IPAddress) -> bool:
    return address.is_link_local or address.is_unspecified or address.is_multicast or address in _METADATA


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet: not private, loopback, link-local, shared, reserved."""
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_reserved or site_local or _never(address))


def _embedded(address: IPAddress) -> list[IPAddress]:
    """The IPv4 addresses that an IPv6 address carries: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in carried if one is not None]
