"""`yinli check`: is this installation in order?"""

import subprocess
import sys
from collections.abc import Callable

from yinli.cli.database import Database, any_database, with_settings


def run_checks() -> int:
    """Run every check, say how each went, and return 1 when one failed."""
    failed = not _told("rule tables", _rules)
    with any_database("yinli check") as database:
        for name, arguments in (
            ("settings", ("check", "--fail-level", "WARNING")),
            ("no migration missing", ("makemigrations", "--check", "--dry-run")),
            ("migrations applied", ("migrate", "--check")),
        ):
            failed |= not _told(name, _django(database, *arguments))
    return int(failed)


def _told(name: str, check: Callable[[], str]) -> bool:
    problem = check()
    print(f"{'failed' if problem else 'ok    '}  {name}")
    if problem:
        print("        " + problem.replace("\n", "\n        "))
    return not problem


def _rules() -> str:
    from yinli.core import rulebook

    return "\n".join(str(error) for error in rulebook.check_all())


def _django(database: Database, *arguments: str) -> Callable[[], str]:
    def check() -> str:
        command = [sys.executable, "-m", "django", *arguments]
        variables = with_settings(database.owner_environment())
        done = subprocess.run(command, env=variables, capture_output=True, text=True)
        return (
            (done.stdout + done.stderr).strip() or f"exit code {done.returncode}" if done.returncode else ""
        )

    return check
