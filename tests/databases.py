"""Databases of tests: copied from an original, dropped, and which of them the connection of a test stands in."""

import time

import psycopg

TRIES = 5


def drop(admin, name: str) -> None:
    """Drop a database if it is there."""
    _when_nobody_is_in_it(admin, f'DROP DATABASE IF EXISTS "{name}"')


def copy(admin, name: str, original: str) -> None:
    """A new database `name` as `original` is, in the place of one left behind."""
    drop(admin, name)
    _when_nobody_is_in_it(admin, f'CREATE DATABASE "{name}" TEMPLATE "{original}"')


def switch(connection, name: str) -> None:
    """Let the connection of the tests stand in another database from now on."""
    connection.close()
    connection.settings_dict["NAME"] = name


def _when_nobody_is_in_it(admin, statement: str) -> None:
    """Without FORCE, which would need the right to end autovacuum: PostgreSQL itself sends that away and waits."""
    for _ in range(TRIES):
        try:
            admin.execute(statement)
            return
        except psycopg.errors.ObjectInUse:
            time.sleep(1)
    admin.execute(statement)
