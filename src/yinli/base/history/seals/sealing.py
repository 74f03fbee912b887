"""Adds to the chain: rows that can no longer change are digested, the head is signed, files before the row."""

import contextlib
import hashlib
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
from psycopg import sql

from yinli.base.history.seals import stored
from yinli.base.history.seals.batches import (
    NOTHING,
    REPEATED_EVERY,
    Batch,
    Range,
    Signed,
    Standing,
    read_line,
    standing_after,
)
from yinli.base.history.seals.files import (
    LEAF,
    LeavesFile,
    Place,
    add_durably,
    cut_torn_line,
    last_lines,
)
from yinli.base.history.seals.keys import Signer, public_keys, signed_by, signer
from yinli.base.history.seals.rows import (
    LOWEST,
    Connection,
    columns_of,
    digests,
    ends,
    sealed_tables,
    settle,
)

# Without anything new a seal still says, this often, that there was nothing: silence would say the same.
HEARTBEAT = timedelta(minutes=30)
# Shorter than deadlock_timeout (1 s): we go before PostgreSQL looks for whom to end.
LOCK_MILLISECONDS = 500
ATTEMPTS, PAUSE_SECONDS = 3, 0.2
# One sealer at a time in a database; any number that nobody else uses.
_ONE_SEALER = 320_211_003


class SealRefused(Exception):
    """Nothing is sealed, since the chain does not fit; says where and what to do."""


@dataclass(frozen=True)
class Sealed:
    """What a run did: the seal it added, None when none was due; the tables it could not get a lock on."""

    seal: Signed | None
    busy: tuple[str, ...] = ()
    healed: bool = False


def seal(connection: Connection, place: Place, *, now: datetime, at_once: bool = True) -> Sealed:
    """Seal every row that is final by now. `connection` is the owner's, autocommit, and free.

    With `at_once` false a seal without rows is added only when the last one is HEARTBEAT old. Raises
    SealRefused, BadKey, or what PostgreSQL raises; what a crash leaves is put right by the next call.
    """
    if not connection.autocommit:
        raise ValueError("sealing needs a connection in autocommit: it takes each table's lock by itself")
    if not stored.is_there(connection):
        raise SealRefused("The table of seals is not there yet. Run `yinli migrate`.")
    with _alone(connection):
        ours = signer(place.secret, place.public_keys)
        last, healed = _agreed(connection, place)
        standing = stored.standing(connection)
        final, busy = _final_ends(connection, standing)
        if not final and not at_once and not _due(last, now):
            return Sealed(None, busy, healed)
        return Sealed(_add(connection, place, (last, standing, final), ours, now), busy, healed)


@contextlib.contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    connection.execute("SELECT pg_advisory_lock(%s)", [_ONE_SEALER])
    try:
        yield
    finally:
        if not connection.broken:
            connection.execute("SELECT pg_advisory_unlock(%s)", [_ONE_SEALER])


def _due(last: Signed | None, now: datetime) -> bool:
    # Either way: a clock that was put back must not silence the chain until it has caught up.
    return last is None or abs(now - last.batch.sealed_at) >= HEARTBEAT


