"""Encrypts people who stood in clear, where they stand: the rows, their audit tables, their entries of history.

Run by migrations alone, as the owner of the tables. History is only ever added to, so its triggers are off
for as long as this takes: what was written in clear before must not stay in clear.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.migrations import RunPython
from django.utils import timezone

from yinli.base.personal import ciphers, keystore
from yinli.base.personal.marks import marks_of, name_mark
from yinli.core.personal_numbers import without_numbers

# In the place of words about somebody whose row is gone.
UNKNOWN = "***"


@dataclass(frozen=True)
class People:
    """A table about people: `columns` maps its columns to those of PersonalField, `name` is the person's name.

    `marked` says that the table keeps a `name_mark`; `person` is a column that is equal where the person is.
    """

    table: str
    kind: str
    columns: dict[str, str]
    name: str = "name"
    marked: bool = False
    person: str = ""

    @property
    def tables(self) -> tuple[str, str]:
        """The rows and their audit."""
        return self.table, f"{self.table}event"


@dataclass(frozen=True)
class Entries:
    """What history says of these people: `personal` maps keys of before and after to columns; `label` is the column
    of the label, where the record is the person.

    `who(apps, alias, subjects)` gives a function (record id, words of a side) → subject id, None for somebody unknown.
    """

    record_type: str
    personal: dict[str, str]
    who: Callable[[Any, str, dict[int, int]], Callable[[int, dict], int | None]]
    label: str = ""

    @property
    def name(self) -> str:
        """The key under which the person is named: the first."""
        return next(iter(self.personal))


def encrypting(*tables: People, entries: Entries) -> RunPython:
    """The operation that encrypts these tables and what history says of the people of the last one; and the way back."""

    def forwards(apps, schema_editor):
        subjects: dict[int, int] = {}
        for people in tables:
            subjects = encrypt(people, apps, schema_editor)
        who = entries.who(apps, schema_editor.connection.alias, subjects)
        rewrite_entries(schema_editor, entries.record_type, partial(_hidden, entries, who))

    def backwards(apps, schema_editor):
        rewrite_entries(schema_editor, entries.record_type, partial(_shown, entries))
        for people in reversed(tables):
            decrypt(people, schema_editor)

    return RunPython(forwards, backwards)


def _hidden(entries: Entries, who, record_id: int, *said: Any) -> tuple:
    label, before, after = said

    def sealed(side: dict) -> dict:
        # Without the name the entry speaks of somebody else, or of something else by the same word.
        told = [name for name in entries.personal if side.get(name)] if entries.name in side else []
        subject = who(record_id, side) if told else None
        return {**side, **{name: _token(subject, entries.personal[name], side[name]) for name in told}}

    if entries.label and label:
        label = _token(who(record_id, after), entries.label, label)
        # A label has room for so much.
        label = label if len(label) <= 200 else UNKNOWN
    return label, sealed(before), sealed(after)


def _token(subject: int | None, column: str, words: str) -> str:
    return UNKNOWN if subject is None else ciphers.seal(subject, column, words)


def _shown(entries: Entries, record_id: int, label: str, before: dict, after: dict) -> tuple:
    plain = [
        {name: opened(said) if name in entries.personal and said else said for name, said in side.items()}
        for side in (before, after)
    ]
    return opened(label) if entries.label else label, *plain


def encrypt(people: People, apps, schema_editor) -> dict[int, int]:
    """Give everybody a subject and encrypt them; returns row id → subject id."""
    with schema_editor.connection.cursor() as cursor:
        triggers(cursor, people.tables, "DISABLE")
        named = _everybody(cursor, people)
        subjects = _subjects(people, named, apps, schema_editor.connection.alias)
        for table, key in zip(people.tables, ("id", "pgh_obj_id"), strict=True):
            _encrypt_table(cursor, people, table, key, subjects)
        triggers(cursor, people.tables, "ENABLE")
    return subjects


def decrypt(people: People, schema_editor) -> None:
    """The way back, as far as keys are left; whoever was erased stays erased ("-")."""
    with schema_editor.connection.cursor() as cursor:
        triggers(cursor, people.tables, "DISABLE")
        for table, key in zip(people.tables, ("id", "pgh_id"), strict=True):
            columns = ", ".join(f'"{name}"' for name in people.columns)
            cursor.execute(f'SELECT "{key}", {columns} FROM "{table}"')
            for pk, *tokens in cursor.fetchall():
                plain = [opened(token) for token in tokens]
                cursor.execute(f'{_update(table, people)} WHERE "{key}" = %s', [*plain, pk])
        triggers(cursor, people.tables, "ENABLE")


def opened(token: str) -> str:
    """The words of a token, "-" when its key is gone; what is no token stays as it is."""
    if not token.startswith(ciphers.PREFIX):
        return token
    try:
        return ciphers.unseal(token, ciphers.parts(token)[1])
    except keystore.KeyGone:
        return "-"


def rewrite_entries(schema_editor, record_type: str, change) -> None:
    """Put `change(record_id, label, before, after)` → (label, before, after) in the place of every entry's."""
    with schema_editor.connection.cursor() as cursor:
        triggers(cursor, ("history_entry",), "DISABLE")
        cursor.execute(
            "SELECT id, record_id, record_label, before, after FROM history_entry WHERE record_type = %s",
            [record_type],
        )
        for pk, record_id, label, before, after in cursor.fetchall():
            was = (label, _object(before), _object(after))
            now = change(record_id, *was)
            if now != was:
                cursor.execute(
                    "UPDATE history_entry SET record_label = %s, before = %s, after = %s WHERE id = %s",
                    [now[0], json.dumps(now[1]), json.dumps(now[2]), pk],
                )
        triggers(cursor, ("history_entry",), "ENABLE")


