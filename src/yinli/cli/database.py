"""The database a command works with: the one DATABASE_URL names, one that runs, or one of its own."""

import contextlib
import hashlib
import importlib.metadata
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from yinli.cli.bootstrap import Urls, environment, from_environment
from yinli.cli.failure import Failure
from yinli.cli.folders import PACKAGE, database_folder, var_folder
from yinli.cli.migrating import IN_USE
from yinli.cli.postgres import EmbeddedServer, attach, to_stderr
from yinli.cli.processes import Child
from yinli.config.secrets import secret_key

# Only the command line needs these; a child that serves requests must not be able to migrate.
OWNER_VARIABLES = ("DATABASE_URL", "DATABASE_APP_URL", "YINLI_DATABASE_OWNER_URL", "YINLI_AS_OWNER")

# A migration stands in no queue for longer than this: the pages would stand behind it.
LOCK_TIMEOUT_MS, MIGRATE_TRIES, PAUSE_SECONDS = 3000, 10, 5.0

# What a database holds, as its mark says.
DEMO, OWN_DATA = "demo", "own data"


@dataclass(frozen=True)
class Database:
    """A database that is up; `server` is set when it runs as our child."""

    urls: Urls
    server: EmbeddedServer | None = None

    def owner_environment(self) -> dict[str, str]:
        """The environment of a command that may migrate."""
        return {**os.environ, **environment(self.urls), "YINLI_AS_OWNER": "1"}

    def command_environment(self) -> dict[str, str]:
        """The environment of any other command: both log-ins are known, the app's is used."""
        return {**os.environ, **environment(self.urls)}

    def web_environment(self) -> dict[str, str]:
        """The environment of what serves requests: it never learns the owner's log-in."""
        known = {**os.environ, **environment(self.urls)}
        return {name: value for name, value in known.items() if name not in OWNER_VARIABLES}


@contextlib.contextmanager
def own_database(purpose: str) -> Iterator[Database]:
    """The database of DATABASE_URL, or the embedded one as our child; Held when another process has it."""
    if (given := from_environment(os.environ, var_folder() / "secrets")) is not None:
        yield Database(given)
        return
    with EmbeddedServer(database_folder(), purpose=purpose) as server:
        yield Database(server.urls, server)


@contextlib.contextmanager
def any_database(purpose: str) -> Iterator[Database]:
    """Like `own_database`, but joins a running one, which it then leaves running."""
    if "DATABASE_URL" not in os.environ and (running := attach(database_folder())) is not None:
        yield Database(running)
        return
    with own_database(purpose) as database:
        yield database


@dataclass
class Marks:
    """What has been done to a database, kept as its comment: it goes away with the database it is about."""

    owner_url: str

    def read(self) -> dict[str, str]:
        """The marks; empty for a new database or one restored without its comment."""
        query = (
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        with psycopg.connect(self.owner_url) as connection:
            row = connection.execute(query).fetchone()
        try:
            found = json.loads(row[0]) if row and row[0] else {}
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, **more: str) -> None:
        """Add to the marks."""
        kept = json.dumps({**self.read(), **more})
        with psycopg.connect(self.owner_url) as connection:
            name = sql.Identifier(connection.info.dbname)
            connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(kept)))


def is_empty_of_people(owner_url: str) -> bool:
    """Whether nobody has an account yet; a database without the table of accounts asks for none."""
    with psycopg.connect(owner_url) as connection:
        try:
            row = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM accounts_user)").fetchone()
        except psycopg.errors.UndefinedTable:
            return False
    return bool(row and row[0])


def migrations_fingerprint(package: Path = PACKAGE) -> str:
    """Changes with every file that decides what `migrate` does: then it runs, else it is skipped.

    That is the migrations, every app's set-up and walls, all of base, which grants rights after migrating,
    and the secret by which the database knows for whom it answers.
    """
    digest = hashlib.sha256(secret_key(var_folder()).encode())
    files = {
        *package.rglob("migrations/*.py"),
        *package.rglob("apps.py"),
        *package.glob("base/**/*.py"),
        *package.rglob("walls.py"),
    }
    for path in sorted(files):
        if "tests" not in path.parts:
            digest.update(str(path.relative_to(package)).encode() + path.read_bytes())
    for distribution in ("django", "django-allauth", "django-pghistory", "django-pgtrigger", "procrastinate"):
        digest.update(importlib.metadata.version(distribution).encode())
    return digest.hexdigest()


def migrate(database: Database, *, always: bool = False) -> bool:
    """Bring the tables up to date as their owner; returns whether there was anything to look at."""
    marks, fingerprint = Marks(database.urls.owner_url), migrations_fingerprint()
    if not always and marks.read().get("migrations") == fingerprint:
        return False
    to_stderr("Preparing the tables …")
    code = _migrate_patiently(with_settings({**database.owner_environment(), "PGOPTIONS": _timeouts()}))
    if code == IN_USE:
        raise Failure(
            f"A table that is to be changed was in use all the time ({MIGRATE_TRIES} tries); migrations before it "
            "are done and kept. Stop whoever works on the database for long (a backup, a console), or stop "
            "Yinli, and run `yinli migrate` again."
        )
    if code:
        raise Failure(
            f"Migrating ended with exit code {code}; the messages above say why. Nothing was started."
        )
    marks.write(migrations=fingerprint)
    return True


def _timeouts() -> str:
    """How long a migration may wait and work: whoever asks for a table behind a waiting one waits too."""
    most = os.environ.get("YINLI_MIGRATION_SECONDS", "600")
    if not most.isdigit():
        raise Failure(f"YINLI_MIGRATION_SECONDS is {most!r}, and has to be a number; 0 is no limit.")
    given = os.environ.get("PGOPTIONS", "")
    return f"{given} -c lock_timeout={LOCK_TIMEOUT_MS} -c statement_timeout={most}s".strip()


def _migrate_patiently(environment: dict[str, str]) -> int:
    command = (sys.executable, "-m", "yinli.cli.migrating")
    for attempt in range(1, MIGRATE_TRIES + 1):
        code = Child(command, environment=environment).run()
        if code != IN_USE or attempt == MIGRATE_TRIES:
            break
        to_stderr(
            f"A table is in use; trying again in {PAUSE_SECONDS:.0f} s ({attempt} of {MIGRATE_TRIES}) …"
        )
        time.sleep(PAUSE_SECONDS)
    return code


def with_settings(variables: dict[str, str]) -> dict[str, str]:
    """`variables` with Django told where its settings are."""
    return {"DJANGO_SETTINGS_MODULE": "yinli.config.settings", **variables}
