"""Makes a backup: one moment of the database and the files its rows speak of, and apart from them the keys."""

import contextlib
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from yinli.cli.backup import facts, programs
from yinli.cli.backup.archive import DATA, KEYS, Archive, ArchiveWriter
from yinli.cli.backup.drafts import Draft, megabytes, refuse_full_disk
from yinli.cli.backup.house import DUMP, KEY_FOLDERS, House, blocks_of
from yinli.cli.backup.recovery import Key
from yinli.cli.cluster import Say
from yinli.cli.database import Marks
from yinli.cli.failure import Failure
from yinli.cli.folders import PACKAGE

# Of these, only what was there before the moment of the database: seals are written before their rows.
BEFORE, AFTER = ("seals",), ("files", "rules", "templates", "backup")
SAY_EVERY_SECONDS = 2.0


@dataclass(frozen=True)
class Order:
    """What to make: `data` and, unless None, `keys` are files that do not exist yet; `key` opens them."""

    data: Path
    keys: Path | None
    key: Key
    kept_keys: int = 0


@dataclass
class Made:
    """What was made: members, seconds, and referenced files that were not there any more."""

    files: int = 0
    seconds: float = 0.0
    missing: list[str] = field(default_factory=list)


def back_up(house: House, owner_url: str, order: Order, say: Say) -> Made:
    """Write both archives, or none; raises Failure."""
    started = time.monotonic()
    series, number = house.next_number()
    header = {
        "series": series,
        "number": number,
        "backup": secrets.token_hex(8),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "yinli": version("yinli"),
    }
    with contextlib.ExitStack() as drafts:
        data = drafts.enter_context(Draft(order.data))
        keys = drafts.enter_context(Draft(order.keys)) if order.keys else None
        making = Making(house, owner_url, header, say)
        made = making.data(data, order.key)
        if keys is not None:
            making.keys(keys, order.key)
            keys.publish()
        data.publish()
    if order.keys and order.kept_keys:
        prune(order.keys.parent, series, order.kept_keys, say)
    made.seconds = time.monotonic() - started
    return made


@dataclass
class Making:
    """The parts of one backup; the header stands in both archives."""

    house: House
    owner_url: str
    header: dict[str, Any]
    say: Say

    def data(self, draft: Draft, key: Key) -> Made:
        """The archive of everything but the keys."""
        writer = ArchiveWriter(draft, key, {**self.header, "kind": DATA})
        # Files only grow by appending here, so their length now is what they held before the moment.
        before = [(name, path, path.stat().st_size) for name, path in self.house.members(*BEFORE)]
        with facts.snapshot(self.owner_url) as connection:
            manifest = self._manifest(connection)
            self._refuse_full_disk(draft, manifest)
            program = programs.programs("pg_dump", connection.info.server_version // 10000)
            manifest["pg_dump"] = programs.version_of(program)
            self.say("… the database")
            snapshot = facts.export_of(connection)
            writer.add(
                DUMP, counted(programs.dump(program, self.owner_url, snapshot), "the database", self.say)
            )
            manifest["tables"] = facts.tables(connection)
            wanted = _documents(connection)
        self.say("… the files")
        for name, path, size in before:
            writer.add(name, blocks_of(path, size))
        made = self._files(writer)
        there = {name.rpartition("/")[2] for name in writer.members if name.startswith("files/")}
        made.missing = sorted(wanted - there)
        writer.close({**manifest, "missing_files": made.missing})
        return made

    def keys(self, draft: Draft, key: Key) -> None:
        """The archive of what opens the other one's personal data, and of the installation's secrets."""
        writer = ArchiveWriter(draft, key, {**self.header, "kind": KEYS})
        for name, path in self.house.members(*KEY_FOLDERS):
            writer.add(name, blocks_of(path))
        writer.close(dict(self.header))

    def _manifest(self, connection: psycopg.Connection) -> dict[str, Any]:
        size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return {
            **self.header,
            "migrations": facts.migrations(connection),
            "postgres": connection.info.server_version // 10000,
            "database_bytes": size[0] if size else 0,
            "district": _district(connection),
            "marks": Marks(self.owner_url).read(),
            "has_keys": any(True for _ in self.house.members("keys")),
            "rules": {path.name: sha256(path.read_bytes()).hexdigest() for path in _rulebooks(self.house)},
        }

    def _refuse_full_disk(self, draft: Draft, manifest: dict[str, Any]) -> None:
        files = sum(path.stat().st_size for _, path in self.house.members(*BEFORE, *AFTER))
        refuse_full_disk(draft.target.parent, files + manifest["database_bytes"], "The backup")

    def _files(self, writer: ArchiveWriter) -> Made:
        made, said_at = Made(), time.monotonic()
        for name, path in self.house.members(*AFTER):
            try:
                blocks = blocks_of(path)
            except FileNotFoundError:
                continue  # erased since it was listed; a row that speaks of it is named in the manifest
            writer.add(name, blocks)
            made.files += 1
            if time.monotonic() - said_at > SAY_EVERY_SECONDS:
                self.say(f"… the files: {made.files}")
                said_at = time.monotonic()
        return made


def counted(blocks: Iterator[bytes], what: str, say: Say) -> Iterator[bytes]:
    """The same blocks; says now and then how much has gone by."""
    passed, said_at = 0, time.monotonic()
    for block in blocks:
        passed += len(block)
        if time.monotonic() - said_at > SAY_EVERY_SECONDS:
            say(f"… {what}: {megabytes(passed)}")
            said_at = time.monotonic()
        yield block


def _documents(connection: psycopg.Connection) -> set[str]:
    """The names of the files that rows of this moment speak of, as base.sources.store names them; a document that
    was erased has none."""
    if not facts.exists(connection, "sources_source"):
        return set()
    rows = connection.execute(
        "SELECT d.sha256 || '.' || d.subject_id FROM sources_source d"
        " JOIN personal_subject s ON s.id = d.subject_id WHERE s.erased_at IS NULL"
    )
    return {str(name) for (name,) in rows.fetchall()}


def _district(connection: psycopg.Connection) -> str:
    if not facts.exists(connection, "accounts_unit"):
        return ""
    row = connection.execute("SELECT name FROM accounts_unit WHERE kind = 'district' ORDER BY id").fetchone()
    return str(row[0]) if row else ""


def _rulebooks(house: House) -> list[Path]:
    own = sorted(house.rules.glob("*.toml")) if house.rules else []
    return [*sorted((PACKAGE / "rules").glob("*.toml")), *own]


def prune(folder: Path, series: str, kept: int, say: Say) -> None:
    """Remove all but the last `kept` archives of keys of this series: what was erased must not live on there.

    Which are the last is told by their numbers, never by a clock.
    """
    found = sorted(_of_series(folder, series), reverse=True)
    for _, path in found[kept:]:
        path.unlink()
        say(f"Removed {path}: the last {kept} archives of keys are kept (YINLI_KEEP_KEYS).")


def _of_series(folder: Path, series: str) -> Iterator[tuple[int, Path]]:
    for path in folder.glob("*.keys"):
        try:
            archive = Archive(path)
        except Failure:
            continue  # not ours to judge
        archive.close()
        header = archive.header
        if header.get("kind") == KEYS and header.get("series") == series:
            yield int(header["number"]), path
