"""A district of many projects: those of the demo copied by SQL until there are so many, with all that their pages read.

`python tests/bench/many.py 100000` as the owner of a database that `yinli up` told the demo into; never the one in use:
it is filled for good. Copies are nobody's: names, days and sums are the demo's, confidential ones become open.
"""

import os
import sys

import psycopg

# Keys of copies lie apart from those of the demo, and from each other: copy n of row k is k + n * STEP.
STEP = 1_000_000
# Table → how each of its columns that must differ is made for copy number n.
COPIED = {
    "enterprises_enterprise": {
        "id": f"id + n * {STEP}", "name": "name || ' ' || n", "name_normal": "name_normal || n",
        "name_stem": "name_stem || n", "credit_code": "NULL", "parent_id": "NULL", "merged_into_id": "NULL",
    },
    "projects_project": {
        "id": f"id + n * {STEP}", "enterprise_id": f"enterprise_id + n * {STEP}", "name": "name || ' ' || n",
        "confidential": "false", "expands_id": "NULL", "merged_into_id": "NULL",
        "next_step_due_on": "next_step_due_on + (n % 60 - 15)",
    },
    "projects_projectfact": {"id": "DEFAULT", "project_id": f"project_id + n * {STEP}"},
    "projects_projectamount": {"id": "DEFAULT", "project_id": f"project_id + n * {STEP}"},
    "visits_visit": {
        "id": "DEFAULT", "project_id": f"project_id + n * {STEP}", "enterprise_id": f"enterprise_id + n * {STEP}",
    },
    "history_entry": {"id": "DEFAULT", "record_id": f"record_id + n * {STEP}"},
}  # fmt: skip
ONLY = {
    "visits_visit": "project_id IS NOT NULL AND enterprise_id IS NOT NULL",
    "history_entry": "record_type = 'projects.project'",
}


def main() -> int:
    """Fill, and say how many rows there are."""
    wanted = int(sys.argv[1])
    with psycopg.connect(os.environ["YINLI_DATABASE_OWNER_URL"], autocommit=True) as connection:
        fill(connection, wanted)
        for table in COPIED:
            print(f"{count(connection, table):>10,} {table}")
    return 0


def fill(connection, wanted: int) -> None:
    """Copy until there are `wanted` projects, or a few more."""
    have = count(connection, "projects_project")
    told = connection.execute("SELECT count(*) FROM projects_project WHERE id < %s", [STEP]).fetchone()[0]
    first, last = have // told, (wanted + told - 1) // told
    for table in COPIED:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        copy(connection, table, first, last)
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        connection.execute(f"VACUUM ANALYZE {table}")


def copy(connection, table: str, first: int, last: int) -> None:
    """Copies number `first` to `last` - 1 of what the demo told."""
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position",
        [table],
    )
    columns = [name for (name,) in rows]
    made = COPIED[table]
    columns = [name for name in columns if made.get(name) != "DEFAULT"]
    # Rows with keys of their own are told from copies by those; others by what they belong to.
    own = next(name for name in ("project_id", "record_id", "id") if name in columns)
    where = f"{own} < {STEP}" + (f" AND {ONLY[table]}" if table in ONLY else "")
    values = ", ".join(made.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM (SELECT * FROM {table} WHERE {where}) t,"
        f" generate_series({first}, {last - 1}) n"
    )


def count(connection, table: str) -> int:
    """Its rows."""
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


if __name__ == "__main__":
    sys.exit(main())
