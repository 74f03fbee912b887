"""Where one request ends and the next begins: what a proxy and the web could read differently is answered once or not."""

import re
import socket

HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
HEAD = b"POST /nowhere HTTP/1.1\r\nHost: localhost\r\n"


def answers(port: int, sent: bytes) -> list[bytes]:
    """The status of each answer to what is sent at once on one connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        wire.sendall(sent)
        wire.settimeout(2)
        found = b""
        try:
            while more := wire.recv(65536):
                found += more
        except (TimeoutError, ConnectionResetError):
            pass
    return re.findall(rb"HTTP/1\.[01] (\d{3})", found)


AMBIGUOUS = [
    # Two lengths, or a length and chunks: by one reading the hidden request is body, by the other it is the next.
    HEAD + b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(HIDDEN) + HIDDEN,
    HEAD + b"Content-Length: 0, %d\r\n\r\n" % len(HIDDEN) + HIDDEN,
    HEAD + b"Content-Length: +%d\r\n\r\n" % len(HIDDEN) + HIDDEN,
    HEAD + b"Content-Length: 0x0\r\n\r\n" + HIDDEN,
    HEAD + b"Transfer-Encoding: gzip\r\n\r\n" + HIDDEN,
    HEAD + b"Transfer-Encoding: xchunked\r\n\r\n" + HIDDEN,
    HEAD + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + HIDDEN,
    HEAD + b"X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
]


def test_a_request_whose_end_is_ambiguous_carries_no_second_one(home):
    home.up()
    assert [sent for sent in AMBIGUOUS if b"200" in answers(home.port, sent)] == []


def test_where_a_length_and_chunks_are_given_the_chunks_count(home):
    """As RFC 9112 has it: the length is not read, and what follows the last chunk is the next request."""
    home.up()
    both = HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert len(answers(home.port, both)) == 1


def test_an_honest_second_request_is_answered(home):
    home.up()
    honest = (
        HEAD + b"Content-Length: 3\r\n\r\nabc" + HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    )
    assert answers(home.port, honest)[-1] == b"200"
