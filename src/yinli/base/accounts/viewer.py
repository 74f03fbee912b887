"""For whom the database answers: every transaction names its viewer, and row-level security obeys.

The name is a setting of the transaction (SET LOCAL), never of the session: a pooled or persistent
connection forgets it with the transaction. It is signed with a key that the role `yinli_app` cannot read
in the database, so nobody at an SQL console can pass for somebody else. What each viewer may then read is
said by every app's walls.py.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TypeVar

import psycopg
from django.conf import settings
from django.db import connections, transaction
from psycopg.pq import TransactionStatus

SETTING = "yinli.viewer"
KnownT = TypeVar("KnownT")
_BLOCK = 64


def wall_key() -> bytes:
    """The key that signs viewers; derived from the secret of this installation, 32 bytes."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"yinli.viewer", "sha256")


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer key of HMAC-SHA-256 (RFC 2104), as the database keeps them."""
    filled = key.ljust(_BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in filled), bytes(byte ^ 0x5C for byte in filled)


def token_for(user, at: int | None = None) -> str:
    """What the database is told of `user`: who, when (Unix seconds), signed; "" for a stranger."""
    who = _name(user)
    if not who:
        return ""
    said = f"{who}.{int(time.time()) if at is None else at}"
    return f"{said}.{hmac.new(wall_key(), said.encode(), hashlib.sha256).hexdigest()}"


@contextmanager
def viewing_as(user, using: str = "default") -> Iterator[None]:
    """Let the database answer for `user` within the block; afterwards for whom it did before.

    Opens a transaction where there is none. `SYSTEM` sees everything: for jobs, and for what must be known
    whoever looks (counts, duplicates). Strangers and None see nothing that stands behind a wall.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        # The end of the transaction forgets the viewer, whether it ends well or not.
        with transaction.atomic(using=using), _standing(connection, user, ends_with_transaction=True):
            yield
    else:
        with _standing(connection, user, ends_with_transaction=False):
            yield


def viewer(using: str = "default"):
    """For whom the database answers at present; None where nobody was named."""
    viewers = _viewers(connections[using])
    return viewers[-1] if viewers else None


def known_once(key: tuple, ask: Callable[[], KnownT], using: str = "default") -> KnownT:
    """`ask()`, asked once within the outermost `viewing_as` (a request, an action); outside of any, every time.

    For what is dear to make, wanted many times over, and depends on the viewer named in `key` alone: nothing
    read from the database may be kept here, since an action may change it: for that there is `read_once`.
    """
    return _kept(getattr(connections[using], "yinli_known", None), key, ask)


def read_once(key: tuple, ask: Callable[[], KnownT], using: str = "default") -> KnownT:
    """`ask()`, asked once within the outermost `viewing_as` as long as nothing is written; outside of any, every time.

    For what many questions of a page begin with, such as what is closed to its viewer. The first statement that may
    change anything forgets it: see `_forgets`. What the database answers depends on for whom it does.
    """
    connection = connections[using]
    seen_by = _name(_viewers(connection)[-1]) if _viewers(connection) else ""
    return _kept(getattr(connection, "yinli_read", None), (seen_by, *key), ask)


def _kept(kept: dict | None, key: tuple, ask: Callable[[], KnownT]) -> KnownT:
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    return kept[key]


# What a transaction does besides reading and writing.
_CHANGES_NOTHING = ("SELECT", "SAVEPOINT", "RELEASE", "DECLARE", "FETCH", "CLOSE")


def _forgets(read: dict):
    """A wrapper of statements (Django's execute_wrapper) that empties `read` before and after all but plain reads."""

    def wrapper(execute, sql, params, many, context):
        if str(sql).lstrip(" (\n").upper().startswith(_CHANGES_NOTHING):
            return execute(sql, params, many, context)
        read.clear()
        try:
            return execute(sql, params, many, context)
        finally:
            read.clear()

    return wrapper


def stand_by(connection, user) -> None:
    """Let a whole session answer for `user` wherever nothing else is said: for one that serves one person
    or job only. A session that is shared would hand the viewer on to the next request."""
    _tell(connection, token_for(user), local=False)
    _viewers(connection).append(user)


@contextmanager
def _standing(connection, user, *, ends_with_transaction: bool) -> Iterator[None]:
    viewers = _viewers(connection)
    same = bool(viewers) and _name(viewers[-1]) == _name(user)
    if not same:
        _tell(connection, token_for(user))
    viewers.append(user)
    outermost = getattr(connection, "yinli_known", None) is None
    if outermost:
        connection.yinli_known, connection.yinli_read = {}, {}
    watched = connection.execute_wrapper(_forgets(connection.yinli_read)) if outermost else nullcontext()
    try:
        with watched:
            yield
    finally:
        viewers.pop()
        if outermost:
            connection.yinli_known = connection.yinli_read = None
        # A broken transaction takes no statement: the savepoint it goes back to brings the former viewer.
        unbroken = connection.connection.info.transaction_status == TransactionStatus.INTRANS
        if not same and not ends_with_transaction and unbroken:
            _tell(connection, token_for(viewers[-1] if viewers else None))


def _viewers(connection) -> list:
    if not hasattr(connection, "yinli_viewers"):
        connection.yinli_viewers = []
    return connection.yinli_viewers


def _name(user) -> str:
    """Who it is to the database: a key, "system", "" for a stranger."""
    return "system" if getattr(user, "role", "") == "system" else str(getattr(user, "pk", None) or "")


def _tell(connection, token: str, *, local: bool = True) -> None:
    """Bound by the server, so that the token stands in no log and in no list of running queries."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute("SELECT set_config(%s, %s, %s)", [SETTING, token, local])