def _object(value) -> dict:
    return json.loads(value) if isinstance(value, str) else value


def _everybody(cursor, people: People) -> dict[int, dict[str, str]]:
    """Row id → the person's words; of a row that was deleted, as its audit last saw it."""
    columns = ", ".join(f'"{name}"' for name in people.columns)
    person = f', "{people.person}"' if people.person else ", NULL"
    found: dict[int, dict[str, str]] = {}
    cursor.execute(f'SELECT pgh_obj_id, {columns}, NULL FROM "{people.tables[1]}" ORDER BY pgh_id')
    for statement in ("", f'SELECT id, {columns}{person} FROM "{people.table}"'):
        if statement:
            cursor.execute(statement)
        for pk, *values, same in cursor.fetchall():
            words = dict(zip(people.columns, values, strict=True))
            words["name"] = words.pop(people.name)
            found[pk] = {**words, **({"same": same} if same else {})}
    return found


def _subjects(people: People, named: dict[int, dict[str, str]], apps, alias: str) -> dict[int, int]:
    model, now = apps.get_model("personal", "Subject"), timezone.now()
    purpose = {"contact": "investment", "talent": "talent", "certificate": "counting"}[people.kind]
    first: dict[object, int] = {}
    for pk, words in named.items():
        first.setdefault(words.get("same") or pk, pk)
    rows = {
        pk: model(
            kind=people.kind,
            purpose=purpose,
            created_at=now,
            marks=marks_of({k: v for k, v in named[pk].items() if k != "same"}),
        )
        for pk in first.values()
    }
    model.objects.using(alias).bulk_create(rows.values(), batch_size=2000)
    keystore.create(row.pk for row in rows.values())
    return {pk: rows[first[words.get("same") or pk]].pk for pk, words in named.items()}


def _encrypt_table(cursor, people: People, table: str, key: str, subjects: dict[int, int]) -> None:
    columns = ", ".join(f'"{name}"' for name in people.columns)
    own = "pgh_id" if key == "pgh_obj_id" else "id"
    cursor.execute(f'SELECT "{own}", "{key}", {columns} FROM "{table}"')
    for pk, row_id, *values in cursor.fetchall():
        subject = subjects[row_id]
        sealed = [
            ciphers.seal(subject, column, value) if value else ""
            for column, value in zip(people.columns.values(), values, strict=True)
        ]
        more, given = ", subject_id = %s", [*sealed, subject]
        if people.marked and own == "id":
            more += ", name_mark = %s"
            given.append(name_mark(values[list(people.columns).index(people.name)]))
        cursor.execute(f'{_update(table, people)}{more} WHERE "{own}" = %s', [*given, pk])


def _update(table: str, people: People) -> str:
    return f'UPDATE "{table}" SET ' + ", ".join(f'"{name}" = %s' for name in people.columns)


def triggers(cursor, tables: tuple[str, ...], how: str) -> None:
    """Switch the triggers of these tables off ("DISABLE") for a rewriting, or on again ("ENABLE")."""
    # Foreign keys wait for the end of the transaction; a table with such waiting cannot be altered.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" {how} TRIGGER USER')
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def mask_everywhere(schema_editor, tables: dict[str, tuple[str, ...]]) -> None:
    """Hide every personal number in these text and JSON columns (table → columns); there is no way back."""
    with schema_editor.connection.cursor() as cursor:
        triggers(cursor, tuple(tables), "DISABLE")
        for table, columns in tables.items():
            key = "pgh_id" if table.endswith("event") else "id"
            listed = ", ".join(f'"{name}"::text' for name in columns)
            cursor.execute(f'SELECT "{key}", {listed} FROM "{table}"')
            for pk, *values in cursor.fetchall():
                # JSON is masked as text: a number holds no quote, and its mask is as long.
                hidden = [without_numbers(value) for value in values]
                for name, was, now in zip(columns, values, hidden, strict=True):
                    if was != now:
                        is_json = was[:1] in "[{" and name in JSON_COLUMNS
                        cast = "%s::jsonb" if is_json else "%s"
                        cursor.execute(
                            f'UPDATE "{table}" SET "{name}" = {cast} WHERE "{key}" = %s', [now, pk]
                        )
        triggers(cursor, tuple(tables), "ENABLE")


# Columns of `mask_everywhere` that hold JSON.
JSON_COLUMNS = ("marks", "values", "edits", "before", "after", "choices")