def _final_ends(
    connection: Connection, standing: Mapping[str, Standing]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The key up to which each table with new rows is final, and the tables that were locked by others.

    A row takes its id after its transaction has locked the table for writing. Once SHARE is ours, every such
    transaction is over: no row with a key up to the highest can appear later. One table at a time, each in
    a transaction of its own, so that we never wait while we hold.
    """
    with connection.transaction():
        settle(connection)
        keys = {table: columns_of(connection, table)[0] for table in sealed_tables(connection)}
        seen = ends(connection, keys)
    final, busy = {}, []
    for table, highest in seen.items():
        if table in standing and highest <= standing[table].last:
            continue
        end = _final_end(connection, table, keys[table])
        if end is None:
            busy.append(table)
        else:
            final[table] = end
    return final, tuple(busy)


def _final_end(connection: Connection, table: str, key: str) -> int | None:
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE_SECONDS * attempt)
        with contextlib.suppress(psycopg.errors.LockNotAvailable), connection.transaction():
            settle(connection)
            connection.execute(f"SET LOCAL lock_timeout = {LOCK_MILLISECONDS}")
            connection.execute(sql.SQL("LOCK TABLE public.{} IN SHARE MODE").format(sql.Identifier(table)))
            return ends(connection, {table: key})[table]
    return None


def _add(
    connection: Connection,
    place: Place,
    known: tuple[Signed | None, Mapping[str, Standing], Mapping[str, int]],
    ours: Signer,
    now: datetime,
) -> Signed:
    last, standing, final = known
    number = last.batch.number + 1 if last else 1
    with connection.transaction():
        settle(connection)
        leaves = LeavesFile(place.leaves, number)
        try:
            ranges = [
                _range(connection, leaves, index, (table, standing.get(table), end))
                for index, (table, end) in enumerate(sorted(final.items()))
            ]
            batch = Batch(
                number=number,
                previous=last.head if last else NOTHING,
                sealed_at=now,
                key_id=ours.key_id,
                leaves=leaves.close(),
                ranges=tuple(ranges),
            )
        except BaseException:
            leaves.drop()
            raise
        if number % REPEATED_EVERY == 0:
            batch = Batch(**{**vars(batch), "standing": standing_after(standing, [batch])})
        signed = Signed(batch, batch.head, ours.sign(batch.head))
        # On the disk first: a head that only the database knows could be taken back without a trace.
        add_durably(place.heads, signed.line().encode() + b"\n")
        stored.add(connection, signed)
    return signed


def _range(
    connection: Connection, leaves: LeavesFile, index: int, what: tuple[str, Standing | None, int]
) -> Range:
    table, before, end = what
    columns = columns_of(connection, table)
    root, count, first = hashlib.sha256(), 0, end
    for key, digest in digests(connection, table, columns, before.last if before else LOWEST, end):
        leaves.add(index, key, digest)
        root.update(LEAF.pack(0, key, digest))
        first, count = min(first, key), count + 1
    same = before is not None and before.columns == columns
    return Range(table, first, end, count, root.hexdigest(), None if same else columns)


def _agreed(connection: Connection, place: Place) -> tuple[Signed | None, bool]:
    """The newest seal, on which database and heads file agree; a crash between the two is healed here."""
    last, torn = stored.last(connection), cut_torn_line(place.heads)
    newest = _newest_line(place)
    if last is not None and last.head != last.batch.head:
        raise SealRefused(f"Seal {last.batch.number} in the database is not what was sealed. " + _WHAT_TO_DO)
    if (newest.head if newest else NOTHING) == (last.head if last else NOTHING):
        return last, torn
    if newest is not None and _fits(connection, place, last, newest):
        # The line was written, then we were cut off before the row was.
        stored.add(connection, newest)
        return newest, True
    raise SealRefused(_difference(place, last, newest))


def _newest_line(place: Place) -> Signed | None:
    lines = last_lines(place.heads, 1)
    try:
        return read_line(lines[-1]) if lines else None
    except ValueError as error:
        raise SealRefused(f"The last line of {place.heads} is damaged: {error}. " + _WHAT_TO_DO) from error


def _fits(connection: Connection, place: Place, last: Signed | None, newest: Signed) -> bool:
    batch = newest.batch
    follows = batch.previous == (last.head if last else NOTHING) and newest.head == batch.head
    if not follows or not signed_by(
        public_keys(place.public_keys.read_bytes()), batch.key_id, newest.head, newest.signature
    ):
        return False
    standing = stored.standing(connection)
    with connection.transaction():
        settle(connection)
        return all(root_of(connection, each, standing.get(each.table)) == each.root for each in batch.ranges)


def root_of(connection: Connection, sealed: Range, before: Standing | None) -> str:
    """The digest of the rows that a range speaks of, as they are now; "" when they cannot be read any more."""
    columns = sealed.columns or (before.columns if before else ())
    if not columns or not set(columns) <= set(columns_of(connection, sealed.table)):
        return ""
    root = hashlib.sha256()
    after = before.last if before else LOWEST
    for key, digest in digests(connection, sealed.table, columns, after, sealed.last):
        root.update(LEAF.pack(0, key, digest))
    return root.hexdigest()


_WHAT_TO_DO = "Nothing is sealed until that is cleared up: run `yinli verify history`."


def _difference(place: Place, last: Signed | None, newest: Signed | None) -> str:
    known, told = (last.batch.number if last else 0), (newest.batch.number if newest else 0)
    if told < known:
        return (
            f"{place.heads} ends at seal {told}, and the database knows {known}: lines were removed, or an older "
            "copy of the folder was put back. Put the newer one back. If it is lost, `yinli seal "
            "--heads-from-database` writes the missing lines again. " + _WHAT_TO_DO
        )
    if told > known:
        return (
            f"{place.heads} tells of {told} seals, and the database knows {known}: seals were removed from it, or "
            f"an older database was put back. If this database is a new one, move {place.folder} away. "
            + _WHAT_TO_DO
        )
    return f"Seal {known} in the database is not the one in {place.heads}. " + _WHAT_TO_DO


def write_missing_heads(connection: Connection, place: Place) -> int:
    """Write again the lines that the heads file lacks, from the database's seals; returns how many.

    For a folder that was lost or put back from an older copy. Raises SealRefused where they do not chain on.
    """
    cut_torn_line(place.heads)
    newest = _newest_line(place)
    head, told = (newest.head, newest.batch.number) if newest else (NOTHING, 0)
    added = 0
    with connection.transaction():
        for each in stored.in_order(connection):
            if each.batch.number <= told:
                continue
            if each.batch.previous != head or each.batch.head != each.head:
                raise SealRefused(
                    f"Seal {each.batch.number} in the database does not follow the lines of {place.heads}."
                )
            add_durably(place.heads, each.line().encode() + b"\n")
            head, added = each.head, added + 1
    return added
