"""Child processes that never outlive their parent, and the lock that makes one owner."""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing may take a lock, and dlopen does.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Account:
    """The system account a child runs as."""

    name: str
    uid: int
    gid: int


def die_with_parent(signal_number: int) -> None:
    """Ask the kernel to send `signal_number` to this process when the thread that started it ends.

    Only Linux has this. On macOS a child outlives a parent that was killed with SIGKILL; the next
    start finds such a database by its postmaster.pid and stops it first.
    """
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)


def _in_child(parent: int, signal_number: int) -> Callable[[], None]:
    def prepare() -> None:
        # subprocess calls this after setuid, which would have cleared the death signal.
        die_with_parent(signal_number)
        if os.getppid() != parent:  # the parent died before the signal was armed
            os._exit(1)

    return prepare


@dataclass(frozen=True)
class Child:
    """What to start, as whom, and which signal it gets when its parent dies."""

    command: Sequence[str]
    death_signal: int = signal.SIGTERM
    account: Account | None = None
    environment: Mapping[str, str] | None = None
    cwd: Path | None = None
    output: IO[bytes] | int | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """Start in a session of its own, so that Ctrl-C in the terminal reaches the parent only."""
        return subprocess.Popen(
            [str(part) for part in self.command],
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT if self.output is not None else None,
            start_new_session=True,
            preexec_fn=_in_child(os.getpid(), self.death_signal),
            env=None if self.environment is None else dict(self.environment),
            cwd=self.cwd,
            **as_account(self.account),
        )

    def run(self) -> int:
        """Start, wait for the end and return the exit code; whatever interrupts the wait ends the child."""
        child = self.start()
        try:
            return child.wait()
        finally:
            stop(child, ((signal.SIGTERM, 5.0),))


def as_account(account: Account | None) -> dict[str, Any]:
    """The keywords with which subprocess runs something as `account`."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def stop(child: subprocess.Popen[bytes], signals: Sequence[tuple[int, float]]) -> int:
    """Send each signal in turn and wait its seconds; the last resort is SIGKILL. Returns the exit code."""
    for number, seconds in (*signals, (signal.SIGKILL, 10.0)):
        if child.poll() is not None:
            break
        child.send_signal(number)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    return child.wait()


def alive(pid: int) -> bool:
    """Whether a process with this number exists, whoever owns it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def wait_until(condition: Callable[[], bool], seconds: float, every: float = 0.02) -> bool:
    """Ask `condition` until it is true or `seconds` have passed; returns the last answer."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


class Lock:
    """A file that one process at a time holds; the kernel lets go of it when that process ends."""

    def __init__(self, path: Path):
        self.path = path
        self._handle: IO[str] | None = None

    def take(self, note: Mapping[str, object]) -> bool:
        """Take the lock and leave `note` for whoever comes second; False when it is held."""
        handle = self.path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            return False
        self._handle = handle
        self.write(note)
        return True

    def write(self, note: Mapping[str, object]) -> None:
        """Replace the note of a lock that is held."""
        if self._handle is None:
            raise RuntimeError(f"{self.path} is not held")
        self._handle.truncate(0)
        json.dump(dict(note), self._handle)
        self._handle.flush()

    def release(self) -> None:
        """Let go of the lock; its file stays, since removing it would let two processes hold it."""
        if self._handle is not None:
            self._handle.truncate(0)
            self._handle.close()
            self._handle = None

    def held(self) -> bool:
        """Whether another process holds it now."""
        if not self.path.exists():
            return False
        with self.path.open("r", encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def note(self) -> dict[str, object]:
        """What the holder left; empty when nothing readable is there."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
