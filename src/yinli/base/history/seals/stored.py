"""The seals as the database keeps them, read and written without Django."""

from collections.abc import Iterator
from typing import Any

from psycopg.types.json import Jsonb

from yinli.base.history.seals.batches import (
    Batch,
    Signed,
    Standing,
    plain_ranges,
    plain_standing,
    read_ranges,
    read_standing,
    standing_after,
)
from yinli.base.history.seals.rows import Connection

_COLUMNS = "number, algorithm, previous, head, sealed_at, key_id, leaves, tables, standing, signature"


def is_there(connection: Connection) -> bool:
    """Whether the tables of this version have been made."""
    found = connection.execute("SELECT pg_catalog.to_regclass('public.history_seal')").fetchone()
    return found is not None and found[0] is not None


def add(connection: Connection, signed: Signed) -> None:
    """Write one seal; part of the caller's transaction."""
    batch = signed.batch
    standing = None if batch.standing is None else Jsonb(plain_standing(batch.standing))
    values = [
        batch.number,
        batch.algorithm,
        batch.previous,
        signed.head,
        batch.sealed_at,
        batch.key_id,
        batch.leaves,
        Jsonb(plain_ranges(batch.ranges)),
        standing,
        signed.signature,
    ]
    places = ", ".join(["%s"] * len(values))
    connection.execute(f"INSERT INTO public.history_seal ({_COLUMNS}) VALUES ({places})", values)


def last(connection: Connection) -> Signed | None:
    """The newest seal."""
    query = f"SELECT {_COLUMNS} FROM public.history_seal ORDER BY number DESC LIMIT 1"
    row = connection.execute(query).fetchone()
    return None if row is None else _read(row)


def in_order(connection: Connection) -> Iterator[Signed]:
    """Every seal from the first on, never all at once; ValueError for one that says nonsense."""
    with connection.cursor(name="sealed_seals") as cursor:
        cursor.itersize = 500
        for row in cursor.execute(f"SELECT {_COLUMNS} FROM public.history_seal ORDER BY number"):
            yield _read(row)


def standing(connection: Connection) -> dict[str, Standing]:
    """Where each table stands after the newest seal: from the last that repeats it, and those since."""
    query = f"""
        SELECT {_COLUMNS} FROM public.history_seal WHERE number >= coalesce(
            (SELECT max(number) FROM public.history_seal WHERE standing IS NOT NULL), 0)
        ORDER BY number
    """
    return standing_after(
        {}, (_read(row).batch for row in _with_its_start(connection.execute(query).fetchall()))
    )


def _with_its_start(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    # The seal that repeats the standing says it as a whole: its own ranges need no columns from before.
    if rows and rows[0][8] is not None:
        first = list(rows[0])
        first[7] = []
        rows[0] = tuple(first)
    return rows


def _read(row: tuple[Any, ...]) -> Signed:
    number, algorithm, previous, head, sealed_at, key_id, leaves, tables, standing_, signature = row
    try:
        batch = Batch(
            number=number,
            previous=previous,
            sealed_at=sealed_at,
            key_id=key_id,
            leaves=leaves,
            ranges=read_ranges(tables),
            standing=read_standing(standing_),
            algorithm=algorithm,
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"seal {number} in the database says nonsense: {error!r}") from error
    return Signed(batch, head, signature)
