"""PostgreSQL 15 from Debian, on a free port with data of its own: the oldest server Yinli promises.

`python tests/faults/debian_postgres.py CMD …` runs a command with DATABASE_URL and DATABASE_APP_URL
set to it, and returns the command's exit code.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from yinli.cli.cluster import Cluster, database_account
from yinli.cli.postgres import EmbeddedServer

BINARIES = Path("/usr/lib/postgresql/15/bin")


class NoServer(Exception):
    """PostgreSQL 15 is not here and cannot be installed; says what to do."""


class DebianServer(EmbeddedServer):
    """The embedded server's life with other binaries."""

    def _cluster(self) -> Cluster:
        return Cluster(self.folder / "data", binaries(), database_account())


def binaries() -> Path:
    """Where version 15 is; installs it as root on Debian; raises NoServer."""
    if not (BINARIES / "initdb").exists() and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    if not (BINARIES / "initdb").exists():
        raise NoServer(f"No PostgreSQL 15 in {BINARIES}. On Debian 12: apt-get install postgresql-15")
    return BINARIES


def install() -> None:
    """Install the package without the cluster it would start by itself."""
    settings = Path("/etc/postgresql-common/createcluster.d")
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "yinli.conf").write_text("create_main_cluster = false\n", encoding="utf-8")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (("update",), ("install", "--yes", "--no-install-recommends", "postgresql-15")):
        subprocess.run(("apt-get", "--quiet", *arguments), env=quiet, stdout=sys.stderr, check=False)


def main(command: list[str]) -> int:
    """Run `command` on a new server and throw the server away."""
    place = Path(tempfile.mkdtemp(prefix="yinli-postgres-15-"))
    place.chmod(0o755)  # the server runs as another account
    try:
        with DebianServer(place / "pg", fsync=False, purpose="the tests on PostgreSQL 15") as server:
            ours = "YINLI_DATABASE_"
            kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
            given = {"DATABASE_URL": server.owner_url, "DATABASE_APP_URL": server.app_url}
            return subprocess.run(command, env={**kept, **given}).returncode
    except NoServer as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
