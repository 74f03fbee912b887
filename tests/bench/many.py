"""A district of many projects: those of the demo copied by SQL until there are so many, with all that their pages read.

`YINLI_VAR=/tmp/many yinli db exec -- python tests/bench/many.py 100000`, where `yinli up` told the demo before: the
database is filled for good, so one in use is refused. Staff and units grow with the projects (an officer has some
hundreds), names begin differently, days lie back by up to a year; every fifth copy of a confidential project is one.
"""

import os
import sys
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[2]
# Keys of copies lie apart from those of the demo, and from each other: copy n of row k is k + n * STEP.
STEP = 1_000_000
# So many copies share their staff and their units; the next have others, with keys so far apart.
SHARED, STAFF_STEP = 20, 1000
# The district itself stands above all units and is not copied.
DISTRICT = 1
FIRST = "京海江河湖山川岭原林云风星辰东南西北中华安宁泰和丰盛昌隆瑞祥福"
FIRST_PINYIN = (
    "jing hai jiang he hu shan chuan ling yuan lin yun feng xing chen dong nan xi bei zhong hua an ning tai he feng"
    " sheng chang long rui xiang fu"
)


def moved(column: str) -> str:
    """SQL: a key of a copied row."""
    return f"{column} + n * {STEP}"


def staff(column: str) -> str:
    """SQL: somebody of this copy's staff."""
    return f"{column} + n / {SHARED} * {STAFF_STEP}"


def unit(column: str) -> str:
    """SQL: a unit of this copy's."""
    return f"CASE WHEN {column} = {DISTRICT} THEN {DISTRICT} ELSE {staff(column)} END"


def named(column: str) -> str:
    """SQL: two signs that depend on the copy, the name, the copy's number."""
    signs = f"'{{{','.join(FIRST)}}}'::text[]"
    return (
        f"({signs})[1 + n % {len(FIRST)}] || ({signs})[1 + n / {len(FIRST)} % {len(FIRST)}] || {column} || n"
    )


def spelt(column: str) -> str:
    """SQL: the pinyin of `named`."""
    words, count = f"string_to_array('{FIRST_PINYIN}', ' ')", len(FIRST)
    return f"({words})[1 + n % {count}] || ' ' || ({words})[1 + n / {count} % {count}] || ' ' || {column} || ' ' || n"


def back(column: str) -> str:
    """SQL: a day or an instant, by up to a year earlier."""
    return f"{column} - make_interval(days => n % 365)"


# Table → how each of its columns that must differ is made for copy number n. One that no table lists stays.
COPIED = {
    "enterprises_enterprise": {
        "id": moved("id"), "name": named("name"), "name_normal": named("name_normal"),
        "name_stem": named("name_stem"), "name_pinyin": spelt("name_pinyin"), "credit_code": "NULL",
        "parent_id": "NULL", "merged_into_id": "NULL", "reported_by_id": staff("reported_by_id"),
    },
    "projects_project": {
        "id": moved("id"), "enterprise_id": moved("enterprise_id"), "name": named("name"),
        "name_pinyin": spelt("name_pinyin"), "confidential": "confidential AND n % 5 = 0", "expands_id": "NULL",
        "merged_into_id": "NULL", "next_step_due_on": "next_step_due_on + (n % 60 - 15)",
        "stage_since_on": back("stage_since_on"), "created_at": back("created_at"),
        "officer_id": staff("officer_id"), "leader_id": staff("leader_id"),
        "reported_by_id": staff("reported_by_id"), "lead_unit_id": unit("lead_unit_id"),
        "reporting_unit_id": unit("reporting_unit_id"),
    },
    "projects_projectfact": {
        "project_id": moved("project_id"), "happened_on": back("happened_on"),
        "recorded_by_id": staff("recorded_by_id"),
    },
    "projects_projectamount": {"project_id": moved("project_id")},
    "projects_milestone": {"project_id": moved("project_id")},
    "projects_checkdone": {"project_id": moved("project_id"), "done_by_id": staff("done_by_id")},
    "visits_visit": {
        "project_id": moved("project_id"), "enterprise_id": moved("enterprise_id"), "held_on": back("held_on"),
        "officer_id": staff("officer_id"), "unit_id": unit("unit_id"),
    },
    "follow_ups_followup": {
        "project_id": moved("project_id"), "asked_by_id": staff("asked_by_id"), "unit_id": unit("unit_id"),
        "due_on": "due_on + (n % 60 - 15)",
    },
    "agreements_agreement": {
        "project_id": moved("project_id"), "home_unit_id": unit("home_unit_id"),
        "recorded_by_id": staff("recorded_by_id"), "created_at": back("created_at"),
    },
    "first_report_report": {
        "project_id": moved("project_id"), "enterprise_id": moved("enterprise_id"),
        "reported_by_id": staff("reported_by_id"), "unit_id": unit("unit_id"),
    },
    "history_entry": {
        "record_id": moved("record_id"), "happened_on": back("happened_on"), "at": back("at"),
        "by_id": staff("by_id"), "record_label": named("record_label"),
    },
}  # fmt: skip
ONLY = {
    "visits_visit": "project_id IS NOT NULL AND enterprise_id IS NOT NULL",
    "agreements_agreement": "project_id IS NOT NULL",
    "first_report_report": "project_id IS NOT NULL AND enterprise_id IS NOT NULL",
    "follow_ups_followup": "project_id IS NOT NULL",
    "history_entry": "record_type = 'projects.project'",
}


