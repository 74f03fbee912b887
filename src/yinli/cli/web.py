"""The web server as a child: granian, with workers that end when it does, however it ends."""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial

from yinli.cli.processes import die_with_parent

APPLICATION = "yinli.config.wsgi:application"
KILL_TIMEOUT_SECONDS = 4
HEADERS_TIMEOUT_MS = 10_000


def serve(host: str, port: int, workers: int) -> None:
    """Serve Yinli until a signal; runs in a process of its own (`python -m yinli.cli.web`)."""
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_TIMEOUT_MS),
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_TIMEOUT_SECONDS,
        log_level=LogLevels(os.environ.get("YINLI_LOG_LEVEL", "warning")),
    )
    server.serve(target_loader=partial(_load, os.getpid()), wrap_loader=False)


def _load(parent: int) -> Callable[..., object]:
    """Runs first in each worker: a death signal is not inherited through fork, so it is armed here.

    SIGKILL, since a worker whose main process is gone has nobody left to wait for it.
    """
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    from yinli.config.wsgi import application

    return application


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
