"""Wrong attempts, counted in the database so that all workers see them, and the waits they cost.

Counted apart (rules/login.toml): the person's own browser, one name from one address, one name from
everywhere else, one address. Whoever guesses from elsewhere slows elsewhere: a known browser is only ever
slowed by its own mistakes, so nobody can lock another person out.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from yinli.base.accounts.models import Attempt
from yinli.core.login_table import login_rules


class TooManyAttempts(Exception):
    """No attempt is taken now; `wait` says for how long."""

    def __init__(self, wait: timedelta):
        self.wait = wait
        super().__init__(f"wait {wait.total_seconds():.0f} s")


@dataclass(frozen=True)
class Counter:
    """One count: its kind in rules/login.toml and what it is about. Only a hash of it is kept."""

    kind: str
    about: tuple[str, ...]

    @property
    def key(self) -> str:
        """sha256 (hex) of kind and subject: names that were tried are nobody's to read."""
        return hashlib.sha256("\x1f".join((self.kind, *self.about)).encode()).hexdigest()


def check(counters: list[Counter], *, now: datetime) -> None:
    """Raise TooManyAttempts while one of the counters waits, or the first is being tried this very moment."""
    found = Attempt.objects.filter(key__in=[counter.key for counter in counters])
    waits = [row.wait_until - now for row in found if row.wait_until > now]
    if waits:
        # A clock that was set back must not turn a wait of minutes into one of days.
        longest = max(login_rules().waits[counter.kind].most for counter in counters)
        if max(waits) <= longest:
            raise TooManyAttempts(max(waits))
    if not _alone(counters[0]):
        raise TooManyAttempts(timedelta(seconds=1))


def _alone(counter: Counter) -> bool:
    """Take the counter for this transaction: guesses sent side by side would all pass the check together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int(counter.key[:15], 16)])
        return cursor.fetchone()[0]


def failed(counters: list[Counter], *, now: datetime) -> None:
    """Count a wrong attempt against each counter and set how long its next one waits."""
    kept = now - login_rules().attempts_kept
    # In one order everywhere, so that two requests never wait for each other.
    for counter in sorted(counters, key=lambda counter: counter.key):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO accounts_attempt AS a (key, failures, last_at, wait_until) VALUES (%s, 1, %s, %s) "
                "ON CONFLICT (key) DO UPDATE SET last_at = EXCLUDED.last_at, "
                "failures = CASE WHEN a.last_at < %s THEN 1 ELSE a.failures + 1 END RETURNING failures",
                [counter.key, now, now, kept],
            )
            failures = cursor.fetchone()[0]
        until = now + login_rules().waits[counter.kind].after(failures)
        Attempt.objects.filter(key=counter.key).update(wait_until=until)


def cleared(counter: Counter) -> None:
    """Forget the attempts of one counter: whoever it was has shown who they are."""
    Attempt.objects.filter(key=counter.key).delete()


def forget_old(*, now: datetime) -> int:
    """Delete what is counted no longer; returns how many rows."""
    return Attempt.objects.filter(last_at__lt=now - login_rules().attempts_kept, wait_until__lt=now).delete()[
        0
    ]