def main() -> int:
    """Fill, and say how many rows there are."""
    if why := refused(os.environ):
        print(why, file=sys.stderr)
        return 2
    wanted = int(sys.argv[1])
    with psycopg.connect(os.environ["YINLI_DATABASE_OWNER_URL"], autocommit=True) as connection:
        fill(connection, wanted)
        for table in ("accounts_unit", "accounts_user", *COPIED):
            print(f"{count(connection, table):>10,} {table}")
    return 0


def refused(environment) -> str:
    """Why this database is not to be filled; "" where it may be: one of its own, told the demo and nothing else."""
    if "YINLI_DATABASE_OWNER_URL" not in environment:
        return "Run this by `yinli db exec`."
    place = environment.get("YINLI_VAR", "")
    if "DATABASE_URL" in environment or not place or Path(place).resolve() == (ROOT / "var").resolve():
        return "This fills a database for good. Say YINLI_VAR=FOLDER, another than the project's own, without DATABASE_URL."
    from yinli.cli.database import DEMO, Marks

    if Marks(environment["YINLI_DATABASE_OWNER_URL"]).read().get("holds") != DEMO:
        return (
            "This database holds something else than the demo. `yinli up` tells the demo into an empty one."
        )
    return ""


def fill(connection, wanted: int) -> None:
    """Copy until there are `wanted` projects, or a few more."""
    told = connection.execute("SELECT count(*) FROM projects_project WHERE id < %s", [STEP]).fetchone()[0]
    first, last = count(connection, "projects_project") // told, (wanted + told - 1) // told
    add_staff(connection, (last - 1) // SHARED)
    for table in COPIED:
        # Copies are no deeds: no trigger keeps their history, and the owner meets no wall while they are made.
        forced = connection.execute(
            "SELECT relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table]
        ).fetchone()[0]
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
        try:
            copy(connection, table, first, last)
        finally:
            again = ", FORCE ROW LEVEL SECURITY" if forced else ""
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER{again}")
        connection.execute(f"VACUUM ANALYZE {table}")


def add_staff(connection, groups: int) -> None:
    """Units and people like the demo's, up to the group of this number; they have no password."""
    for group in range(1, groups + 1):
        more = group * STAFF_STEP
        connection.execute(
            "INSERT INTO accounts_unit (id, name, name_en, kind, path, parent_id)"
            " SELECT id + %(more)s, name || %(group)s, name_en || ' ' || %(group)s, kind, (SELECT string_agg("
            "   CASE WHEN step::bigint = %(top)s THEN step ELSE lpad((step::bigint + %(more)s)::text, 6, '0') END || '.',"
            "   '' ORDER BY place) FROM unnest(string_to_array(rtrim(path, '.'), '.')) WITH ORDINALITY s(step, place)),"
            "   CASE WHEN parent_id = %(top)s THEN parent_id ELSE parent_id + %(more)s END"
            " FROM accounts_unit WHERE id > %(top)s AND id < %(step)s ORDER BY id ON CONFLICT DO NOTHING",
            {"more": more, "group": str(group), "top": DISTRICT, "step": STAFF_STEP},
        )
        connection.execute("ALTER TABLE accounts_user DISABLE TRIGGER USER")
        connection.execute(
            "INSERT INTO accounts_user (id, password, is_superuser, username, email, is_staff, is_active, date_joined,"
            "   name, role, on_duty, unit_id)"
            f" SELECT id + %(more)s, '!', false, username || '-' || %(group)s, '', false, true, date_joined,"
            f"   name || %(group)s, role, on_duty, CASE WHEN unit_id = {DISTRICT} THEN unit_id ELSE unit_id + %(more)s END"
            " FROM accounts_user WHERE id < %(step)s ON CONFLICT DO NOTHING",
            {"more": more, "group": str(group), "step": STAFF_STEP},
        )
        connection.execute("ALTER TABLE accounts_user ENABLE TRIGGER USER")
    connection.execute("VACUUM ANALYZE accounts_unit, accounts_user")


def copy(connection, table: str, first: int, last: int) -> None:
    """Copies number `first` to `last` - 1 of what the demo told."""
    rows = connection.execute(
        "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position",
        [table],
    ).fetchall()
    made = COPIED[table]
    kinds = {name: kind for name, kind in rows if name != "id" or "id" in made}
    # Rows with keys of their own are told from copies by those; others by what they belong to.
    own = next(name for name in ("project_id", "record_id", "id") if name in kinds)
    where = f"{own} < {STEP}" + (f" AND {ONLY[table]}" if table in ONLY else "")
    values = (f"({made[name]})::{kind}" if name in made else f't."{name}"' for name, kind in kinds.items())
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM (SELECT * FROM {} WHERE {}) t, generate_series({}, {}) n").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, kinds)), sql.SQL(", ".join(values)),
            sql.Identifier(table), sql.SQL(where), first, last - 1,
        )
    )  # fmt: skip


def count(connection, table: str) -> int:
    """Its rows."""
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


if __name__ == "__main__":
    sys.exit(main())
