"""The rows that are sealed: which tables, which columns, and the digest of each row, streamed."""

import hashlib
from collections.abc import Generator, Iterable, Sequence
from typing import Any

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[Any, ...]]

ENTRIES, CONTEXTS, EVENT_KEY = "history_entry", "pghistory_context", "pgh_id"
# Who and through which action: kept in a table of its own, digested with every row that names it.
OF_CONTEXT = ("context.created_at", "context.metadata")
# PostgreSQL makes the text of a row; these decide how. row_security: an error, where rows would be hidden.
TEXT_SETTINGS = {
    "timezone": "UTC",
    "intervalstyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "search_path": "public",
    "row_security": "off",
}
# A row may hold the whole text of a document.
AT_ONCE = 500
LOWEST = -(2**63)


def settle(connection: Connection) -> None:
    """Have PostgreSQL write values in the one way that digests rest on, until the transaction ends."""
    for name, value in TEXT_SETTINGS.items():
        connection.execute("SELECT set_config(%s, %s, true)", [name, value])


def sealed_tables(connection: Connection) -> list[str]:
    """The tables of history by name: the entries, and every table that triggers write events to."""
    query = """
        SELECT c.relname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
        AND ((c.relname = %s AND a.attname = 'id') OR a.attname = %s)
        ORDER BY c.relname COLLATE "C"
    """
    return [name for (name,) in connection.execute(query, [ENTRIES, EVENT_KEY])]


def columns_of(connection: Connection, table: str) -> tuple[str, ...]:
    """What is digested of a table: its key, its other columns, and its context's."""
    query = """
        SELECT a.attname FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = pg_catalog.to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
    """
    names = [name for (name,) in connection.execute(query, [f'public."{table}"'])]
    key = "id" if table == ENTRIES else EVENT_KEY
    if key not in names:
        return ()
    of_context = OF_CONTEXT if _context_link(names) else ()
    return (key, *(name for name in names if name != key), *of_context)


def digests(
    connection: Connection, table: str, columns: Sequence[str], after: int, last: int
) -> Generator[tuple[int, bytes], None, None]:
    """(key, digest) of the rows with a key above `after` and not above `last`, in order, never all at once."""
    for key, text in texts(connection, table, columns, after, last):
        yield key, digest_of(table, text)


def digest_of(table: str, text: str) -> bytes:
    """The digest of one row: of its table's name and of the text PostgreSQL makes of it."""
    return hashlib.sha256(f"{table}\n{text}".encode()).digest()


def texts(
    connection: Connection, table: str, columns: Sequence[str], after: int, last: int
) -> Generator[tuple[int, str], None, None]:
    """(key, text) of rows; the text is jsonb's own: names in its order, every value in one form."""
    query = sql.SQL(
        "SELECT row.{key}, pg_catalog.to_jsonb(row)::text FROM (SELECT {columns} FROM public.{table} AS t {context}"
        " WHERE t.{key} > %s AND t.{key} <= %s) AS row ORDER BY row.{key}"
    ).format(
        key=sql.Identifier(columns[0]),
        columns=sql.SQL(", ").join(_column(name) for name in columns),
        table=sql.Identifier(table),
        context=_join(columns),
    )
    with connection.cursor(name="sealed_rows") as cursor:
        cursor.itersize = AT_ONCE
        for key, text in cursor.execute(query, [after, last]):
            yield int(key), text


def _column(name: str) -> sql.Composable:
    if name in OF_CONTEXT:
        return sql.SQL("c.{} AS {}").format(sql.Identifier(name.partition(".")[2]), sql.Identifier(name))
    return sql.SQL("t.{}").format(sql.Identifier(name))


def _join(columns: Sequence[str]) -> sql.Composable:
    if not set(OF_CONTEXT) & set(columns):
        return sql.SQL("")
    link = _context_link(columns)
    return sql.SQL("LEFT JOIN public.{} AS c ON c.id = t.{}").format(
        sql.Identifier(CONTEXTS), sql.Identifier(link or "")
    )


def _context_link(columns: Iterable[str]) -> str | None:
    return next((name for name in ("context_id", "pgh_context_id") if name in columns), None)


def ends(connection: Connection, keys: dict[str, str]) -> dict[str, int]:
    """The highest key of each table that has rows; `keys` names each table's key column."""
    if not keys:
        return {}
    each = [
        sql.SQL("SELECT {}::text, max({}) FROM public.{}").format(
            sql.Literal(table), sql.Identifier(key), sql.Identifier(table)
        )
        for table, key in keys.items()
    ]
    found = connection.execute(sql.SQL(" UNION ALL ").join(each)).fetchall()
    return {table: int(last) for table, last in found if last is not None}


def counts_after(connection: Connection, after: dict[str, tuple[str, int]]) -> dict[str, int]:
    """How many rows each table has above a key; `after` gives (key column, key) a table."""
    if not after:
        return {}
    each = [
        sql.SQL("SELECT {}::text, count(*) FROM public.{} WHERE {} > {}").format(
            sql.Literal(table), sql.Identifier(table), sql.Identifier(key), sql.Literal(last)
        )
        for table, (key, last) in after.items()
    ]
    return {
        table: int(count) for table, count in connection.execute(sql.SQL(" UNION ALL ").join(each)) if count
    }
