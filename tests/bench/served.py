"""A granian server as `yinli up` starts it, on a free port, for as long as a measurement lasts; and a light client."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST, WORKERS, READY_SECONDS = "127.0.0.1", 2, 90


@contextlib.contextmanager
def server(settings: str = "yinli.config.settings", **more: str) -> Iterator[int]:
    """The port of a server with these settings, over the database of this process; stopped at the end."""
    from yinli.cli.postgres import free_port
    from yinli.cli.up import stop_group

    port = free_port()
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-m", "yinli.cli.web", HOST, str(port), str(WORKERS)]
    process = subprocess.Popen(command, cwd=ROOT, env=known, start_new_session=True)
    try:
        wait_for(process, port)
        yield port
    finally:
        stop_group(process)


def wait_for(process: subprocess.Popen, port: int) -> None:
    """Until it answers."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if Visitor(port).get("/healthz")[0] == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"the server of the measurement did not answer (exit code {process.poll()})")


@dataclass
class Visitor:
    """A connection that is kept open, as somebody who is logged in."""

    port: int
    session: str = ""
    connection: http.client.HTTPConnection | None = None

    def get(self, address: str) -> tuple[int, int]:
        """(status, bytes of the answer). A connection that the server closed while nobody asked is opened anew, as
        browsers do."""
        known = self.connection is not None
        try:
            return self._get(address)
        except (ConnectionError, http.client.BadStatusLine):
            if not known:
                raise
            return self._get(address)

    def _get(self, address: str) -> tuple[int, int]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            headers = {"Host": f"localhost:{self.port}", "Cookie": f"sessionid={self.session}"}
            self.connection.request("GET", address, headers=headers)
            answer = self.connection.getresponse()
            return answer.status, len(answer.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise


def session_of(viewer) -> str:
    """A session in the database in which this person is logged in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(viewer)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
