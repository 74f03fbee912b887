"""Thousands of rows in one statement: the rows travel as one JSON text, which PostgreSQL takes apart.

Django's own way writes every value as a parameter of its own, and takes five times as long for it. Fields prepare
their values as ever (what is encrypted is encrypted), triggers and walls hold as ever. Called by actions alone.
"""

import json
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import DateField, DateTimeField, Field, Model
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

AT_ONCE = 2000
_INSERT = SQL(
    "INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
)
_INSERT_NEW = SQL(
    "INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    " ON CONFLICT DO NOTHING"
)
_UPDATE = SQL(
    "UPDATE {table} SET {wanted} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS new"
    " WHERE {table}.{key} = new.{key}"
)


def insert_rows(rows: Sequence[Any], *, known_stay: bool = False) -> list[Any]:
    """Insert rows of one model and give them their keys; `known_stay` passes over those that a constraint refuses."""
    found = list(rows)
    for start in range(0, len(found), AT_ONCE):
        _insert(found[start : start + AT_ONCE], known_stay)
    return found


def _insert(rows: Sequence[Any], known_stay: bool) -> None:
    meta = rows[0]._meta
    insert = (
        (_INSERT_NEW if known_stay else _INSERT)
        .format(
            table=Identifier(meta.db_table),
            columns=SQL(", ").join(Identifier(field.column) for field in meta.concrete_fields),
        )
        .as_string()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, sorted(cursor.fetchall()), strict=True):
            row.pk = key
        cursor.execute(insert, [_json(rows, meta.concrete_fields, True)])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update_rows(rows: Sequence[Any], names: Sequence[str]) -> None:
    """Save the fields `names` of rows of one model."""
    for start in range(0, len(rows), AT_ONCE):
        _update(rows[start : start + AT_ONCE], names)


def _update(rows: Sequence[Any], names: Sequence[str]) -> None:
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    wanted = SQL(", ").join(SQL("{0} = new.{0}").format(Identifier(field.column)) for field in fields)
    update = _UPDATE.format(
        table=Identifier(meta.db_table), key=Identifier(meta.pk.column), wanted=wanted
    ).as_string()
    with connection.cursor() as cursor:
        cursor.execute(update, [_json(rows, [meta.pk, *fields], False)])


def _json(rows: Sequence[Model], fields: Sequence[Field], add: bool) -> str:
    values = [(field.column, _value_of(field, add)) for field in fields]
    told = [
        {column: value for column, value_of in values if (value := value_of(row)) is not None} for row in rows
    ]
    # A day, a sum or a key of another kind is written as PostgreSQL reads it.
    return json.dumps(told, ensure_ascii=False, default=str)


def _value_of(field: Field, add: bool) -> Callable[[Model], Any]:
    """How a value of this field is had: as it stands, unless the field makes something of it (what it encrypts)."""
    by_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    if type(field).pre_save in _AS_IT_STANDS and not by_itself:
        return attrgetter(field.attname)

    def prepared(row: Model) -> Any:
        value = field.get_db_prep_save(field.pre_save(row, add), connection)
        return value.obj if isinstance(value, Jsonb) else value

    return prepared


_AS_IT_STANDS = (Field.pre_save, DateField.pre_save, DateTimeField.pre_save)
