"""Real processes in folders of their own; what a test leaves running is ended and counted as its fault."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from yinli.cli.cluster import POINTER, command_of
from yinli.cli.postgres import free_port

HERE = Path(__file__).parent
# pytest imports each file by its path; the server of PostgreSQL 15 is imported by name.
sys.path.insert(0, str(HERE))


def pytest_configure(config: pytest.Config) -> None:
    """Known here as well as in pyproject.toml, so that this folder can be run alone."""
    config.addinivalue_line("markers", "deep: slow or destructive; run by `make test-deep`")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is deep: a forgotten marker must not bring it into `make test`."""
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker("deep")


def _variables(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def as_in_a_terminal() -> None:
    """Listen to signals again: a run started with nohup or in the background hands on that it ignores them."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Home:
    """A var/ folder, with the processes that belong to it: by their environment or their command line."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self.started: list[subprocess.Popen[bytes]] = []

    def variables(self, **more: str) -> dict[str, str]:
        """The environment of `yinli` with the tiny site in this folder."""
        not_ours = ("YINLI_", "DATABASE_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(not_ours)}
        site = {"DJANGO_SETTINGS_MODULE": "tiny_settings", "PYTHONPATH": str(HERE)}
        return {**kept, **site, "YINLI_VAR": str(self.folder), **more}

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run `yinli` to its end."""
        command = [sys.executable, "-m", "yinli.cli.main", *arguments]
        return subprocess.run(command, env=self.variables(**more), capture_output=True, text=True, timeout=90)

    def command(self) -> list[str]:
        """The command line of `yinli up` here."""
        return [sys.executable, "-m", "yinli.cli.main", "up", "--no-demo", f"--port={self.port}"]

    def up(self, *before: str) -> subprocess.Popen[bytes]:
        """Start `yinli up` and wait until it serves; `before` is a command to start it through."""
        return self.serve([*before, *self.command()])

    def serve(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start something that starts `yinli up`, and wait until that serves."""
        log = self.folder.parent / f"{self.folder.name}-up.log"
        with log.open("wb") as output:
            child = subprocess.Popen(
                command,
                env=self.variables(),
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=as_in_a_terminal,
            )
        self.started.append(child)
        deadline = time.monotonic() + 60
        while "Yinli is ready" not in log.read_text():
            assert child.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        return child

    def log(self) -> str:
        """What `yinli up` said."""
        return (self.folder.parent / f"{self.folder.name}-up.log").read_text()

    def processes(self) -> dict[int, str]:
        """Every process of this folder that is alive, with its command line."""
        pids = {int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()} - {os.getpid()}
        commands = {pid: command_of(pid).strip() for pid in pids}
        return {pid: command for pid, command in commands.items() if command and self._owns(pid, command)}

    def _owns(self, pid: int, command: str) -> bool:
        mark = f"YINLI_VAR={self.folder}\0".encode()
        return mark in _variables(pid) or str(self.folder / "pg") in command or self._is_database(pid)

    def _is_database(self, pid: int) -> bool:
        # A backend renames itself, so its command line tells nothing; where it works does.
        try:
            here = os.readlink(f"/proc/{pid}/cwd")
        except OSError:
            return False
        return here == str(self.data())

    def data(self) -> Path:
        """Where the cluster is."""
        pointer = self.folder / "pg" / POINTER
        return Path(pointer.read_text().strip()) if pointer.exists() else self.folder / "pg" / "data"

    def postmaster(self) -> int:
        """The number of the database's main process."""
        return int((self.data() / "postmaster.pid").read_text().split()[0])

    def gone_within(self, seconds: float) -> dict[int, str]:
        """What is still alive after at most `seconds`."""
        deadline = time.monotonic() + seconds
        while (left := self.processes()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return left

    def clear(self) -> dict[int, str]:
        """End what this home started; returns what should not have been there any more."""
        for child in self.started:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        # As long as `yinli up` itself gives the web server and then the database, and some more.
        left = self.gone_within(45)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        for child in self.started:
            child.wait()
        outside = self.data().parent
        if outside.is_relative_to("/var/lib/yinli") and (self.folder / "pg" / POINTER).exists():
            shutil.rmtree(outside)
        return left


@pytest.fixture
def make_home() -> Iterator[Callable[..., Home]]:
    """Homes in folders that the database's account can pass to, unless a mode is asked for."""
    made: list[Home] = []

    def make(mode: int = 0o755, below: str = "var") -> Home:
        # Not pytest's tmp_path: that is closed to other accounts, which is a case of its own here.
        root = Path(tempfile.mkdtemp(prefix="yinli-fault-"))
        root.chmod(mode)
        made.append(Home(root / below))
        return made[-1]

    yield make
    left = {pid: command for home in made for pid, command in home.clear().items()}
    for home in made:
        shutil.rmtree(home.folder.parent, ignore_errors=True)
    assert not left, f"still running when the test was over: {left}"


@pytest.fixture
def home(make_home: Callable[..., Home]) -> Home:
    """A fresh var/ in a folder that anybody may pass."""
    return make_home()
