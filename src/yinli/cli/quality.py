"""What `make lint`, `make test` and `make test-deep` run: every part, however an earlier one ended."""

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from yinli.cli.folders import PROJECT

BIN = PROJECT / ".venv" / "bin"
PYTEST = (str(BIN / "python"), "-m", "pytest")
# One more than there are processors: some always wait for a browser, or for the database.
WORKERS = str((os.cpu_count() or 2) + 1)
# What shares dear fixtures stays on one worker (conftest.py says what).
PARALLEL = ("-n", WORKERS, "--dist", "loadscope", "--no-loadscope-reorder")
DEEP_FOLDERS = ("tests/faults",)
# Asks the whole house again without each of its guards.
MUTANTS = "tests/matrix/test_mutants.py"


@dataclass(frozen=True)
class Part:
    """One check: its name, its command, and more environment for it."""

    name: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()

    def run(self) -> int:
        """Run it; what it prints goes to the terminal."""
        print(f"\n── {self.name}", flush=True)
        return subprocess.run(
            self.command, cwd=PROJECT, env={**os.environ, **dict(self.environment)}
        ).returncode


def lint() -> list[Part]:
    """The checks that run nothing of Yinli."""
    parts = [
        Part("style (ruff check)", (str(BIN / "ruff"), "check", ".")),
        Part("format (ruff format)", (str(BIN / "ruff"), "format", "--check", ".")),
        Part("arrows (import-linter)", (str(BIN / "lint-imports"),)),
    ]
    if "mypy" in tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8")).get("tool", {}):
        # As the owner of no database: mypy's Django plug-in loads the settings, and connects to nothing.
        parts.append(Part("types (mypy)", (str(BIN / "mypy"),)))
    return parts


def test() -> list[Part]:
    """Everything but the deep tests."""
    ignored = [f"--ignore={folder}" for folder in DEEP_FOLDERS]
    return [*lint(), Part("tests (pytest)", (*PYTEST, *PARALLEL, "-m", "not deep", *ignored), _browser())]


def deep() -> list[Part]:
    """The slow tests and faults; then the suite once more, on PostgreSQL 15."""
    on_15 = (str(BIN / "python"), "tests/faults/debian_postgres.py")
    ignored = [f"--ignore={folder}" for folder in DEEP_FOLDERS]
    return [
        # Faults start and kill servers of their own: beside each other they would run out of time.
        Part("faults (pytest)", (*PYTEST, "-m", "deep", *DEEP_FOLDERS), _browser()),
        Part("deep tests (pytest)", (*PYTEST, *PARALLEL, "-m", "deep", *ignored), _browser()),
        Part("PostgreSQL 15 (pytest)", (*on_15, *PYTEST, *PARALLEL, "-m", "not deep", *ignored), _browser()),
    ]


def mutants() -> list[Part]:
    """Every guard of the house taken away in turn: the matrix must notice."""
    return [Part("guards taken away (pytest)", (*PYTEST, "-n", "2", "-m", "deep or not deep", MUTANTS))]


def _browser() -> tuple[tuple[str, str], ...]:
    done = subprocess.run(
        (BIN / "python", "tests/find_chromium.py"), cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise SystemExit(1)
    return (("YINLI_CHROMIUM", done.stdout.strip()),)


def main(which: str) -> int:
    """Run the parts of `which`, say how each went and how long it took; 1 when any failed."""
    sets: dict[str, Callable[[], list[Part]]] = {"lint": lint, "test": test, "deep": deep, "mutants": mutants}
    lines, failed = [], 0
    for part in sets[which]():
        start = time.monotonic()
        code = part.run()
        failed |= code != 0
        lines.append(f"  {'failed' if code else 'ok':<7} {time.monotonic() - start:6.1f} s  {part.name}")
    print("\n" + "\n".join(lines), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
