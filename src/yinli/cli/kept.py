"""A child that `yinli up` keeps running beside the web server: started again after a pause, which grows."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from yinli.cli.postgres import to_stderr
from yinli.cli.processes import Child, stop

# After a failure it tries again soon, then ever later; never later than every ten minutes.
BACK_OFF_SECONDS = (5.0, 15.0, 60.0, 180.0, 600.0)


def pause_after(failures: int, every: float = 60.0, back_off: Sequence[float] = BACK_OFF_SECONDS) -> float:
    """Seconds until the next try after so many failures in a row; `every` after none."""
    return back_off[min(failures, len(back_off)) - 1] if failures else every


class Kept:
    """The child as `yinli up` keeps it: started, looked at now and then, started again after a pause."""

    called = "child"
    stopping: tuple[tuple[int, float], ...] = ()
    back_off: Sequence[float] = BACK_OFF_SECONDS

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        clock: Callable[[], float] = time.monotonic,
    ):
        self._child = Child(command, environment=environment)
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._failures, self._again_at, self._started_at = 0, 0.0, 0.0

    def look(self) -> None:
        """Start the child when it is due; called often, costs nothing, and never raises."""
        if self._process is not None and (code := self._process.poll()) is not None:
            # One that had worked for a while did not fail at the start.
            lived = self._clock() - self._started_at
            self._failures = 1 if lived > max(self.back_off) else self._failures + 1
            pause = pause_after(self._failures, 0, self.back_off)
            to_stderr(f"The {self.called} ended (exit code {code}); it starts again in {pause:.0f} s.")
            self._process, self._again_at = None, self._clock() + pause
        if self._process is None and self._clock() >= self._again_at:
            self._start()

    def _start(self) -> None:
        self._started_at = self._clock()
        try:
            self._process = self._child.start()
        except (OSError, subprocess.SubprocessError) as error:
            self._failures += 1
            self._again_at = self._clock() + pause_after(self._failures, 0, self.back_off)
            to_stderr(f"The {self.called} cannot be started: {error}")

    def stop(self) -> None:
        """End the child in order; whoever does not end in time is killed."""
        if self._process is not None:
            stop(self._process, self.stopping)
            self._process = None
