"""Databases of the test's own, migrated to and fro by the owner of their tables."""

import os

import psycopg
import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from tests.architecture.house import SOURCE
from tests.databases import copy, drop

from yinli.config.settings import database


@pytest.fixture
def owned(committed):
    """The empty database of `committed`, but as its owner; the migrations run in it."""
    url = os.environ["YINLI_DATABASE_OWNER_URL"]
    as_app = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update({**database(url), "NAME": committed})
    yield committed
    connection.close()
    connection.settings_dict.update(as_app)


@pytest.fixture
def owned_demo(_demo_database, django_db_blocker, settings):
    """A copy of the demo of the test's own, as its owner."""
    url, own = os.environ["YINLI_DATABASE_OWNER_URL"], dict(connection.settings_dict)
    settings.YINLI_KEYS = str(_demo_database)
    name = f"{own['NAME']}_moved"
    with django_db_blocker.unblock(), psycopg.connect(url, autocommit=True) as admin:
        connection.close()
        copy(admin, name, own["NAME"])
        connection.settings_dict.update({**database(url), "NAME": name})
        yield name
        connection.close()
        connection.settings_dict.update(own)
        drop(admin, name)


def our_apps() -> set[str]:
    """The apps with migrations of our own."""
    return {path.parent.parent.name for path in SOURCE.rglob("migrations/__init__.py")}


def latest() -> list[tuple[str, str]]:
    """The last migration of every app."""
    return [node for node in MigrationLoader(connection).graph.leaf_nodes()]


def migrate(targets: list[tuple[str, str]] | list[tuple[str, str | None]]):
    """Migrate to these states (None: before the first), and give the models as they were there."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    executor = MigrationExecutor(connection)
    return executor.loader.project_state([(app, name) for app, name in targets if name]).apps
