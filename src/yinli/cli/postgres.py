"""The embedded PostgreSQL: a child of whoever holds the lock of its folder, never longer alive."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from yinli.cli.bootstrap import (
    APP,
    DATABASE,
    OWNER,
    Urls,
    bootstrap,
    environment,
    from_environment,
    with_login,
)
from yinli.cli.cluster import (
    ADMIN,
    Cluster,
    Say,
    clean_environment,
    command_of,
    initialise,
    locate,
    make_folder,
)
from yinli.cli.failure import Failure
from yinli.cli.passwords import Passwords
from yinli.cli.processes import Child, Lock, alive, stop, wait_until

STATE_LOCK, LOG = "lock.json", "postgres.log"
# SIGINT is PostgreSQL's fast shutdown: sessions are cut off, the data are left clean.
STOPPING = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0))
LOG_LIMIT_BYTES = 10_000_000
DURABLE: Mapping[str, str] = {"max_wal_size": "512MB"}
# Tests throw their data away, and a restore does when it fails: without these both wait for the disk most of the time.
THROWN_AWAY: Mapping[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    **dict.fromkeys(("timezone", "log_timezone"), "UTC"),
    "max_connections": "80",
    "shared_buffers": "128MB",
    "jit": "off",  # planning our short queries with it costs more than running them
    "max_parallel_workers_per_gather": "0",  # a helper is taken from another page, and costs to start
    "random_page_cost": "1.1",  # what is read lies in memory, or on a disk that does not seek
}


def to_stderr(line: str) -> None:
    """Say something to the person without mixing it into a command's output."""
    print(line, file=sys.stderr, flush=True)


class EmbeddedServer:
    """The server of `folder` (var/pg), as a child of this process; a context manager.

    `fsync=False` is for tests, and for a restore, which calls `to_disk` at its end. `purpose` tells a second process.
    """

    def __init__(self, folder: Path, fsync: bool = True, *, purpose: str = "yinli", say: Say = to_stderr):
        self.folder = folder.absolute()
        self.port = 0
        self.child: subprocess.Popen[bytes] | None = None
        self._settings = {**SETTINGS, **(DURABLE if fsync else THROWN_AWAY)}
        self._fsync = fsync
        self._purpose, self._say = purpose, say
        self._urls: Urls | None = None
        self._passwords: Passwords | None = None
        make_folder(self.folder)
        self.lock = Lock(self.folder / STATE_LOCK)

    @property
    def urls(self) -> Urls:
        """The two log-ins of the running server."""
        if self._urls is None:
            raise RuntimeError(f"the database of {self.folder} has not been started")
        return self._urls

    @property
    def owner_url(self) -> str:
        """The log-in that migrates."""
        return self.urls.owner_url

    @property
    def app_url(self) -> str:
        """The log-in that serves requests."""
        return self.urls.app_url

    def __enter__(self) -> "EmbeddedServer":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> "EmbeddedServer":
        """Start and prepare the server; raises Held when another process owns it, Failure otherwise."""
        if not self.lock.take({"pid": os.getpid(), "purpose": self._purpose}):
            raise Held(self.folder, self.lock.note())
        try:
            # Before anything looks at the data: locating them may move them.
            end_orphan(self.folder / "data", self._say)
            cluster = self._cluster()
            self._passwords = Passwords(secrets_of(self.folder))
            initialise(cluster, self._passwords, sync=self._fsync)
            end_orphan(cluster.data, self._say)
            self._launch(cluster)
            self._urls = bootstrap(self.admin_url, DATABASE, self._passwords, ours=True)
            self.tell(port=self.port)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End the server in order and let go of the folder; calling it again does nothing."""
        if self.child is not None:
            stop(self.child, STOPPING)
            self.child = None
        self._urls = None
        self.lock.release()

    def to_disk(self) -> None:
        """Have every file of a stopped server that ran without fsync on the disk before anybody relies on it."""
        cluster = self._cluster()
        cluster.run("initdb", "--sync-only", "--pgdata", str(cluster.data))

    def tell(self, **more: object) -> None:
        """Add to what other processes may know: the port for those that attach, `serving` for people."""
        self.lock.write({**self.lock.note(), **more})

    def _cluster(self) -> Cluster:
        return locate(self.folder, self._say)

    @property
    def admin_url(self) -> str:
        """The log-in of the server's superuser: makes the roles, and tests what even it cannot do unseen."""
        assert self._passwords is not None
        address = f"postgresql://127.0.0.1:{self.port}/"
        return with_login(address, ADMIN, self._passwords.ensure(ADMIN), "postgres")

    def _launch(self, cluster: Cluster) -> None:
        for _ in range(5):
            log_from = self._start_child(cluster)
            if wait_until(lambda: self._ready(cluster) or self.ended(), seconds=120) and not self.ended():
                return
            said = _tail(self.folder / LOG, log_from)
            stop(self._child(), STOPPING)
            # Backends of a server that was killed need a moment to notice; a port may be taken meanwhile.
            if "still in use" not in said and "Address already in use" not in said:
                break
            time.sleep(0.5)
        raise Failure(
            f"PostgreSQL did not start in {cluster.data}. Its log, {self.folder / LOG}, ends with:\n{said}"
        )

    def _start_child(self, cluster: Cluster) -> int:
        self.port = free_port()
        command = [str(cluster.binaries / "postgres"), "-D", str(cluster.data), "-p", str(self.port)]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        log = self.folder / LOG
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            position = output.tell()
            child = Child(command, signal.SIGINT, cluster.account, clean_environment(), Path("/"), output)
            try:
                self.child = child.start()
            except (PermissionError, subprocess.SubprocessError) as error:
                raise Failure(f"PostgreSQL cannot be started as {cluster.account}: {error}") from error
        return position

    def _child(self) -> subprocess.Popen[bytes]:
        assert self.child is not None
        return self.child

    def ended(self) -> bool:
        """Whether the server is gone though nobody stopped it."""
        return self._child().poll() is not None

    def _ready(self, cluster: Cluster) -> bool:
        lines = _pid_file(cluster.data)
        return len(lines) > 7 and lines[0] == str(self._child().pid) and lines[7].strip() == "ready"


