"""`yinli up`: database, tables, demo and web server as children of one process that ends them all."""

import errno
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from yinli.cli.database import Database, Marks, is_empty_of_people, migrate, own_database, with_settings
from yinli.cli.failure import Failure
from yinli.cli.folders import database_folder
from yinli.cli.kept import Kept
from yinli.cli.parent import Parent
from yinli.cli.postgres import STATE_LOCK, Held, to_stderr
from yinli.cli.processes import Child, Lock, stop, wait_until
from yinli.cli.sealer import Sealer
from yinli.cli.worker import Worker

READY_SECONDS = 60
ENDING_SECONDS = 10
Login = tuple[str, str, str]  # user name, password, who that is
WEB_STOPPING = ((signal.SIGTERM, 6.0),)


@dataclass(frozen=True)
class Options:
    """How to serve."""

    port: int = 8000
    host: str = "127.0.0.1"
    workers: int = 2
    demo: bool = True
    parent: Parent | None = None

    @property
    def address(self) -> str:
        """What to type into a browser on this machine."""
        return f"http://localhost:{self.port}"


_asked = threading.Event()


class Ended(BaseException):
    """A signal asked us to end. No Exception, so that nothing on the way takes it for an error."""


def up(options: Options) -> int:
    """Serve until a signal (0) or until a part ends by itself (its exit code, at least 1)."""
    end_on_signals()
    try:
        refuse_second(options)
        with own_database("yinli up") as database:
            migrate(database)
            logins = load_demo(database) if options.demo else []
            return _serve(database, options, logins)
    except Ended:
        say("Stopped.")
        return 0


def end_on_signals() -> None:
    """Turn SIGINT, SIGTERM and SIGHUP into `Ended`, once: a second one must not interrupt the clearing up.

    Python drops what is raised while it clears an object away, so the word is kept as well (`asked_to_end`): a signal
    that came in such a moment would otherwise be lost, and all later ones are ignored.
    """

    def end(number: int, frame: FrameType | None) -> NoReturn:
        for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(other, signal.SIG_IGN)
        _asked.set()
        raise Ended

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # nohup ignores SIGHUP on purpose.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, end)


def asked_to_end() -> bool:
    """Whether a signal has asked, even if its `Ended` was lost."""
    return _asked.is_set()


def refuse_second(options: Options) -> None:
    """Say what is in the way before anything is started."""
    lock = Lock(database_folder() / STATE_LOCK)
    if "DATABASE_URL" not in os.environ and lock.held():
        raise Held(database_folder(), lock.note())
    # A killed run leaves its note in the lock; its web server may still be letting go of the port.
    patience = ENDING_SECONDS if lock.note() else 0
    if not wait_until(lambda: not _in_the_way(options), patience):
        raise Failure(
            f"Port {options.port} of {options.host} is used by another program. Stop that program, or "
            f"choose another port: `yinli up --port {options.port + 1}` or `make up PORT={options.port + 1}`."
        )


def _in_the_way(options: Options) -> bool:
    # Browsers may try localhost by IPv6 first, and would find the other program there.
    return _taken(socket.AF_INET, options.host, options.port) or _taken(socket.AF_INET6, "::1", options.port)


def _taken(family: socket.AddressFamily, host: str, port: int) -> bool:
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EACCES:
            raise Failure(
                f"Port {port} needs rights of the administrator; choose one of 1024 or more."
            ) from error
        # A machine without IPv6 cannot have anything in the way there.
        return error.errno == errno.EADDRINUSE
    return False


def load_demo(database: Database) -> list[Login]:
    """Load the demo district once into an empty database; returns its log-ins, none for other data."""
    marks = Marks(database.urls.owner_url)
    if "holds" not in marks.read():
        command = (sys.executable, "-m", "yinli.cli.first_load")
        code = Child(command, environment=with_settings(database.owner_environment())).run()
        if code:
            raise Failure(
                f"Loading the demo district ended with exit code {code}; the messages above say why. "
                "`yinli up --no-demo` starts without it."
            )
    found = marks.read()
    return [(name, password, who) for name, password, who in json.loads(found.get("logins", "[]"))]


def _serve(database: Database, options: Options, logins: list[Login]) -> int:
    command = (sys.executable, "-m", "yinli.cli.web", options.host, str(options.port), str(options.workers))
    web = Child(command, environment=with_settings(database.web_environment())).start()
    beside: list[Kept] = [
        Worker(with_settings(database.web_environment())),
        Sealer(database.owner_environment()),
    ]
    try:
        if not wait_until(lambda: answers(options) or web.poll() is not None, READY_SECONDS, every=0.05):
            raise Failure(f"The web server did not answer on {options.address}/healthz in {READY_SECONDS} s.")
        if web.poll() is None:
            if database.server is not None:
                database.server.tell(serving=options.address)
            announce(options, logins, is_empty_of_people(database.urls.owner_url))
        return _watch(database, web, beside, options.parent)
    finally:
        stop_group(web)
        # After the web server: what its last requests did, and the last job, is sealed as well.
        for child in beside:
            child.stop()


def answers(options: Options) -> bool:
    """Whether the web server says that it is well."""
    connection = http.client.HTTPConnection(options.host, options.port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{options.port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def announce(options: Options, logins: list[Login], empty: bool = False) -> None:
    """Say where Yinli is, and as whom to log in while it holds the demo district."""
    lines = [f"Yinli is ready: {options.address}"]
    if logins:
        width = max(len(name) for name, _, _ in logins)
        lines += ["Demo log-ins (user, password, who):"]
        lines += [f"  {name:<{width}}  {password}  {who}" for name, password, who in logins]
    if empty:
        lines += [
            "Nobody can log in yet. Open the first administrator's account from another terminal:",
            "  yinli account admin NAME",
        ]
    say("\n".join([*lines, "Ctrl-C stops all of it."]))


def _watch(
    database: Database, web: subprocess.Popen[bytes], beside: list[Kept], parent: Parent | None
) -> int:
    while True:
        for child in beside:
            child.look()
        if asked_to_end() or (parent is not None and parent.is_ending()):
            raise Ended
        if (code := web.poll()) is not None:
            say(f"The web server ended by itself (exit code {code}); stopping the rest.")
            return max(code, 1)
        server = database.server
        if server is not None and server.ended():
            say(f"The database ended by itself; stopping the rest. Its log: {server.folder / 'postgres.log'}")
            return 1
        time.sleep(0.2)


def stop_group(child: subprocess.Popen[bytes]) -> None:
    """Stop a child in order, then whatever is left of its session: workers whose main was killed."""
    stop(child, WEB_STOPPING)
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # nobody is left


def say(line: str) -> None:
    """Speak to the terminal, which may be gone already when SIGHUP ends us."""
    try:
        to_stderr(line)
    except OSError:
        return
