"""Whatever the superuser does to one sealed row, verifying names that row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinli.base.history.seals.verifying import verify

pytestmark = pytest.mark.deep

TABLES = {"history_entry": "id", "history_unitevent": "pgh_id", "history_userevent": "pgh_id"}
CHANGED = {
    "bigint": "{0} + 1",
    "boolean": "NOT {0}",
    "date": "{0} + 1",
    "jsonb": "jsonb_build_object('was', {0})",
    "timestamp with time zone": "{0} + interval '1 microsecond'",
    "uuid": "gen_random_uuid()",
}
TYPED = {
    "bigint": "1",
    "boolean": "true",
    "date": "'2026-01-01'",
    "jsonb": "'{}'",
    "timestamp with time zone": "now()",
    "uuid": "gen_random_uuid()",
}


def change(connection, table, key, column, kind):
    """Change one column of one row: to another value, or from nothing to something."""
    name = f'"{column}"'
    to = CHANGED.get(kind, "{0} || 'x'").format(name)
    connection.execute(
        f"UPDATE {table} SET {name} = coalesce({to}, {TYPED.get(kind, chr(39) + 'x' + chr(39))})"
        f" WHERE {TABLES[table]} = %s",
        [key],
    )


def tamper(connection, row, how, data, known):
    """Do one thing to one row; returns the kind, table and key that verifying has to name."""
    table, key = row
    column, (rows, kinds) = TABLES[table], known
    if how == "altered":
        name, kind = data.draw(st.sampled_from(kinds[table]))
        change(connection, table, key, name, kind)
    elif how == "removed":
        connection.execute(f"DELETE FROM {table} WHERE {column} = %s", [key])
    elif how == "swapped":
        other = data.draw(st.sampled_from([k for t, k in rows if t == table and k != key]))
        for old, new in ((key, -1), (other, key), (-1, other)):
            connection.execute(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", [new, old])
        return "altered", table, min(key, other)
    else:
        key = -data.draw(st.integers(1, 2**40))
        connection.execute(
            f"INSERT INTO {table} SELECT (jsonb_populate_record(t, %s)).* FROM {table} t LIMIT 1",
            [f'{{"{column}": {key}}}'],
        )
    return how, table, key


def test_any_single_change_of_any_row_is_found(sealed):
    with sealed.superuser() as connection:
        rows, kinds = [], {}
        for table, column in TABLES.items():
            rows += [(table, key) for (key,) in connection.execute(f"SELECT {column} FROM {table}")]
            kinds[table] = connection.execute(
                "SELECT column_name, data_type FROM information_schema.columns"
                " WHERE table_name = %s AND column_name <> %s",
                [table, column],
            ).fetchall()

        @given(
            row=st.sampled_from(rows),
            how=st.sampled_from(["altered", "removed", "swapped", "forged"]),
            data=st.data(),
        )
        @settings(max_examples=120, deadline=None, derandomize=True)
        def is_found(row, how, data):
            with connection.transaction(force_rollback=True):
                due = tamper(connection, row, how, data, (rows, kinds))
                found = verify(connection, sealed.exported()).first_row
            assert found is not None and (found.kind, found.table, found.row) == due

        is_found()
