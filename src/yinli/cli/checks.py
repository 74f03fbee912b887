"""`yinli check`: is this installation in order?"""

import subprocess
import sys
from collections.abc import Callable

from yinli.cli.database import Database, any_database, with_settings

# Each of Django's own: its name here, its arguments, and what to do when it fails.
CHECKS = (
    ("settings", ("check", "--fail-level", "WARNING"), "Correct what is named above."),
    (
        "no migration missing",
        ("makemigrations", "--check", "--dry-run"),
        "Write it: yinli manage makemigrations",
    ),
    (
        "migrations applied",
        ("migrate", "--check"),
        "Some are not: run `yinli migrate` (`yinli up` does it too).",
    ),
)


def run_checks() -> int:
    """Run every check, say how each went, and return 1 when one failed."""
    failed = not _told("rule tables", _rules)
    with any_database("yinli check") as database:
        for name, arguments, cure in CHECKS:
            failed |= not _told(name, _django(database, arguments, cure))
    return int(failed)


def _told(name: str, check: Callable[[], str]) -> bool:
    problem = check()
    print(f"{'failed' if problem else 'ok    '}  {name}")
    if problem:
        print("        " + problem.replace("\n", "\n        "))
    return not problem


def _rules() -> str:
    from yinli.base.limits.rules import read_limits
    from yinli.core import rulebook
    from yinli.desk.pipeline.rules import read_leads
    from yinli.domain.channels.rules import read_channels
    from yinli.domain.first_report.rules import read_rules
    from yinli.domain.follow_ups.rules import read_clocks

    loaders = {
        "leads": read_leads, "limits": read_limits, "first_report": read_rules, "channels": read_channels,
        "clocks": read_clocks,
    }  # fmt: skip
    return "\n".join(str(error) for error in rulebook.check_all(loaders))


def _django(database: Database, arguments: tuple[str, ...], cure: str) -> Callable[[], str]:
    def check() -> str:
        command = [sys.executable, "-m", "django", *arguments]
        variables = with_settings(database.owner_environment())
        done = subprocess.run(command, env=variables, capture_output=True, text=True)
        said = (done.stdout + done.stderr).strip()
        return f"{said}\n{cure}".strip() if done.returncode else ""

    return check