class Held(Failure):
    """Another process owns the database of this folder."""

    def __init__(self, folder: Path, note: Mapping[str, object]):
        self.note = note
        serving = f" and serves on {note['serving']}" if note.get("serving") else ""
        super().__init__(
            f"The database in {folder} is already owned by `{note.get('purpose', 'another process')}` "
            f"(process {note.get('pid', 'unknown')}){serving}. Use that one, or stop it with Ctrl-C in its "
            f"terminal or `kill {note.get('pid', 'PID')}`."
        )


def secrets_of(folder: Path) -> Path:
    """The file with the passwords of the server in `folder`."""
    return folder.parent / "secrets" / f"{folder.name}.json"


def attach(folder: Path) -> Urls | None:
    """The log-ins of the server that another process runs in `folder`; None when none runs."""
    lock = Lock(folder.absolute() / STATE_LOCK)
    if not lock.held():
        return None
    note: dict[str, object] = {}

    def known() -> bool:
        note.update(lock.note())
        return "port" in note or not lock.held()

    # Its owner may be on the way up: the port is the last thing it writes.
    wait_until(known, seconds=60)
    if "port" not in note or not lock.held():
        return None
    passwords = Passwords(secrets_of(folder.absolute()))
    address = f"postgresql://127.0.0.1:{note['port']}/"
    owner_url, app_url = (
        with_login(address, role, passwords.ensure(role), DATABASE) for role in (OWNER, APP)
    )
    return Urls(owner_url, app_url)


def test_server(folder: Path) -> "EmbeddedServer | None":
    """A database for a test run: puts its log-ins into the environment and returns what to stop.

    None when there is nothing to stop: DATABASE_URL names a server, or this is a worker of a run whose
    first process has one. Runs at the same time get folders of their own (var/pg-test, var/pg-test-2 …).
    """
    if "YINLI_DATABASE_OWNER_URL" in os.environ:
        return None
    if (given := from_environment(os.environ, folder.parent / "secrets")) is not None:
        os.environ.update(environment(given))
        return None
    for number in range(1, 17):
        place = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        try:
            server = EmbeddedServer(place, fsync=False, purpose="a test run").start()
        except Held:
            continue
        os.environ.update(environment(server.urls))
        return server
    raise Failure(f"Sixteen test runs hold {folder} already. End one of them.")


test_server.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end_orphan(data: Path, say: Say) -> None:
    """Clear away what a killed owner left; the caller holds the lock, so nobody else uses `data`."""
    lines = _pid_file(data)
    pid = int(lines[0]) if lines and lines[0].isdigit() else 0
    if not pid or not alive(pid):
        return
    if str(data) not in command_of(pid):
        # After a restart of the machine the number belongs to a stranger, and PostgreSQL would refuse.
        (data / "postmaster.pid").unlink()
        return
    say(f"Waiting for the database of an earlier run (process {pid}) to end.")
    # With the death signal of Linux it is ending already; elsewhere it has to be told.
    for number in (signal.SIGINT, signal.SIGINT, signal.SIGQUIT):
        os.kill(pid, number)
        if wait_until(lambda: not alive(pid), seconds=10):
            return
    raise Failure(
        f"The database process {pid} of {data} does not end. Stop it with `kill -9 {pid}` and try again."
    )


def _pid_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _tail(log: Path, position: int) -> str:
    with log.open("rb") as file:
        file.seek(position)
        return file.read()[-3000:].decode(errors="replace").rstrip()
