"""One call to one checked address, within a time and a size that the answering side cannot stretch.

Written on http.client, since urllib3 and requests resolve a name themselves (once more, after the check) and
count a time limit anew for every byte that drips in.
"""

import http.client
import io
import json as json_format
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack
from urllib.parse import urlencode

from yinli.base.outgoing.addresses import Place, place_of, resolve
from yinli.base.outgoing.refusals import NoAnswer, SentElsewhere, TooLarge, TooSlow, Unreadable

MOST_BYTES = 1024 * 1024
# Status line, headers and the marks of chunks, beside the body.
MOST_AROUND = 64 * 1024


@dataclass(frozen=True)
class Response:
    """What came back: status, headers by lower-case name, the body's bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body read as JSON; raises Unreadable when it is none."""
        try:
            return json_format.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unreadable("the answer is not JSON") from error


class Sent(TypedDict, total=False):
    """What a call carries: its headers, and `json` or `data` as its body."""

    headers: Mapping[str, str]
    json: Any
    data: Mapping[str, str] | bytes


def request(
    method: str,
    url: str,
    *,
    hosts: Iterable[str],
    timeout: float = 10,
    most_bytes: int = MOST_BYTES,
    **sent: Unpack[Sent],
) -> Response:
    """Call `url`, whose host must be among `hosts`; raises OutgoingRefused with the reason.

    `timeout` is seconds for all of it, from the name server to the last byte. Redirects are not followed:
    they are refused, since the next place was never named. `headers`, and `json` or `data`, are what is sent.
    """
    deadline = time.monotonic() + timeout
    place = place_of(url, frozenset(hosts))
    address = resolve(place, timeout)
    body, kind = _body(sent)
    headers = {"Connection": "close", "User-Agent": "yinli", **kind, **sent.get("headers", {})}
    try:
        wire = _connect(place, address, deadline, most_bytes + MOST_AROUND)
        try:
            return _ask(wire, place, method, (body, headers), most_bytes)
        finally:
            wire.hang_up()
    except TimeoutError as error:
        raise TooSlow(f"{place.name} gave no answer in {timeout:g} s") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(f"{place.name} gave no answer: {error or type(error).__name__}") from error


def _body(sent: Sent) -> tuple[bytes | None, dict[str, str]]:
    if "json" in sent:
        return json_format.dumps(sent["json"]).encode(), {"Content-Type": "application/json"}
    data = sent.get("data")
    if isinstance(data, Mapping):
        return urlencode(data).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    return data, {}


def _ask(wire: "Wire", place: Place, method: str, sent, most_bytes: int) -> Response:
    kinds = {"https": http.client.HTTPSConnection, "http": http.client.HTTPConnection}
    connection = kinds[place.scheme](place.host, place.port)
    # Connected already, to the address that was checked: http.client is never asked to find it again.
    connection.sock = wire
    body, headers = sent
    connection.request(method, place.target, body=body, headers=headers)
    answer = connection.getresponse()
    if answer.status in (301, 302, 303, 307, 308):
        raise SentElsewhere(f"{place.name} sends elsewhere, where this call may not go")
    found = answer.read(most_bytes + 1)
    if len(found) > most_bytes:
        raise TooLarge(f"{place.name} answers with more than {most_bytes:,} bytes")
    return Response(answer.status, {name.lower(): value for name, value in answer.getheaders()}, found)


def _connect(place: Place, address: str, deadline: float, most: int) -> "Wire":
    raw = socket.create_connection((address, place.port), timeout=_left(deadline))
    try:
        if place.scheme == "https":
            raw.settimeout(_left(deadline))
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=place.host)
        return Wire(raw, deadline, most)
    except BaseException:
        raw.close()
        raise


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("it took too long")
    return left


class Wire:
    """A socket with one deadline and one allowance of bytes for its whole life, as http.client uses it."""

    def __init__(self, sock: socket.socket, deadline: float, most: int):
        self._sock, self._deadline, self._allowed = sock, deadline, most

    def receive(self, buffer) -> int:
        """Some bytes, as many as have come; TimeoutError at the deadline."""
        self._sock.settimeout(_left(self._deadline))
        count = self._sock.recv_into(buffer)
        self._allowed -= count
        if self._allowed < 0:
            raise TooLarge("the answer does not end")
        return count

    def sendall(self, data: bytes) -> None:
        """Everything, or TimeoutError."""
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What http.client reads the answer from."""
        return io.BufferedReader(_Reader(self))

    def close(self) -> None:
        """Nothing yet: http.client says this before it has read the body. `hang_up` ends it."""

    def hang_up(self) -> None:
        """Close the socket."""
        self._sock.close()


class _Reader(io.RawIOBase):
    def __init__(self, wire: Wire):
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        return self._wire.receive(buffer)
