"""pg_dump and pg_restore: found in the right version, run without a secret on their command line."""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from yinli.cli.cluster import binary_version, clean_environment, wheel_folder
from yinli.cli.failure import Failure

SYSTEM_FOLDERS = Path("/usr/lib/postgresql")
BLOCK_BYTES = 1024 * 1024
LOCK_WAIT = "30s"


def choose(found: dict[int, Path], major: int, at_least: int) -> Path | None:
    """The programs for a server of version `major` that also read dumps of version `at_least`.

    The same version is best: a newer program may send settings that an older server does not know.
    """
    fitting = sorted(version for version in found if version >= max(major, at_least))
    return found[fitting[0]] if fitting else None


def programs(name: str, major: int, at_least: int = 0) -> Path:
    """The program `name` for a server of version `major`; raises Failure that says what to install."""
    found = {int(binary_version(folder)): folder for folder in _folders() if (folder / name).exists()}
    chosen = choose(found, major, at_least)
    if chosen is None:
        have = ", ".join(map(str, sorted(found))) or "none"
        raise Failure(
            f"A server of PostgreSQL {major} needs {name} of version {max(major, at_least)} or later; this machine "
            f"has: {have}. On Debian and Ubuntu: apt-get install postgresql-client-{max(major, at_least)}"
        )
    return chosen / name


def _folders() -> Iterator[Path]:
    on_path = shutil.which("pg_config")
    if on_path and (Path(on_path).resolve().parent / "postgres").exists():
        yield Path(on_path).resolve().parent
    yield from sorted(SYSTEM_FOLDERS.glob("*/bin"))
    with contextlib.suppress(Failure):  # a machine with a server of its own may do without the wheel
        yield from sorted(wheel_folder().glob("pginstall*/bin"))


def version_of(program: Path) -> int:
    """The major version of a program that `programs` found."""
    return int(binary_version(program.parent))


def _login(url: str) -> tuple[str, dict[str, str]]:
    """How a program of PostgreSQL logs in: an address without the password, and the environment with it."""
    known = conninfo_to_dict(url)
    password = known.pop("password", None)
    secret = {"PGPASSWORD": str(password)} if password else {}
    return make_conninfo("", **{name: value for name, value in known.items() if value is not None}), {
        **clean_environment(),
        **secret,
    }


def dump(program: Path, url: str, snapshot: str) -> Iterator[bytes]:
    """The database as pg_dump's custom format, of one snapshot; raises Failure with what pg_dump said."""
    address, environment = _login(url)
    command = [str(program), f"--dbname={address}", "--format=custom", "--compress=5", "--no-password"]
    command += [f"--snapshot={snapshot}", f"--lock-wait-timeout={LOCK_WAIT}"]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=environment, cwd="/")
        assert child.stdout is not None
        try:
            while block := child.stdout.read(BLOCK_BYTES):
                yield block
            code = child.wait()
        finally:
            child.kill()
            child.wait()
            child.stdout.close()
        if code:
            said.seek(0)
            raise Failure(f"pg_dump failed:\n{said.read().decode(errors='replace').strip()}")


def load(program: Path, url: str, archive: Path, *, jobs: int) -> None:
    """Load a dump into an empty database; with one job all of it or nothing. Raises Failure."""
    address, environment = _login(url)
    how = ["--single-transaction"] if jobs == 1 else [f"--jobs={jobs}"]
    # Whoever restores becomes the owner, whatever the owner was called where the dump was made.
    command = [str(program), f"--dbname={address}", "--no-owner", "--exit-on-error", "--no-password", *how]
    child = subprocess.Popen(
        [*command, str(archive)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, cwd="/"
    )
    try:
        said = child.communicate()[1]
    finally:
        child.kill()
        child.wait()
    if child.returncode:
        raise Failure(f"pg_restore failed:\n{said.decode(errors='replace').strip()}")
