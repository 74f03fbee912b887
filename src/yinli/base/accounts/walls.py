"""The second wall: row-level security of the tables that hold confidential or personal data.

The first wall is `visible`, exact and per action. This one is coarser, apart from it, and kept by the
database itself: a forgotten filter, an injected query or a person at an SQL console as `yinli_app` meets it.
Each app's walls.py gives its tables a condition in SQL, or says why a table needs none; `build` runs after
every migration, as the owner, who alone is not subject to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yinli.base.accounts.viewer import SETTING, pads, wall_key

# Roles that work on the books of the district. An agent sees what it reported, an administrator nothing.
STAFF = ("leader", "bureau", "manager", "officer", "talent_officer", "fund_officer", "department", "auditor")

# Scalar subqueries: PostgreSQL asks each once a query, not once a row.
ID = "(SELECT wall_id())"
ROLE = "(SELECT wall_role())"
PATH = "(SELECT wall_path())"
UNIT = "(SELECT wall_unit())"
IS_SYSTEM = f"{ROLE} = 'system'"


def has_role(*roles: str) -> str:
    """SQL: the viewer has one of these roles."""
    return f"{ROLE} IN ({', '.join(repr(role) for role in roles)})"


IS_STAFF = has_role(*STAFF)


def below(unit_column: str) -> str:
    """SQL: the unit in this column is the viewer's or stands below it."""
    return (
        f"EXISTS (SELECT 1 FROM accounts_unit u WHERE u.id = {unit_column} AND starts_with(u.path, {PATH}))"
    )


@dataclass(frozen=True)
class Wall:
    """Who reads the rows of a table, in SQL; the same who may write them, unless anybody `adds` to it."""

    table: str
    reads: Callable[[], str]
    adds: bool = False


_walls: dict[str, Wall] = {}
_open: dict[str, str] = {}
_ids: dict[str, list[str]] = {}
_once: dict[str, str] = {}


def wall(table: str, reads: str | Callable[[], str], *, adds: bool = False) -> None:
    """Put a wall before `table`: its rows are read where `reads` holds, and by the system viewer.

    `reads` is a function where it depends on what other apps say; it is asked when the walls are built.
    `adds` lets everybody add rows that they may then not read: what triggers write down.
    """
    _walls[table] = Wall(table, reads if callable(reads) else lambda: reads, adds)


def leave_open(reason: str, *tables: str) -> None:
    """Say that tables hold nothing confidential or personal, and why."""
    _open.update(dict.fromkeys(tables, reason))


def ids(name: str, query: str) -> str:
    """Add the ids that `query` finds to the function `name`, run with its owner's eyes; returns its call.

    Upper apps add to a function that a lower app's wall asks: what closes a document is known above it.
    """
    queries = _ids.setdefault(name, [])
    if query not in queries:
        queries.append(query)
    return called(name)


def once(name: str, query: str) -> str:
    """Let functions of ids ask `query` under a name, each once however many of its parts do; returns the way they ask."""
    _once[name] = query
    return f"SELECT id FROM {name}"


def called(name: str) -> str:
    """SQL: the array that a function of ids gives, asked once a query."""
    return f"((SELECT {name}())::bigint[])"


def walls() -> Mapping[str, Wall]:
    """Table → its wall."""
    return _walls


def left_open() -> Mapping[str, str]:
    """Table → why it has none."""
    return _open


# A viewer is believed for twelve hours: no request and no job is as long, and a stolen token goes stale.
_VIEWER = f"""
CREATE OR REPLACE FUNCTION wall_viewer() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
DECLARE
  said text[] := string_to_array(current_setting('{SETTING}', true), '.');
  keys wall_key;
BEGIN
  IF array_length(said, 1) IS DISTINCT FROM 3 THEN RETURN NULL; END IF;
  SELECT * INTO keys FROM wall_key;
  IF encode(sha256(keys.outer_pad || sha256(keys.inner_pad || convert_to(said[1] || '.' || said[2], 'UTF8'))),
            'hex') IS DISTINCT FROM said[3] THEN RETURN NULL; END IF;
  IF abs(extract(epoch FROM now()) - said[2]::bigint) > 43200 THEN RETURN NULL; END IF;
  RETURN said[1];
END $wall$"""
_BASE = (
    _VIEWER,
    """CREATE OR REPLACE FUNCTION wall_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    SECURITY DEFINER SET search_path = public, pg_temp
    AS $wall$ SELECT nullif(wall_viewer(), 'system')::bigint $wall$""",
    # Whoever left has no role, and so sees nothing, though their session may live on.
    """CREATE OR REPLACE FUNCTION wall_role() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
    SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
    DECLARE who text := wall_viewer();
    BEGIN
      IF who IS NULL OR who = 'system' THEN RETURN who; END IF;
      RETURN (SELECT role FROM accounts_user WHERE id = who::bigint AND is_active);
    END $wall$""",
    """CREATE OR REPLACE FUNCTION wall_unit() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    SECURITY DEFINER SET search_path = public, pg_temp
    AS $wall$ SELECT unit_id FROM accounts_user WHERE id = wall_id() $wall$""",
    # A person without a unit has no subtree: a path that no path starts with.
    """CREATE OR REPLACE FUNCTION wall_path() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
      SELECT coalesce((SELECT nullif(n.path, '') FROM accounts_user p JOIN accounts_unit n ON n.id = p.unit_id
                       WHERE p.id = wall_id()), 'none') $wall$""",
)


def build(cursor) -> None:
    """Put up every wall anew; `cursor` is the owner's."""
    # Bodies name functions and tables that come later.
    cursor.execute("SET LOCAL check_function_bodies = off")
    cursor.execute("CREATE TABLE IF NOT EXISTS wall_key (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL)")
    cursor.execute("REVOKE ALL ON wall_key FROM PUBLIC, yinli_app")
    cursor.execute("DELETE FROM wall_key")
    cursor.execute("INSERT INTO wall_key VALUES (%s, %s)", pads(wall_key()))
    for statement in (*_BASE, *(_ids_function(name, queries) for name, queries in _ids.items())):
        cursor.execute(statement)
    for one in _walls.values():
        for statement in statements(one):
            cursor.execute(statement)


def statements(one: Wall) -> list[str]:
    """The SQL that puts up one wall, whether there was one or not."""
    reads = f"({IS_SYSTEM} OR ({one.reads()}))"
    table = f'"{one.table}"'
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS wall ON {table}",
        f"DROP POLICY IF EXISTS wall_adds ON {table}",
        f"CREATE POLICY wall ON {table} USING {reads} WITH CHECK {reads}",
        *([f"CREATE POLICY wall_adds ON {table} FOR INSERT WITH CHECK (true)"] if one.adds else []),
    ]


def _ids_function(name: str, queries: list[str]) -> str:
    found = " UNION ".join(queries)
    shared = [
        f"{one}(id) AS MATERIALIZED ({query})" for one, query in _once.items() if f"FROM {one}" in found
    ]
    first = f"WITH {', '.join(shared)} " if shared else ""
    return f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
        SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
          {first}SELECT coalesce(array_agg(id), '{{}}') FROM ({found}) AS found(id) $wall$"""
