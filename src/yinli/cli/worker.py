"""Does the jobs beside `yinli up`: a child of its own, with the rights of the web and not those of the owner."""

import asyncio
import signal
import sys
import time
from collections.abc import Callable, Mapping

from yinli.cli.kept import Kept


class Worker(Kept):
    """The worker as a child that is kept running: when the database restarts it ends, and starts again."""

    called = "worker for jobs"
    # Its job may end by itself; what is cut off is begun again.
    stopping = ((signal.SIGTERM, 12.0),)
    back_off = (2.0, 5.0, 15.0, 60.0)

    def __init__(self, environment: Mapping[str, str], clock: Callable[[], float] = time.monotonic):
        super().__init__((sys.executable, "-m", "yinli.cli.worker"), environment, clock)


def main() -> None:
    """Runs in a process of its own (`python -m yinli.cli.worker`)."""
    import django

    django.setup()
    from yinli.base.jobs.worker import work

    asyncio.run(work())


if __name__ == "__main__":
    main()
