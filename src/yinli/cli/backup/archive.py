"""One encrypted file with many members: a clear header, the sealed members, a checksum of it all.

The checksum needs no key, so that whoever stores backups can tell whether a copy is still whole; that it
is genuine only the key tells.
"""

import hashlib
import json
import os
import secrets
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from yinli.cli.backup.cipher import Damaged, OpeningReader, SealingWriter
from yinli.cli.backup.recovery import Key, unwrap, wrap
from yinli.cli.failure import Failure

MAGIC, FORMAT = b"yinli-backup ", 1
END = b"yinli-end "
TRAILER_BYTES = len(END) + 32
HEADER_MOST, NAME_MOST, BLOCK_MOST = 64 * 1024, 4096, 1024 * 1024
MANIFEST, MANIFEST_MOST = "manifest.json", 256 * 1024 * 1024
DATA, KEYS = "data", "keys"
_LENGTH = struct.Struct(">I")


class File(Protocol):
    """What an archive is written to."""

    @property
    def name(self) -> str:
        """Its name, for messages."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`."""


class Summing:
    """A file that is hashed as it goes by."""

    def __init__(self, raw: Any):
        self._raw, self._digest = raw, hashlib.sha256()
        self.name = str(raw.name)

    def write(self, data: bytes) -> int:
        """Write and take into the sum."""
        self._digest.update(data)
        return self._raw.write(data)

    def read(self, size: int) -> bytes:
        """Read and take into the sum."""
        found = self._raw.read(size)
        self._digest.update(found)
        return found

    def sum(self) -> bytes:
        """SHA-256 of all that went by."""
        return self._digest.digest()


