"""What lies in archives, verified, and laid out as a new var/ folder."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from yinli.cli.backup.archive import DATA, KEYS, Archive
from yinli.cli.backup.cipher import Damaged
from yinli.cli.backup.house import DATA_FOLDERS, DUMP, KEY_FOLDERS, blocks_of
from yinli.cli.backup.recovery import Key
from yinli.cli.failure import Failure

_ALLOWED = {DATA: (*DATA_FOLDERS, DUMP), KEYS: KEY_FOLDERS}
_CLOSED = (*KEY_FOLDERS, "backup", DUMP)


@dataclass
class Verified:
    """The archives of one restore, read to their ends and found whole; `manifest` is the data's."""

    data: Archive
    keys: Archive | None
    key: Key
    manifest: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for archive, kind in ((self.data, DATA), (self.keys, KEYS)):
            if archive is not None:
                _refuse_other_kind(archive, kind)
                found = archive.verify(self.key)
                _refuse_strange_members(archive, kind, found)
                self.manifest = self.manifest or found

    @property
    def bytes_needed(self) -> int:
        """How much room a restore takes, about: the dump lies beside the database for a while."""
        members = sum(int(member["bytes"]) for member in self.manifest["members"].values())
        return members + int(self.manifest["database_bytes"])

    def unpack(self, folder: Path) -> None:
        """Lay every member out below `folder`, which is new."""
        for archive in (self.data, self.keys):
            if archive is not None:
                archive.extract(self.key, lambda name, blocks: _write(folder, name, blocks))

    def check_files(self, folder: Path) -> None:
        """Read back what was unpacked; raises Failure for a file that is not as it was backed up."""
        for name, member in self.manifest["members"].items():
            digest = hashlib.sha256()
            for block in blocks_of(folder / name):
                digest.update(block)
            if digest.hexdigest() != member["sha256"]:
                raise Failure(f"{folder / name} was not written as it was backed up: check this disk.")


@contextlib.contextmanager
def verified(data: Path, keys: Path | None, key: Key) -> Iterator[Verified]:
    """Open and verify; raises WrongKey, Damaged, or Failure for files that are something else."""
    with contextlib.ExitStack() as opened:
        archives = [Archive(path) for path in (data, keys) if path is not None]
        for archive in archives:
            opened.callback(archive.close)
        yield Verified(archives[0], archives[1] if keys else None, key)


def _refuse_other_kind(archive: Archive, kind: str) -> None:
    if archive.header.get("kind") != kind:
        raise Failure(
            f"{archive.path} holds {archive.header.get('kind')} and not {kind}. FROM is the file of the data, "
            "--keys that of the keys."
        )


def _refuse_strange_members(archive: Archive, kind: str, manifest: dict[str, Any]) -> None:
    for name in manifest["members"]:
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or not parts or parts[0] not in _ALLOWED[kind]:
            raise Damaged(str(archive.path), f"it has a member {name!r}, which no backup has")


def _write(folder: Path, name: str, blocks: Iterator[bytes]) -> None:
    path = folder / name
    closed = PurePosixPath(name).parts[0] in _CLOSED
    path.parent.mkdir(mode=0o700 if closed else 0o755, parents=True, exist_ok=True)
    mode = 0o600 if closed else 0o440 if name.startswith("files/") else 0o644
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        for block in blocks:
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
