"""Seals words of documents that stood in clear, where they stand: the rows, and their audit as far as no seal binds it.

Run by migrations alone, as the owner of the tables, both ways. An audit row that history's seals digest already may
not change any more: it keeps what it says (docs/decisions/0017).
"""

import json
from dataclasses import dataclass

from django.db.migrations import RunPython

from yinli.base.personal import ciphers
from yinli.base.personal.migrating import opened, triggers

AT_ONCE = 500
# What a JSON column holds when it holds nothing, where that is no list.
EMPTY = {"item.edits": "{}"}


@dataclass(frozen=True)
class Words:
    """A table that keeps words of documents: `columns` maps its columns to their sealed names.

    `subject` is SQL for whose key it is, given the row as `t`; NULL where the row is of no document.
    """

    table: str
    columns: dict[str, str]
    subject: str
    is_json: bool = False


def sealing(*tables: Words) -> RunPython:
    """The operation that seals these tables, and opens them again on the way back."""

    def forwards(apps, schema_editor):
        for words in tables:
            _each(schema_editor, words, _sealed)

    def backwards(apps, schema_editor):
        for words in tables:
            _each(schema_editor, words, _opened)

    return RunPython(forwards, backwards)


def _each(schema_editor, words: Words, change) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM history_seal)")
        has_seals = cursor.fetchone()[0]
        both = ((words.table, "id"), (f"{words.table}event", "pgh_id"))
        for table, key in both[:1] if has_seals else both:
            triggers(cursor, (table,), "DISABLE")
            _rewrite(cursor, words, table, key, change)
            triggers(cursor, (table,), "ENABLE")


def _rewrite(cursor, words: Words, table: str, key: str, change) -> None:
    columns = [f'"{name}"' for name in words.columns]
    sets = ", ".join(f"{name} = %s{'::jsonb' if words.is_json else ''}" for name in columns)
    last = 0
    while True:
        # In portions by key: a document's text is long, and a table may hold many.
        cursor.execute(
            f'SELECT t."{key}", ({words.subject}), {", ".join("t." + name + "::text" for name in columns)}'
            f' FROM "{table}" t WHERE t."{key}" > %s ORDER BY t."{key}" LIMIT {AT_ONCE}',
            [last],
        )
        rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        changed = [
            [*(change(words, subject, *one) for one in zip(words.columns.values(), values, strict=True)), pk]
            for pk, subject, *values in rows
            if subject is not None
        ]
        cursor.executemany(f'UPDATE "{table}" SET {sets} WHERE "{key}" = %s', changed)


def _sealed(words: Words, subject: int, column: str, value: str) -> str:
    if not value or _token_in(words, value):
        return value
    token = ciphers.seal(subject, column, value)
    return json.dumps(token) if words.is_json else token


def _opened(words: Words, subject: int, column: str, value: str) -> str:
    token = _token_in(words, value)
    if not token:
        return value
    plain = opened(token)
    # Of what was erased nothing comes back.
    return EMPTY.get(column, "[]") if words.is_json and plain == "-" else plain


def _token_in(words: Words, value: str) -> str:
    """The token that stands in a column; "" where its words stand in clear."""
    said = json.loads(value) if words.is_json and value.startswith('"') else value
    return said if isinstance(said, str) and said.startswith(ciphers.PREFIX) else ""
