"""How a door asks another system: by base.outgoing, and with what to tell whoever waits at the door."""

from typing import Any, Unpack
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext_lazy as _

from yinli.base import outgoing
from yinli.base.login.doors.refusals import DoorBroken, DoorRefused
from yinli.base.outgoing.addresses import place_of
from yinli.base.outgoing.client import Sent

# Somebody waits, and a thread of the web with them: a door makes four calls at most.
SECONDS = 5
MOST_BYTES = 1024 * 1024

TOLD = {
    outgoing.TooSlow: _("It took too long to answer."),
    outgoing.NoAnswer: _("It cannot be reached."),
    outgoing.TooLarge: _("It answered with more than can be read."),
    outgoing.SentElsewhere: _("It sends on to another address, which is not followed."),
    outgoing.OutgoingRefused: _("Its address is one that may not be called."),
}
ODD = _("It answered with something that cannot be read.")


def ask(method: str, url: str, *, server: str, query: dict[str, str] | None = None, **sent: Unpack[Sent]):
    """The JSON object that `url` answers; nobody but `server` is spoken to. Raises DoorRefused.

    Its reason holds no address: some of them carry a secret.
    """
    place = _name(server)
    address = f"{url}?{urlencode(query)}" if query else url
    try:
        answer = outgoing.request(
            method, address, hosts=(place,), timeout=SECONDS, most_bytes=MOST_BYTES, **sent
        )
        return _object(answer, place)
    except outgoing.OutgoingRefused as error:
        raise _broken(error) from None


def check(url: str, *, server: str) -> None:
    """Raise DoorBroken unless `url` is an address at `server` that may be called."""
    try:
        place_of(url, (_name(server),))
    except outgoing.OutgoingRefused as error:
        raise _broken(error) from None


def _name(server: str) -> str:
    return urlsplit(server).netloc.lower()


def _broken(error: outgoing.OutgoingRefused) -> DoorBroken:
    return DoorBroken(str(error), TOLD.get(type(error), ODD))


def _object(answer: outgoing.Response, place: str) -> dict[str, Any]:
    if 400 <= answer.status < 500:
        # It understood us and says no: a code that is not its own, or used already.
        raise DoorRefused(f"{place} answered {answer.status}")
    found = answer.json() if answer.status == 200 else None
    if not isinstance(found, dict):
        raise outgoing.Unreadable(f"{place} answered {answer.status}")
    return found
