"""The files of the seals: heads one a line, leaves one file a seal; on the disk before a row speaks of them."""

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# A leaf: place of its table in the batch, key of the row, digest of the row.
LEAF = struct.Struct(">Hq32s")
_BLOCK = 256 * 1024


@dataclass(frozen=True)
class Place:
    """Where an installation keeps its seals (`folder`) and the key that signs them (`secret`)."""

    folder: Path
    secret: Path

    @property
    def heads(self) -> Path:
        """One line a seal."""
        return self.folder / "heads.jsonl"

    @property
    def ledger_heads(self) -> Path:
        """One line each time the ledger of first reports had grown."""
        return self.folder / "ledger-heads.jsonl"

    @property
    def leaves(self) -> Path:
        """The folder with one file of row digests a seal."""
        return self.folder / "leaves"

    @property
    def public_keys(self) -> Path:
        """The public halves of every key that sealed here."""
        return self.folder / "public-keys.pem"


def place_in(var: Path) -> Place:
    """The place of the installation whose folder is `var`."""
    return Place(var / "seals", var / "secrets" / "seal.key")


def add_durably(path: Path, data: bytes) -> None:
    """Append to a file and wait until it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if new:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def last_lines(path: Path, count: int) -> list[str]:
    """The last `count` whole lines of a file, read from its end; what follows the last line break is left out."""
    if not path.exists():
        return []
    found = b""
    with path.open("rb") as file:
        position = file.seek(0, os.SEEK_END)
        while position and found.count(b"\n") <= count:
            step = min(_BLOCK, position)
            position -= step
            file.seek(position)
            found = file.read(step) + found
    whole, _, _ = found.rpartition(b"\n")
    return [line.decode(errors="replace") for line in whole.split(b"\n")[-count:] if line]


def cut_torn_line(path: Path) -> bool:
    """Cut off a last line that a crash left without its end; nothing was ever sealed by it."""
    if not path.exists():
        return False
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        end = size
        while end:
            start = max(0, end - _BLOCK)
            file.seek(start)
            at = file.read(end - start).rfind(b"\n")
            if at >= 0:
                end = start + at + 1
                break
            end = start
        if end == size:
            return False
        file.truncate(end)
        os.fsync(file.fileno())
    return True


class LeavesFile:
    """The row digests of one seal while they are written; `close` gives the digest of the file."""

    def __init__(self, folder: Path, number: int):
        folder.mkdir(parents=True, exist_ok=True)
        self._target = leaves_path(folder, number)
        self._draft = self._target.with_name(f"{number}.{os.getpid()}")
        self._file: BinaryIO = self._draft.open("wb")
        self._digest = hashlib.sha256()

    def add(self, index: int, key: int, digest: bytes) -> None:
        """One row of the table at place `index` of the batch."""
        leaf = LEAF.pack(index, key, digest)
        self._file.write(leaf)
        self._digest.update(leaf)

    def close(self) -> str:
        """Put the file on the disk under its name; a seal without rows has none."""
        self._file.flush()
        os.fsync(self._file.fileno())
        empty = self._file.tell() == 0
        self._file.close()
        if empty:
            self._draft.unlink()
        else:
            os.replace(self._draft, self._target)
            sync_folder(self._target.parent)
        return self._digest.hexdigest()

    def drop(self) -> None:
        """Give up what was written."""
        self._file.close()
        self._draft.unlink(missing_ok=True)


def leaves_path(folder: Path, number: int) -> Path:
    """The leaves of seal `number`."""
    return folder / str(number)


def leaves_digest(path: Path) -> str:
    """The SHA-256 of a file of leaves; of nothing where there is none."""
    digest = hashlib.sha256()
    if path.exists():
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def read_leaves(path: Path, index: int) -> Iterator[tuple[int, bytes]]:
    """(key, digest) of every row of the table at place `index`, in the order of keys."""
    with path.open("rb") as file:
        while block := file.read(LEAF.size * 4096):
            for place, key, digest in LEAF.iter_unpack(block):
                if place == index:
                    yield key, digest
