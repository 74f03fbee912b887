"""The process that started us: when it ends, or is asked to, so do we (`yinli up --with-parent`)."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from yinli.cli.failure import Failure
from yinli.cli.processes import die_with_parent

LOOK_AGAIN_SECONDS = 0.5
_SIGINT = 1 << (signal.SIGINT - 1)


@dataclass(frozen=True)
class Parent:
    """`blocked` are the signals it held back when it started us."""

    pid: int
    blocked: int

    def is_ending(self) -> bool:
        """Whether it was interrupted alone and waits for us to end.

        Ctrl-C in a terminal reaches us as well. `kill -INT` to make does not: make blocks the signal
        and waits for its child, which would never hear of it. So we look.
        """
        # Looked at twice: a Python parent blocks every signal for the moment in which it starts a process.
        if not self._holds_sigint():
            return False
        time.sleep(LOOK_AGAIN_SECONDS)
        return self._holds_sigint()

    def _holds_sigint(self) -> bool:
        return bool(_blocked(self.pid) & ~self.blocked & _SIGINT)


def follow(pid: int) -> Parent:
    """End like on SIGTERM when the parent dies; `pid` is its number as first seen."""
    die_with_parent(signal.SIGTERM)
    if os.getppid() != pid:
        raise Failure("The process that started `yinli up` is gone.")
    return Parent(pid, _blocked(pid))


def _blocked(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:  # no Linux, or gone: then the death signal has been sent
        return 0
    return next((int(line.split()[1], 16) for line in lines if line.startswith("SigBlk:")), 0)
