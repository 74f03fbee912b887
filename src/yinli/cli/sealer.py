"""Seals history every minute beside `yinli up`: a child of its own, which never takes the web server down."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from yinli.base.history.seals.files import place_in
from yinli.cli.failure import Failure
from yinli.cli.folders import var_folder
from yinli.cli.postgres import to_stderr
from yinli.cli.processes import Child, stop
from yinli.cli.seals import seal_now

EVERY_SECONDS, FIRST_SECONDS = 60.0, 5.0
# After a failure it tries again soon, then ever later; never later than every ten minutes.
BACK_OFF_SECONDS = (5.0, 15.0, 60.0, 180.0, 600.0)
# The last seal is worth waiting for, and not for long: a killed parent must leave nothing behind.
LAST_SEAL_SECONDS = 4
STOPPING = ((signal.SIGTERM, LAST_SEAL_SECONDS + 1.0),)


def pause_after(failures: int, every: float = EVERY_SECONDS) -> float:
    """Seconds until the next try after so many failures in a row."""
    return BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS)) - 1] if failures else every


class Sealer:
    """The child as `yinli up` keeps it: started, looked at now and then, started again after a pause."""

    def __init__(self, environment: Mapping[str, str], clock: Callable[[], float] = time.monotonic):
        command = (sys.executable, "-m", "yinli.cli.sealer")
        self._child = Child(command, environment=environment)
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._failures, self._again_at, self._started_at = 0, 0.0, 0.0

    def look(self) -> None:
        """Start the child when it is due; called often, costs nothing, and never raises."""
        if self._process is not None and (code := self._process.poll()) is not None:
            # One that had worked for a while did not fail at the start.
            lived = self._clock() - self._started_at
            self._failures = 1 if lived > max(BACK_OFF_SECONDS) else self._failures + 1
            pause = pause_after(self._failures)
            to_stderr(f"The sealer of history ended (exit code {code}); it starts again in {pause:.0f} s.")
            self._process, self._again_at = None, self._clock() + pause
        if self._process is None and self._clock() >= self._again_at:
            self._start()

    def _start(self) -> None:
        self._started_at = self._clock()
        try:
            self._process = self._child.start()
        except (OSError, subprocess.SubprocessError) as error:
            self._failures += 1
            self._again_at = self._clock() + pause_after(self._failures)
            to_stderr(f"The sealer of history cannot be started: {error}")

    def stop(self) -> None:
        """End the child, which seals once more; after LAST_SEAL_SECONDS it is killed."""
        if self._process is not None:
            stop(self._process, STOPPING)
            self._process = None


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