@dataclass
class ArchiveWriter:
    """Writes members one after the other; `close` adds the manifest, which lists every one of them."""

    raw: File
    key: Key
    header: dict[str, Any]
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        data_key = secrets.token_bytes(32)
        text = json.dumps({**self.header, "opened_by": wrap(data_key, self.key)}).encode()
        head = MAGIC + b"%d\n" % FORMAT + _LENGTH.pack(len(text)) + text
        self._summing = Summing(self.raw)
        self._summing.write(head)
        self._out = SealingWriter(self._summing, data_key, hashlib.sha256(head).digest())

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """Add the member `name`, of any length."""
        digest, size = hashlib.sha256(), 0
        self._out.write(_LENGTH.pack(len(name.encode())) + name.encode())
        for whole in blocks:
            for start in range(0, len(whole), BLOCK_MOST):
                block = whole[start : start + BLOCK_MOST]
                digest.update(block)
                size += len(block)
                self._out.write(_LENGTH.pack(len(block)) + block)
        self._out.write(_LENGTH.pack(0))
        self.members[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def close(self, manifest: dict[str, Any]) -> None:
        """Write the manifest and the end."""
        listed = {**manifest, "members": dict(self.members)}
        self.add(MANIFEST, [json.dumps(listed, ensure_ascii=False).encode()])
        self._out.write(_LENGTH.pack(0))
        self._out.finish()
        self.raw.write(END + self._summing.sum())


Take = Callable[[str, Iterator[bytes]], None]


class Archive:
    """An archive on disk. Everything read from it was authentic; whole it is only after `verify`."""

    def __init__(self, path: Path):
        self.path = path
        try:
            self._file = path.open("rb")
            self._size = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise Failure(f"The backup {path} cannot be read: {error.strerror}.") from error
        self._head, self.header = self._read_head()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _damaged(self, where: str) -> Damaged:
        return Damaged(str(self.path), where)

    def _read_head(self) -> tuple[bytes, dict[str, Any]]:
        line = self._file.readline(len(MAGIC) + 12)
        if not line.startswith(MAGIC) or not line.endswith(b"\n"):
            raise Failure(f"{self.path} is not a backup of Yinli, or its beginning is damaged.")
        if line != MAGIC + b"%d\n" % FORMAT:
            raise Failure(
                f"{self.path} has the format {line[len(MAGIC) :].strip().decode(errors='replace')}, and this Yinli "
                f"reads format {FORMAT}. Install the version of Yinli that made it, or a newer one."
            )
        length = self._file.read(_LENGTH.size)
        text = self._file.read(min(_LENGTH.unpack(length)[0], HEADER_MOST)) if len(length) == 4 else b""
        try:
            header = json.loads(text)
        except ValueError as error:
            raise self._damaged("its header cannot be read") from error
        if not isinstance(header, dict) or not isinstance(header.get("opened_by"), dict):
            raise self._damaged("its header cannot be read")
        return line + length + text, header

    def check_sum(self) -> None:
        """Compare the checksum, for which no key is needed; raises Damaged."""
        self._look_at_end()
        summing, left = self._from_start(), self._size - TRAILER_BYTES
        while left > 0 and (found := summing.read(min(BLOCK_MOST, left))):
            left -= len(found)
        self._compare(summing)

    def _from_start(self) -> Summing:
        self._file.seek(0)
        return Summing(self._file)

    def _look_at_end(self) -> None:
        self._file.seek(max(self._size - TRAILER_BYTES, 0))
        if not self._file.read(TRAILER_BYTES).startswith(END):
            raise self._damaged(f"its end is missing; it was cut short at {self._size} bytes")

    def _compare(self, summing: Summing) -> None:
        if self._file.read(TRAILER_BYTES + 1) != END + summing.sum():
            raise self._damaged("its checksum is another one")

    def verify(self, key: Key) -> dict[str, Any]:
        """Read all of it; returns the manifest. Raises WrongKey, Damaged."""
        return self.extract(key, lambda name, blocks: None)

    def extract(self, key: Key, take: Take) -> dict[str, Any]:
        """Hand each member to `take` as it comes by; returns the manifest once everything was checked."""
        data_key = self._data_key(key)
        self._look_at_end()
        summing = self._from_start()
        summing.read(len(self._head))
        length = self._size - TRAILER_BYTES - len(self._head)
        reader = OpeningReader(summing, length, data_key, hashlib.sha256(self._head).digest())
        manifest = _Members(reader, self._damaged).pass_on(take)
        self._compare(summing)
        return manifest

    def _data_key(self, key: Key) -> bytes:
        try:
            return unwrap(self.header["opened_by"], key, str(self.path))
        except ValueError as error:
            raise self._damaged("its header cannot be read") from error


@dataclass
class _Members:
    reader: OpeningReader
    damaged: Callable[[str], Damaged]
    found: dict[str, dict[str, Any]] = field(default_factory=dict)

    def pass_on(self, take: Take) -> dict[str, Any]:
        manifest: bytearray | None = None
        while length := self._length(NAME_MOST):
            name = self._exactly(length).decode(errors="replace")
            if name in self.found or manifest is not None:
                raise self.damaged(f"the member {name} stands where none may be")
            blocks = self._blocks(name)
            if name == MANIFEST:
                manifest = bytearray(b"".join(blocks))
            else:
                take(name, blocks)
                for _ in blocks:
                    pass  # what was not taken is checked all the same
        if self.reader.read(1):
            raise self.damaged("something was added after its end")
        return self._compared(manifest)

    def _compared(self, text: bytearray | None) -> dict[str, Any]:
        self.found.pop(MANIFEST, None)
        try:
            manifest = json.loads(text or b"")
        except ValueError as error:
            raise self.damaged("its manifest cannot be read") from error
        if manifest.get("members") != self.found:
            raise self.damaged("its members are not those of its manifest")
        return dict(manifest)

    def _blocks(self, name: str) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        while length := self._length(BLOCK_MOST):
            block = self._exactly(length)
            digest.update(block)
            size += length
            if name == MANIFEST and size > MANIFEST_MOST:
                raise self.damaged("its manifest is too long")
            yield block
        self.found[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def _length(self, most: int) -> int:
        length = int(_LENGTH.unpack(self._exactly(_LENGTH.size))[0])
        if length > most:
            raise self.damaged("a length in it is impossible")
        return length

    def _exactly(self, size: int) -> bytes:
        found = self.reader.read(size)
        if len(found) != size:
            raise self.damaged("it ends in the middle of a member")
        return found
