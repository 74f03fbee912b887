"""The worker beside `yinli up`: does jobs as the web's role, begins again what a killed one left, and what a restart cut off."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from yinli.cli.processes import wait_until
from yinli.cli.worker import Worker

QUEUED = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
ASK = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'sheets.check',"
    ' \'{"by": 0, "given": {"sheet_import": 0}}\') RETURNING id'
)


@pytest.fixture
def house(committed, settings, tmp_path):
    """An empty database of the test's own, as the worker's environment names it."""
    from urllib.parse import urlsplit, urlunsplit

    def named(url: str) -> str:
        return urlunsplit(urlsplit(os.environ[url])._replace(path=f"/{committed}"))

    kept = {name: value for name, value in os.environ.items() if not name.startswith("YINLI_DATABASE")}
    app_url = named("YINLI_DATABASE_APP_URL")
    yield {**kept, "DJANGO_SETTINGS_MODULE": "yinli.config.settings", "YINLI_DATABASE_APP_URL": app_url}


def ask(house) -> None:
    with psycopg.connect(house["YINLI_DATABASE_APP_URL"], autocommit=True) as own:
        own.execute(ASK)


def waiting(house) -> int:
    with psycopg.connect(house["YINLI_DATABASE_APP_URL"], autocommit=True) as own:
        return own.execute(QUEUED).fetchone()[0]


def started(house) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "yinli.cli.worker"], env=house)


def test_the_worker_does_jobs_as_the_web_s_role_and_ends_when_it_is_told(house):
    ask(house)
    worker = started(house)
    try:
        assert wait_until(lambda: waiting(house) == 0, 40, every=0.3)
        ask(house)
        # A job that is asked for while it waits is heard of at once.
        assert wait_until(lambda: waiting(house) == 0, 10, every=0.1)
    finally:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) in (0, -signal.SIGTERM, 1)


def test_what_a_killed_worker_had_begun_is_begun_again(house):
    with psycopg.connect(house["YINLI_DATABASE_APP_URL"], autocommit=True) as own:
        key = own.execute(ASK).fetchone()[0]
        dead = own.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        ).fetchone()[0]
        own.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [dead, key]
        )
    worker = started(house)
    try:
        assert wait_until(lambda: waiting(house) == 0, 40, every=0.3)
    finally:
        worker.kill()
        worker.wait(10)


def test_a_worker_that_ended_is_started_again_after_a_pause_that_grows():
    now = [0.0]
    kept = Worker({}, clock=lambda: now[0])
    starts = []

    class Ended:
        def poll(self):
            return 1

    kept._child = type("Fails", (), {"start": lambda self: starts.append(now[0]) or Ended()})()
    for _second in range(60):
        kept.look()
        now[0] += 1.0
    assert starts[:4] == pytest.approx([0.0, 3.0, 9.0, 25.0], abs=2.0)
