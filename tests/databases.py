"""Databases of tests: copied from an original, dropped, and which of them the connection of a test stands in."""

import os
import time
import warnings

import psycopg

TRIES = 5


def drop(admin, name: str) -> None:
    """Drop a database if it is there."""
    _when_nobody_is_in_it(admin, name, f'DROP DATABASE IF EXISTS "{name}"')


def copy(admin, name: str, original: str) -> None:
    """A new database `name` as `original` is, in the place of one left behind."""
    drop(admin, name)
    _when_nobody_is_in_it(admin, original, f'CREATE DATABASE "{name}" TEMPLATE "{original}"')


def switch(connection, name: str) -> None:
    """Let the connection of the tests stand in another database from now on."""
    connection.close()
    connection.settings_dict["NAME"] = name


def _when_nobody_is_in_it(admin, name: str, statement: str) -> None:
    """Without FORCE, which would need the right to end autovacuum: PostgreSQL itself sends that away and waits."""
    for _ in range(TRIES):
        try:
            admin.execute(statement)
            return
        except psycopg.errors.ObjectInUse:
            time.sleep(1)
    _send_away(name)
    admin.execute(statement)


def _send_away(name: str) -> None:
    """Ends whoever some test left in a database, and says what they asked last, so that the test can be found."""
    if (superuser := os.environ.get("YINLI_TEST_ADMIN_URL")) is None:
        return
    with psycopg.connect(superuser, autocommit=True) as admin:
        left = admin.execute(
            "SELECT usename, application_name, state, query, pg_terminate_backend(pid, 5000)"
            " FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'",
            [name],
        ).fetchall()
    for session in left:
        warnings.warn(f"somebody was left in {name}: {session}", stacklevel=2)
