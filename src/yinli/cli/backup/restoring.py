"""Brings a backup back: verified whole, built and checked beside the target, then put in its place."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yinli.cli.backup import facts, programs
from yinli.cli.backup.drafts import refuse_full_disk
from yinli.cli.backup.house import DUMP
from yinli.cli.backup.placing import in_staging, put_in_place, refuse_taken
from yinli.cli.backup.recovery import Key
from yinli.cli.backup.unpacking import Verified, verified
from yinli.cli.bootstrap import from_environment
from yinli.cli.cluster import Say
from yinli.cli.database import Database, Marks, migrate, with_settings
from yinli.cli.failure import Failure
from yinli.cli.postgres import EmbeddedServer
from yinli.cli.processes import Child

# Where the installation's folders are; what is restored lies in var/ alone.
_ELSEWHERE = ("YINLI_FILES", "YINLI_KEYS")
# How many connections load, and compare, at once.
JOBS = min(4, os.cpu_count() or 1)
# Marks that say what the data are; that of the migrations is made anew.
_MARKS = ("holds", "logins")


@dataclass(frozen=True)
class Request:
    """What to restore and where to; `replace` moves what is there aside."""

    data: Path
    keys: Path | None
    key: Key
    into: Path
    replace: bool = False


@dataclass(frozen=True)
class Restored:
    """What came of it."""

    manifest: dict[str, Any]
    seconds: float
    aside: Path | None


def restore(request: Request, say: Say) -> Restored:
    """Restore, or raise Failure and leave the target as it was."""
    started = time.monotonic()
    refuse_taken(request.into, request.replace)
    say("… reading the backup to its end")
    with verified(request.data, request.keys, request.key) as backup:
        _refuse_without_keys(backup)
        with in_staging(request.into) as staging, _as_var(staging):
            refuse_full_disk(staging, backup.bytes_needed, "The restore")
            say("… the files")
            backup.unpack(staging)
            backup.check_files(staging)
            # After the secrets lie there: settings would make new ones. The answer takes longer than all of the loading.
            with _asked_what_is_known() as asked, _database(staging) as database:
                _fill(database, staging, backup, asked, say)
            aside = put_in_place(staging, request.into, replace=request.replace)
    return Restored(backup.manifest, time.monotonic() - started, aside)


def _refuse_without_keys(backup: Verified) -> None:
    if backup.keys is None and backup.manifest.get("has_keys"):
        raise Failure(
            "This backup holds personal data, and their keys lie in a file of their own: give it with --keys FILE. "
            "The newest one of the same installation is best."
        )


@contextlib.contextmanager
def _asked_what_is_known() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "yinli.cli.backup.known"]
    environment = with_settings(dict(os.environ))
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def _refuse_unknown_migrations(backup: Verified, asked: subprocess.Popen[str]) -> None:
    said, complaint = asked.communicate()
    if asked.returncode:
        raise Failure(f"The program's own migrations cannot be read:\n{complaint.strip()}")
    known = {tuple(one) for one in json.loads(said)}
    newer = [f"{app}.{name}" for app, name in backup.manifest["migrations"] if (app, name) not in known]
    if newer:
        raise Failure(
            f"The backup was made by a newer Yinli ({backup.manifest.get('yinli')}): its tables have "
            f"{', '.join(newer[:3])}{' …' if len(newer) > 3 else ''}, which this program does not know. Install "
            "the version that made it, or a later one."
        )


@contextlib.contextmanager
def _as_var(staging: Path) -> Iterator[None]:
    """For us and our children, `staging` is var/."""
    before = {name: os.environ.get(name) for name in ("YINLI_VAR", *_ELSEWHERE)}
    os.environ["YINLI_VAR"] = str(staging)
    for name in _ELSEWHERE:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _database(staging: Path) -> Iterator[Database]:
    """The empty database to fill: a new embedded one, or that of DATABASE_URL, emptied again on failure."""
    given = from_environment(os.environ, staging / "secrets")
    if given is None:
        # Whatever fails, all of it is thrown away; what succeeds is flushed to the disk before it is put in its place.
        with EmbeddedServer(staging / "pg", fsync=False, purpose="yinli restore") as server:
            yield Database(server.urls, server)
        server.to_disk()
        return
    with facts.connected(given.owner_url) as connection:
        if facts.names(connection):
            raise Failure(
                "The database of DATABASE_URL holds tables already. Name an empty one, such as …/yinli_restored; it "
                "is created when the log-in may."
            )
    try:
        yield Database(given)
    except BaseException:
        facts.make_empty(given.owner_url)
        raise


def _fill(
    database: Database, staging: Path, backup: Verified, asked: subprocess.Popen[str], say: Say
) -> None:
    manifest, owner_url = backup.manifest, database.urls.owner_url
    with facts.connected(owner_url) as connection:
        major = connection.info.server_version // 10000
    if major < int(manifest["postgres"]):
        raise Failure(
            f"The backup comes from PostgreSQL {manifest['postgres']}, and this server is {major}. "
            "Restore into a server of the same version or a later one."
        )
    say("… the database")
    program = programs.programs("pg_restore", major, int(manifest["pg_dump"]))
    jobs = 1 if database.server is None else JOBS
    programs.load(program, owner_url, staging / DUMP, jobs=jobs)
    _refuse_unknown_migrations(backup, asked)
    say("… comparing every table")
    _refuse_differences(owner_url, manifest)
    Marks(owner_url).write(**{name: manifest["marks"][name] for name in _MARKS if name in manifest["marks"]})
    # Grants and walls are made anew, and a backup of an older version is brought up to date.
    migrate(database, always=True)
    _verify_history(database, staging, say)


def _refuse_differences(owner_url: str, manifest: dict[str, Any]) -> None:
    with facts.snapshot(owner_url) as connection:
        found = facts.tables_at_rest(owner_url, JOBS)
        wrong = facts.differences(manifest["tables"], found) + facts.lagging_sequences(connection)
        if [tuple(one) for one in facts.migrations(connection)] != [
            tuple(one) for one in manifest["migrations"]
        ]:
            wrong.append("the list of applied migrations is another one")
    if wrong:
        raise Failure("What was restored is not what was backed up:\n  " + "\n  ".join(wrong[:20]))


def _verify_history(database: Database, var: Path, say: Say) -> None:
    """Compare history with its seals, where there are any."""
    yinli = (sys.executable, "-m", "yinli.cli.main")
    environment = with_settings(database.command_environment())
    # A house that never served has sealed nothing.
    if not (var / "seals" / "public-keys.pem").exists():
        return
    say("… comparing history with its seals")
    if Child((*yinli, "verify", "history"), environment=environment).run():
        raise Failure(
            "The restored history does not agree with its seals; the lines above say where. Restore an earlier "
            "backup, and keep this one for whoever looks into it."
        )
