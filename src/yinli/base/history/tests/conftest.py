"""A database of its own with a little history in it, and the two log-ins that matter: owner and superuser."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.databases import copy, drop, switch
from yinli.base.history.seals.chain import Exported
from yinli.base.history.seals.files import Place, place_in
from yinli.base.history.seals.findings import Report
from yinli.base.history.seals.keys import public_keys
from yinli.base.history.seals.sealing import Sealed, seal
from yinli.base.history.seals.verifying import verify

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)


def named(url: str, database: str) -> str:
    """`url` with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def owner_url() -> str:
    return os.environ["YINLI_DATABASE_OWNER_URL"]


@dataclass
class Archive:
    """One database with its seals."""

    database: str
    place: Place

    @contextmanager
    def owner(self, **settings) -> Iterator[psycopg.Connection]:
        with psycopg.connect(named(owner_url(), self.database), autocommit=True, **settings) as connection:
            yield connection

    @contextmanager
    def superuser(self) -> Iterator[psycopg.Connection]:
        """A connection of the server's superuser for which no trigger and no foreign key holds."""
        url = os.environ.get("YINLI_TEST_ADMIN_URL") or os.environ["DATABASE_URL"]
        with psycopg.connect(named(url, self.database), autocommit=True) as connection:
            query = "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper"
            if connection.execute(query).fetchone() is None:
                pytest.skip("the log-in of DATABASE_URL is no superuser")
            connection.execute("SET session_replication_role = replica")
            yield connection

    def seal(self, minutes: float = 0, **options) -> Sealed:
        with self.owner() as connection:
            return seal(connection, self.place, now=NOON + timedelta(minutes=minutes), **options)

    def exported(self, folder: Path | None = None, complete: bool = True) -> Exported:
        kept = Place(folder, folder / "none") if folder else self.place
        return Exported(kept.heads, kept.leaves, public_keys(kept.public_keys.read_bytes()), complete)

    def verify(self, exported: Exported | None = None, **options) -> Report:
        with self.owner() as connection, connection.transaction():
            return verify(connection, exported or self.exported(), **options)

    def unit(self, name: str) -> None:
        """A unit more, and with it an event and an entry, as an action leaves them."""
        with self.owner() as connection, connection.transaction():
            connection.execute(
                "SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),"
                ' set_config(\'pghistory.context_metadata\', \'{"by": 1, "action": "add_unit"}\', true)'
            )
            connection.execute(
                "INSERT INTO accounts_unit (name, name_en, kind, path) VALUES (%s, '', 'section', '')", [name]
            )
            connection.execute(
                "INSERT INTO history_entry (at, by_name, action, record_type, record_id, record_label, before,"
                " after, note, context_id) VALUES (now(), '管宁', 'unit.create', 'accounts.unit', 1, %s, '{}',"
                " '{}', '', current_setting('pghistory.context_id')::uuid)",
                [name],
            )


def _tell(*, by):
    from yinli.base.accounts.actions import add_unit, add_user
    from yinli.base.history.actions import record

    district = add_unit("滨江区", "district", by=by)
    record(by, "unit.create", district)
    for number in range(4):
        person = add_user(f"person{number}", f"林晓{number}", role="officer", unit=district, by=by)
        record(by, "user.create", person, after={"role": "officer"})
        person.name = f"林晓晓{number}"
        person.save(update_fields=["name"])
        record(by, "user.edit", person, after={"name": person.name})


@pytest.fixture(scope="session")
def _told(migrated, django_db_blocker):
    """A template with the history that a few actions leave, committed."""
    from django.db import connection

    from yinli.base.accounts.models import SYSTEM
    from yinli.base.history.actions import action

    own = connection.settings_dict["NAME"]
    name = f"{own}_told"
    with django_db_blocker.unblock(), psycopg.connect(owner_url(), autocommit=True) as admin:
        connection.close()
        copy(admin, name, migrated)
        switch(connection, name)
        try:
            action(_tell)(by=SYSTEM)
        finally:
            switch(connection, own)
    yield name
    with psycopg.connect(owner_url(), autocommit=True) as admin:
        drop(admin, name)


@pytest.fixture
def archive(_told, tmp_path) -> Iterator[Archive]:
    """A copy of that database for one test, with nothing sealed yet."""
    name = f"{_told}_{os.getpid()}_copy"
    with psycopg.connect(owner_url(), autocommit=True) as admin:
        copy(admin, name, _told)
        yield Archive(name, place_in(tmp_path / "var"))
        drop(admin, name)


@pytest.fixture
def sealed(archive) -> Archive:
    """The same with three seals: what was told, then two units more."""
    archive.seal()
    for minutes in (1, 2):
        archive.unit(f"板块{minutes}")
        archive.seal(minutes)
    return archive


@pytest.fixture
def forger(sealed) -> Iterator[SimpleNamespace]:
    """The superuser at work: `run` in a transaction that `verify` sees and that is rolled back afterwards."""
    with sealed.superuser() as connection, connection.transaction(force_rollback=True):
        yield SimpleNamespace(
            run=connection.execute,
            verify=lambda: verify(connection, sealed.exported()),
            connection=connection,
        )
