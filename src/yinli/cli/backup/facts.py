"""What a database holds, in one snapshot: how many rows, their digest, and what guards each table."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from psycopg import sql

from yinli.cli.failure import Failure

Tables = dict[str, dict[str, Any]]
LOCK_SECONDS = 30

_OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
_TABLES = f"""
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND {_OURS} ORDER BY 1, 2
"""
_BY_SIZE = _TABLES.replace("ORDER BY 1, 2", "ORDER BY pg_table_size(c.oid) DESC, 1, 2")
# The text of a row depends on these; the digest of the same rows must be the same everywhere.
_TEXT_FORM = (
    "SET LOCAL timezone = 'UTC'", "SET LOCAL datestyle = 'ISO, YMD'", "SET LOCAL intervalstyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'", "SET LOCAL extra_float_digits = 1",
)  # fmt: skip
# A sum does not depend on the order of rows; each row adds the first 8 bytes of its SHA-256.
_ROWS = """
SELECT count(*), coalesce(sum(('x' || encode(substring(sha256(convert_to(t::text, 'UTF8')) FROM 1 FOR 8), 'hex'))
    ::bit(64)::bigint::numeric), 0)::text
FROM ONLY {} AS t
"""
_GUARDS = f"""
SELECT n.nspname || '.' || c.relname, guard.what
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT 'trigger ' || t.tgname || CASE WHEN t.tgenabled = 'D' THEN ' (off)' ELSE '' END
      FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
    UNION ALL SELECT 'policy ' || p.polname FROM pg_policy p WHERE p.polrelid = c.oid
    UNION ALL SELECT 'row-level security' WHERE c.relrowsecurity
    UNION ALL SELECT 'row-level security for the owner' WHERE c.relforcerowsecurity
    UNION ALL SELECT 'constraint ' || k.conname FROM pg_constraint k
      WHERE k.conrelid = c.oid AND k.contype <> 'n'
    UNION ALL SELECT 'index ' || i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      WHERE x.indrelid = c.oid AND x.indisvalid
    UNION ALL SELECT 'grant ' || a.privilege_type || ' to ' || r.rolname
      FROM aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
      WHERE a.grantee <> c.relowner AND a.privilege_type <> 'MAINTAIN'
) AS guard(what)
WHERE c.relkind IN ('r', 'p') AND {_OURS} ORDER BY 1, 2
"""
_SEQUENCES = f"""
SELECT n.nspname, c.relname, a.attname, q.schemaname, q.sequencename, coalesce(q.last_value, 0)
FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
JOIN pg_namespace sn ON sn.oid = s.relnamespace
JOIN pg_sequences q ON q.schemaname = sn.nspname AND q.sequencename = s.relname
JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
WHERE d.deptype IN ('a', 'i') AND {_OURS}
"""


@contextlib.contextmanager
def connected(owner_url: str) -> Iterator[psycopg.Connection]:
    """A connection on which each statement stands for itself."""
    with psycopg.connect(owner_url, connect_timeout=10, autocommit=True) as connection:
        yield connection


def make_empty(owner_url: str) -> None:
    """Take everything out of a database that was empty before a restore."""
    with connected(owner_url) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        connection.execute("ALTER SCHEMA public OWNER TO pg_database_owner")


@contextlib.contextmanager
def snapshot(owner_url: str) -> Iterator[psycopg.Connection]:
    """A read-only transaction of one moment, in which nobody can change a table's form; raises Failure."""
    with connected(owner_url) as connection:
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        connection.execute("SET statement_timeout = 0")
        connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        found = names(connection)
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if found:
            # Before the first read, which fixes the moment: no migration can then come in between.
            _lock(connection, found)
        for setting in (*_TEXT_FORM, "SET LOCAL row_security = off"):
            connection.execute(setting)
        yield connection
        connection.execute("ROLLBACK")


