"""Two database roles from the start: one owns and migrates, the other works and owns nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from yinli.cli.failure import Failure
from yinli.cli.passwords import Passwords

OWNER, APP, DATABASE = "yinli_owner", "yinli_app", "yinli"
OWNER_RIGHTS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE CREATEDB"
APP_RIGHTS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOINHERIT"


@dataclass(frozen=True)
class Urls:
    """How the two roles log in; both addresses contain a password and are never printed."""

    owner_url: str
    app_url: str


def environment(urls: Urls) -> dict[str, str]:
    """The variables through which Django's settings learn where the database is."""
    return {"YINLI_DATABASE_OWNER_URL": urls.owner_url, "YINLI_DATABASE_APP_URL": urls.app_url}


def with_login(url: str, role: str, password: str, database: str) -> str:
    """`url` with another role, password and database; host, port and options stay."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    login = f"{quote(role, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{host}", path=f"/{quote(database, safe='')}"))


def bootstrap(admin_url: str, database: str, passwords: Passwords, *, ours: bool = False) -> Urls:
    """Create the two roles and the database where they are missing; running it again changes nothing.

    `ours` says that the whole server belongs to this folder (the embedded one): then a role whose
    password was lost gets a new one. On a server shared with others that would lock out whoever
    uses the role, so there it is an error.
    """
    with psycopg.connect(admin_url, autocommit=True, connect_timeout=10) as connection:
        for role, rights in ((OWNER, OWNER_RIGHTS), (APP, APP_RIGHTS)):
            _ensure_role(
                connection, role, rights, passwords if ours else _unless_lost(connection, role, passwords)
            )
        _ensure_database(connection, database)
    owner_url, app_url = (
        with_login(admin_url, role, passwords.ensure(role), database) for role in (OWNER, APP)
    )
    with psycopg.connect(with_login(admin_url, *_login(admin_url), database), autocommit=True) as connection:
        _close_public(connection)
    return Urls(owner_url, app_url)


def _login(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return unquote(parts.username or ""), unquote(parts.password or "")


def _exists(connection: psycopg.Connection, query: LiteralString, *values: str) -> bool:
    return connection.execute(query, values).fetchone() is not None


def _unless_lost(connection: psycopg.Connection, role: str, passwords: Passwords) -> Passwords:
    known = passwords.get(role) is not None
    if not known and _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        raise Failure(
            f"The role {role} already exists on the server of DATABASE_URL, and its password is not in "
            f"{passwords.path}. Give both log-ins instead: DATABASE_URL as {OWNER} and DATABASE_APP_URL as "
            f"{APP}; or, if nobody uses it, remove it with DROP ROLE {role};"
        )
    return passwords


def _ensure_role(connection: psycopg.Connection, role: str, rights: str, passwords: Passwords) -> None:
    # The server is sent the SCRAM verifier, so the password itself can never end up in its log.
    verifier = connection.pgconn.encrypt_password(
        passwords.ensure(role).encode(), role.encode(), b"scram-sha-256"
    )
    exists = _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role)
    # Naming SUPERUSER or BYPASSRLS in an ALTER, even to deny them, takes a superuser.
    allowed = rights if not exists or _is_superuser(connection) else "LOGIN"
    connection.execute(
        sql.SQL("{} ROLE {} {} PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"),
            sql.Identifier(role),
            sql.SQL(allowed),
            sql.Literal(verifier.decode()),
        )
    )


def _is_superuser(connection: psycopg.Connection) -> bool:
    return _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper")


def _ensure_database(connection: psycopg.Connection, database: str) -> None:
    name, owner = sql.Identifier(database), sql.Identifier(OWNER)
    # An administrator who is no superuser may give a database away only to a role it can become.
    if not _is_superuser(connection):
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
    found = connection.execute(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [database]
    ).fetchone()
    if found is None:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
    elif found[0] != OWNER:
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(APP)))


def _close_public(connection: psycopg.Connection) -> None:
    # PostgreSQL 15 and later ship it closed; a cluster upgraded from an older one may not be.
    open_to_all = connection.execute("SELECT has_schema_privilege('public', 'public', 'CREATE')").fetchone()
    if open_to_all and open_to_all[0]:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def from_environment(variables: Mapping[str, str], secrets_folder: Path) -> Urls | None:
    """The database that the environment names, or None when it names none.

    DATABASE_URL with DATABASE_APP_URL are used as they are; DATABASE_URL alone must be allowed to
    create roles. Raises Failure with the SQL an administrator has to run.
    """
    url, app_url = variables.get("DATABASE_URL"), variables.get("DATABASE_APP_URL")
    if not url:
        return None
    if app_url:
        return Urls(url, app_url)
    named = unquote(urlsplit(url).path.lstrip("/"))
    database = DATABASE if named in ("", "postgres") else named
    _refuse_without_rights(url, database)
    server = urlsplit(url).netloc.rpartition("@")[2].replace(":", "-") or "local"
    return bootstrap(url, database, Passwords(secrets_folder / f"{server}.json"))


def _refuse_without_rights(url: str, database: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            row = connection.execute(
                "SELECT rolsuper OR (rolcreaterole AND rolcreatedb)"
                " FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as error:
        raise Failure(
            f"DATABASE_URL cannot be reached: {str(error).strip()}. Check host, port and log-in."
        ) from error
    if row and row[0]:
        return
    raise Failure(
        "The log-in of DATABASE_URL may not create roles. "
        "Ask the administrator of that server to run, once:\n\n"
        f"{sql_for_an_administrator(database)}\n\n"
        f"then set DATABASE_URL to the log-in of {OWNER} and DATABASE_APP_URL to that of {APP}."
    )


def sql_for_an_administrator(database: str) -> str:
    """What `bootstrap` does, as SQL to be run by hand."""
    name = '"' + database.replace('"', '""') + '"'
    return "\n".join(
        (
            f"CREATE ROLE {OWNER} {OWNER_RIGHTS} PASSWORD '…';",
            f"CREATE ROLE {APP} {APP_RIGHTS} PASSWORD '…';",
            f"CREATE DATABASE {name} OWNER {OWNER};   -- or: ALTER DATABASE {name} OWNER TO {OWNER};",
            f"REVOKE ALL ON DATABASE {name} FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {name} TO {APP};",
        )
    )
