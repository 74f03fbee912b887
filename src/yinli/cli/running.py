"""Runs somebody's command with the database up."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from types import FrameType

from yinli.cli.failure import Failure


def run_in_terminal(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run `command` in the foreground and return its exit code (128 + signal when one ended it).

    It stays in our session, so that Ctrl-C and the keyboard reach it; we wait until it is done, because
    the database is ours.
    """
    try:
        child = subprocess.Popen(list(command), env=dict(environment))
    except FileNotFoundError as error:
        raise Failure(f"There is no program {command[0]!r} to run.") from error

    def forward(number: int, frame: FrameType | None) -> None:
        child.send_signal(number)

    def leave_to_child(number: int, frame: FrameType | None) -> None:
        """The terminal has sent it to both."""

    signal.signal(signal.SIGINT, leave_to_child)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    code = child.wait()
    return code if code >= 0 else 128 - code
