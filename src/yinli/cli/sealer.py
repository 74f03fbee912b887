"""Seals history every minute beside `yinli up`: a child of its own, which never takes the web server down."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping

from yinli.base.history.seals.files import place_in
from yinli.cli.failure import Failure
from yinli.cli.folders import var_folder
from yinli.cli.kept import Kept, pause_after
from yinli.cli.postgres import to_stderr
from yinli.cli.seals import seal_now

EVERY_SECONDS, FIRST_SECONDS = 60.0, 5.0
# The last seal is worth waiting for, and not for long: a killed parent must leave nothing behind.
LAST_SEAL_SECONDS = 4
STOPPING = ((signal.SIGTERM, LAST_SEAL_SECONDS + 1.0),)


class Sealer(Kept):
    """The sealer as a child that is kept running; ended, it seals once more, for LAST_SEAL_SECONDS at most."""

    called = "sealer of history"
    stopping = STOPPING

    def __init__(self, environment: Mapping[str, str], clock: Callable[[], float] = time.monotonic):
        super().__init__((sys.executable, "-m", "yinli.cli.sealer"), environment, clock)


class Ending:
    """Whether we were asked to end; set by a signal, so it takes no lock as threading.Event does."""

    def __init__(self) -> None:
        self.asked = False

    def wait(self, seconds: float) -> bool:
        """Sleep until asked to end or until `seconds` have passed; returns whether we were asked."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))
        return self.asked


def keep_sealing(
    owner_url: str, ending: Ending, first: float = FIRST_SECONDS, every: float = EVERY_SECONDS
) -> None:
    """Seal until asked to end, and once more then. What goes wrong is said once and tried again later."""
    failures, said, pause = 0, "", first
    while not ending.wait(pause):
        problem = _sealed(owner_url)
        failures = failures + 1 if problem else 0
        if problem and problem != said:
            to_stderr(f"yinli: {problem}")
        said, pause = problem, pause_after(failures, every)
    if not failures:
        _sealed(owner_url)


def _sealed(owner_url: str) -> str:
    """Seal what is new; returns what went wrong, "" when nothing did."""
    try:
        seal_now(owner_url, place_in(var_folder()), at_once=False)
    except Failure as failure:
        return str(failure)
    return ""


def main() -> None:
    """Runs in a process of its own (`python -m yinli.cli.sealer`), as the owner of the tables."""
    ending = Ending()

    def end(number: int, frame: object) -> None:
        ending.asked = True
        # Its default ends us: the last seal may take this long and no longer.
        signal.alarm(LAST_SEAL_SECONDS)

    signal.signal(signal.SIGTERM, end)
    keep_sealing(os.environ["YINLI_DATABASE_OWNER_URL"], ending)


if __name__ == "__main__":
    main()