def _lock(connection: psycopg.Connection, found: list[tuple[str, str]]) -> None:
    tables = sql.SQL(", ").join(sql.Identifier(*name) for name in found)
    try:
        connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(tables))
    except psycopg.errors.LockNotAvailable as error:
        raise Failure(
            f"A table was locked for more than {LOCK_SECONDS} s; the tables are being migrated, it seems. Wait until "
            "that is done and try again."
        ) from error


def names(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """(schema, table) of every table."""
    return [(str(schema), str(table)) for schema, table in connection.execute(_TABLES).fetchall()]


def export_of(connection: psycopg.Connection) -> str:
    """The name under which pg_dump can see the same moment."""
    row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    assert row is not None
    return str(row[0])


def tables(connection: psycopg.Connection) -> Tables:
    """Every table: `rows`, `digest` (of all rows, whatever their order), `guards` (what stands around it)."""
    found = dict(_counted(connection, name) for name in names(connection))
    return _with_guards(connection, found)


def tables_at_rest(owner_url: str, jobs: int) -> Tables:
    """The same of a database in which nobody else is at work, by several connections at once."""
    with snapshot(owner_url) as connection:
        # The largest first: whoever takes it up last would keep all others waiting.
        waiting = [(str(schema), str(table)) for schema, table in connection.execute(_BY_SIZE).fetchall()]

        def take() -> Tables:
            found: Tables = {}
            with snapshot(owner_url) as own:
                while waiting:
                    with contextlib.suppress(IndexError):
                        found.update([_counted(own, waiting.pop(0))])
            return found

        with ThreadPoolExecutor(jobs) as pool:
            parts = [part.result() for part in [pool.submit(take) for _ in range(jobs)]]
        return _with_guards(connection, {name: one for part in parts for name, one in part.items()})


def _counted(connection: psycopg.Connection, name: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    row = connection.execute(sql.SQL(_ROWS).format(sql.Identifier(*name))).fetchone()
    assert row is not None
    return ".".join(name), {"rows": row[0], "digest": row[1], "guards": []}


def _with_guards(connection: psycopg.Connection, found: Tables) -> Tables:
    for name, guard in connection.execute(_GUARDS).fetchall():
        found[str(name)]["guards"].append(guard)
    return found


def lagging_sequences(connection: psycopg.Connection) -> list[str]:
    """Sequences that would hand out a number a row has already."""
    wrong = []
    for schema, table, column, *sequence, last in connection.execute(_SEQUENCES).fetchall():
        query = sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(
            sql.Identifier(column), sql.Identifier(schema, table)
        )
        row = connection.execute(query).fetchone()
        if row is not None and row[0] > last:
            wrong.append(f"{'.'.join(sequence)}: at {last}, and {table}.{column} goes to {row[0]}")
    return wrong


def migrations(connection: psycopg.Connection) -> list[list[str]]:
    """The migrations that were applied, in their order; raises Failure for a database without any."""
    if not exists(connection, "django_migrations"):
        raise Failure("The database has no tables yet. There is nothing to back up: start with `yinli up`.")
    rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return [[str(app), str(name)] for app, name in rows]


def exists(connection: psycopg.Connection, table: str) -> bool:
    """Whether there is such a table."""
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()
    return bool(row and row[0])


def differences(wanted: Tables, found: Tables) -> list[str]:
    """How a restored database differs from the one that was backed up, in words; empty when it does not."""
    wrong = [f"the table {name} is missing" for name in wanted.keys() - found.keys()]
    wrong += [f"there is a table {name} that was not backed up" for name in found.keys() - wanted.keys()]
    for name in sorted(wanted.keys() & found.keys()):
        before, after = wanted[name], found[name]
        if before["rows"] != after["rows"]:
            wrong.append(f"{name}: {before['rows']} rows were backed up and {after['rows']} restored")
        elif before["digest"] != after["digest"]:
            wrong.append(f"{name}: the same number of rows, and other content")
        lost = sorted(set(before["guards"]) - set(after["guards"]))
        wrong += [f"{name}: lost its {guard}" for guard in lost]
    return wrong
