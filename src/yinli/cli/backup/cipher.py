"""A stream of bytes, encrypted in chunks that can be neither cut off, moved, repeated nor added to.

AES-256-GCM by the STREAM construction: the nonce of a chunk is its number and whether it is the last.
"""

from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yinli.cli.failure import Failure

CHUNK_BYTES = 256 * 1024
TAG_BYTES = 16
_WHOLE = CHUNK_BYTES + TAG_BYTES


class Writable(Protocol):
    """Where encrypted bytes go."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`."""


class Readable(Protocol):
    """Where encrypted bytes come from."""

    name: str

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; fewer only at the end."""


class Damaged(Failure):
    """An archive is not as it was written; says where and what to do."""

    def __init__(self, name: str, where: str):
        super().__init__(f"{name} is damaged: {where}. Nothing was restored from it. Use another copy of it.")


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealingWriter:
    """Encrypts what is written to it into `raw`; `bound` is authenticated with every chunk.

    `key` must be used for one stream only. `finish` writes the last chunk: without it a reader refuses.
    """

    def __init__(self, raw: Writable, key: bytes, bound: bytes):
        self._raw, self._cipher, self._bound = raw, AESGCM(key), bound
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes) -> None:
        """Take more bytes."""
        self._waiting += data
        # One whole chunk is held back: which one is the last is known only at the end.
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]

    def finish(self) -> None:
        """Write what is held back, marked as the end."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, last: bool) -> None:
        self._raw.write(self._cipher.encrypt(_nonce(self._number, last), chunk, self._bound))
        self._number += 1


class OpeningReader:
    """Decrypts `length` bytes of `raw`; no byte of a chunk is given out before the chunk is authentic."""

    def __init__(self, raw: Readable, length: int, key: bytes, bound: bytes):
        self._raw, self._left = raw, length
        self._cipher, self._bound = AESGCM(key), bound
        self._ready = memoryview(b"")
        self._number, self._ended = 0, False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end. Raises Damaged."""
        parts: list[bytes] = []
        while size > 0 and (self._ready or not self._ended):
            if not self._ready:
                self._ready = memoryview(self._open_next())
                continue
            parts.append(bytes(self._ready[:size]))
            self._ready = self._ready[len(parts[-1]) :]
            size -= len(parts[-1])
        return b"".join(parts)

    def _open_next(self) -> bytes:
        sealed = self._raw.read(min(_WHOLE, self._left))
        self._left -= len(sealed)
        last = self._left <= 0 or len(sealed) < _WHOLE
        chunk = self._open(sealed, last)
        if chunk is None:
            raise Damaged(self._raw.name, self._what_is_wrong(sealed, last))
        self._number, self._ended = self._number + 1, last
        return chunk

    def _open(self, sealed: bytes, last: bool) -> bytes | None:
        try:
            return self._cipher.decrypt(_nonce(self._number, last), sealed, self._bound)
        except (InvalidTag, ValueError):
            return None

    def _what_is_wrong(self, sealed: bytes, last: bool) -> str:
        if self._open(sealed, not last) is not None:
            return "it was cut short, its end is missing" if last else "something was added after its end"
        start = self._number * CHUNK_BYTES
        return f"between bytes {start} and {start + max(len(sealed) - TAG_BYTES, 0)} of its content"
