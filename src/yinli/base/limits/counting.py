"""Counting requests in PostgreSQL, which all worker processes share: one statement a counted request."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from yinli.base.limits.rules import Limit

# Windows over for an hour are swept by the way, a few at a time, around rows that others hold.
_COUNT = """
WITH old AS (
    SELECT key FROM limits_count WHERE ends_at < %(swept)s AND key <> ALL(%(keys)s)
    ORDER BY ends_at LIMIT 20 FOR UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM limits_count USING old WHERE limits_count.key = old.key
)
INSERT INTO limits_count AS kept (key, ends_at, number)
SELECT key, ends_at, 1 FROM unnest(%(keys)s::text[], %(ends)s::timestamptz[]) AS asked (key, ends_at)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN kept.ends_at <= %(now)s THEN 1 ELSE kept.number + 1 END,
    ends_at = CASE WHEN kept.ends_at <= %(now)s THEN EXCLUDED.ends_at ELSE kept.ends_at END
RETURNING kept.key, kept.number, kept.ends_at
"""


class TooMany(Exception):
    """More than a limit allows; `until` is when the next request is answered."""

    def __init__(self, code: str, until: datetime):
        self.code, self.until = code, until
        super().__init__(f"too many requests of “{code}” until {until:%H:%M:%S}")


def count(covered: list[Limit], person: int | None, address: str, now: datetime) -> None:
    """Count one request under each limit that covers it; raises TooMany. `address` is its neighbourhood.

    To be called outside the request's transaction: a refused request must stay counted, and a slow one must
    not hold the row that the next one counts in.
    """
    most, ends = {}, {}
    for limit in covered:
        counted = {f"{limit.code}:address:{_hidden(address)}": limit.address}
        if person is not None:
            counted[f"{limit.code}:person:{person}"] = limit.person
        most.update(counted)
        ends.update(dict.fromkeys(counted, now + timedelta(seconds=limit.seconds)))
    # In one order, so that two requests never wait for each other.
    keys = sorted(most)
    given: dict[str, Any] = {
        "keys": keys,
        "ends": [ends[key] for key in keys],
        "now": now,
        "swept": now - timedelta(hours=1),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, given)
        over = [(until, key) for key, number, until in cursor.fetchall() if number > most[key]]
    if over:
        until, key = max(over)
        raise TooMany(key.partition(":")[0], until)


def _hidden(address: str) -> str:
    """An address as a keyed hash: equal ones count together, and none can be read back."""
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]
