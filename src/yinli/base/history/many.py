"""Thousands of rows in one statement: the rows travel as one JSON text, which PostgreSQL takes apart.

Django's own way writes every value as a parameter of its own, and takes five times as long for it. Fields prepare
their values as ever (what is encrypted is encrypted), triggers and walls hold as ever. Called by actions alone.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Field, Model
from psycopg.types.json import Jsonb

AT_ONCE = 2000


def insert_rows(rows: Sequence[Any], *, known_stay: bool = False) -> list[Any]:
    """Insert rows of one model and give them their keys; `known_stay` passes over those that a constraint refuses."""
    found = list(rows)
    for start in range(0, len(found), AT_ONCE):
        _insert(found[start : start + AT_ONCE], known_stay)
    return found


def _insert(rows: Sequence[Any], known_stay: bool) -> None:
    meta = rows[0]._meta
    table = connection.ops.quote_name(meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, sorted(cursor.fetchall()), strict=True):
            row.pk = key
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
            + (" ON CONFLICT DO NOTHING" if known_stay else ""),
            [_json(rows, meta.concrete_fields, True)],
        )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update_rows(rows: Sequence[Any], names: Sequence[str]) -> None:
    """Save the fields `names` of rows of one model."""
    for start in range(0, len(rows), AT_ONCE):
        _update(rows[start : start + AT_ONCE], names)


def _update(rows: Sequence[Any], names: Sequence[str]) -> None:
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    table, key = quote(meta.db_table), quote(meta.pk.column)
    wanted = ", ".join(f"{quote(field.column)} = new.{quote(field.column)}" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {wanted} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS new"
            f" WHERE {table}.{key} = new.{key}",
            [_json(rows, [meta.pk, *fields], False)],
        )


def _json(rows: Sequence[Model], fields: Sequence[Field], add: bool) -> str:
    told = [{field.column: _value(field, row, add) for field in fields} for row in rows]
    return json.dumps(told, ensure_ascii=False, cls=DjangoJSONEncoder)


def _value(field: Field, row: Model, add: bool) -> Any:
    value = field.get_db_prep_save(field.pre_save(row, add), connection)
    return value.obj if isinstance(value, Jsonb) else value
