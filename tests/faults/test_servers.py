"""The two roles on every kind of server: the embedded one, and PostgreSQL 15 that others administer."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from debian_postgres import DebianServer
from psycopg import sql

from yinli.cli.bootstrap import bootstrap, from_environment, with_login
from yinli.cli.failure import Failure
from yinli.cli.passwords import Passwords
from yinli.cli.postgres import EmbeddedServer

WEAK = "CREATE ROLE weak LOGIN PASSWORD 'weak'"
ADMINISTRATOR = "CREATE ROLE boss LOGIN CREATEROLE CREATEDB PASSWORD 'boss'"


@pytest.fixture(scope="module", params=[EmbeddedServer, DebianServer], ids=["embedded", "PostgreSQL 15"])
def server(request, tmp_path_factory):
    place = tmp_path_factory.mktemp("server") / "pg"
    if os.geteuid() == 0:
        for folder in place.parents[:4]:
            if folder.stat().st_uid == 0 and str(folder).startswith("/tmp/"):
                folder.chmod(0o755)
    with request.param(place, fsync=False) as running:
        yield running


@pytest.fixture
def bare(server, tmp_path):
    """The same server as before Yinli came to it; yields the address of its superuser."""
    admin = server.admin_url
    with psycopg.connect(admin, autocommit=True) as connection:
        for name in ("yinli", "other"):
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        for role in ("yinli_owner", "yinli_app", "weak", "boss"):
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
    return admin


def execute(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(statement)
        return found.fetchone() if found.description else None


def with_database(url, name):
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def test_the_app_role_owns_nothing_and_is_bound_by_row_security(bare, tmp_path):
    urls = bootstrap(bare, "yinli", Passwords(tmp_path / "p.json"))
    query = (
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolinherit FROM pg_roles "
        "WHERE rolname = current_user"
    )
    assert execute(urls.app_url, query) == (False, False, False, False, False)
    assert execute(urls.owner_url, query) == (False, False, True, False, True)


@pytest.mark.parametrize("what", ["TABLE mine (n int)", "SCHEMA mine", "DATABASE mine"])
def test_the_app_role_may_create_nothing(bare, tmp_path, what):
    urls = bootstrap(bare, "yinli", Passwords(tmp_path / "p.json"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        execute(urls.app_url, f"CREATE {what}")


def test_the_owner_may_create_tables_and_test_databases(bare, tmp_path):
    urls = bootstrap(bare, "yinli", Passwords(tmp_path / "p.json"))
    execute(urls.owner_url, "CREATE TABLE mine (n int)")
    execute(urls.owner_url, "CREATE DATABASE other")
    execute(urls.owner_url, "DROP DATABASE other")


def test_a_stranger_cannot_enter_the_database(bare, tmp_path):
    bootstrap(bare, "yinli", Passwords(tmp_path / "p.json"))
    execute(bare, WEAK)
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        execute(with_login(bare, "weak", "weak", "yinli"), "SELECT 1")


def test_preparing_a_server_twice_changes_nothing(bare, tmp_path):
    passwords = tmp_path / "p.json"
    first = bootstrap(bare, "yinli", Passwords(passwords))
    assert bootstrap(bare, "yinli", Passwords(passwords)) == first
    assert execute(first.app_url, "SELECT 1") == (1,)


def test_an_administrator_who_is_no_superuser_can_prepare_the_server(bare, tmp_path):
    execute(bare, ADMINISTRATOR)
    url = with_login(bare, "boss", "boss", "postgres")
    urls = from_environment({"DATABASE_URL": url}, tmp_path)
    assert urls is not None
    execute(urls.owner_url, "CREATE TABLE mine (n int)")
    assert from_environment({"DATABASE_URL": url}, tmp_path) == urls
    # boss holds yinli_owner, so that has to go before the next test can drop the roles.
    execute(bare, "DROP DATABASE yinli WITH (FORCE)")
    execute(bare, "DROP OWNED BY boss; DROP ROLE yinli_owner")


def test_a_database_that_exists_is_taken_over(bare, tmp_path):
    execute(bare, "CREATE DATABASE other")
    urls = from_environment({"DATABASE_URL": with_database(bare, "other")}, tmp_path)
    assert urls is not None and urlsplit(urls.app_url).path == "/other"
    execute(urls.owner_url, "CREATE TABLE mine (n int)")


def test_a_login_without_rights_is_told_the_sql_to_run(bare, tmp_path):
    execute(bare, WEAK)
    with pytest.raises(Failure, match="CREATE ROLE yinli_owner") as refused:
        from_environment({"DATABASE_URL": with_login(bare, "weak", "weak", "postgres")}, tmp_path)
    assert 'CREATE DATABASE "yinli" OWNER yinli_owner' in str(refused.value)


def test_roles_of_another_installation_are_not_taken_away_from_it(bare, tmp_path):
    urls = bootstrap(bare, "yinli", Passwords(tmp_path / "first.json"))
    with pytest.raises(Failure, match="yinli_owner already exists"):
        bootstrap(bare, "yinli", Passwords(tmp_path / "second.json"))
    assert execute(urls.app_url, "SELECT 1") == (1,)


def test_a_server_that_is_not_there_is_a_clear_message(tmp_path):
    with pytest.raises(Failure, match="DATABASE_URL cannot be reached"):
        from_environment({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}, tmp_path)


def test_passwords_do_not_reach_the_servers_log(bare, server, tmp_path):
    execute(bare, "ALTER SYSTEM SET log_statement = 'all'")
    execute(bare, "SELECT pg_reload_conf()")
    passwords = Passwords(tmp_path / "p.json")
    bootstrap(bare, "yinli", passwords)
    log = (server.folder / "postgres.log").read_text()
    assert passwords.ensure("yinli_owner") not in log and passwords.ensure("yinli_app") not in log
