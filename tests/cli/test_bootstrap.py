"""Addresses of the two roles."""

import pytest

from yinli.cli import database
from yinli.cli.bootstrap import Urls, environment, from_environment, sql_for_an_administrator, with_login
from yinli.cli.database import Database


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://127.0.0.1:5432/x", "postgresql://r:p%40ss%2F@127.0.0.1:5432/yinli"),
        ("postgresql://a:b@host/x?sslmode=require", "postgresql://r:p%40ss%2F@host/yinli?sslmode=require"),
        ("postgresql://a:b@[::1]:5432", "postgresql://r:p%40ss%2F@[::1]:5432/yinli"),
    ],
)
def test_another_login_keeps_host_port_and_options(url, expected):
    assert with_login(url, "r", "p@ss/", "yinli") == expected


def test_without_database_url_no_server_is_named(tmp_path):
    assert from_environment({}, tmp_path) is None


def test_two_given_logins_are_used_as_they_are(tmp_path):
    given = {"DATABASE_URL": "postgresql://o@h/d", "DATABASE_APP_URL": "postgresql://a@h/d"}
    assert from_environment(given, tmp_path) == Urls("postgresql://o@h/d", "postgresql://a@h/d")


def test_the_web_server_never_learns_the_owners_login(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner-secret@h/d")
    seen = Database(Urls("postgresql://owner-secret@h/d", "postgresql://app@h/d")).web_environment()
    assert seen["YINLI_DATABASE_APP_URL"] == "postgresql://app@h/d"
    assert not any("owner-secret" in value for value in seen.values())


def test_only_the_owners_commands_work_as_the_owner():
    opened = Database(Urls("o", "a"))
    assert opened.owner_environment()["YINLI_AS_OWNER"] == "1"
    assert environment(opened.urls).items() <= opened.command_environment().items()


def test_the_sql_for_an_administrator_quotes_the_name_of_the_database():
    assert 'CREATE DATABASE "in""vest" OWNER yinli_owner' in sql_for_an_administrator('in"vest')


def test_the_fingerprint_of_migrations_changes_with_one_of_them_and_with_nothing_else(tmp_path):
    (tmp_path / "app/migrations").mkdir(parents=True)
    (tmp_path / "app/migrations/0001.py").write_text("one")
    before = database.migrations_fingerprint(tmp_path)
    (tmp_path / "app/views.py").write_text("pages decide nothing about tables")
    assert database.migrations_fingerprint(tmp_path) == before
    (tmp_path / "app/migrations/0002.py").write_text("two")
    assert database.migrations_fingerprint(tmp_path) != before
