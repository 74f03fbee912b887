"""Migrates, in a process of its own: never waits long for a lock, since the web would queue behind it.

Exit code 75 says that a table was in use and that trying again may help (EX_TEMPFAIL of sysexits.h).
"""

import sys

IN_USE = 75


def main() -> int:
    """Apply what is missing; what was applied before a refusal stays, each migration is whole or not there."""
    import django
    import psycopg

    django.setup()
    from django.core.management import call_command
    from django.db.utils import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        if isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
            return IN_USE
        if isinstance(error.__cause__, psycopg.errors.QueryCanceled):
            print(
                "A statement of a migration took longer than YINLI_MIGRATION_SECONDS allows, and was undone. "
                "Stop Yinli, set a larger number (0: no limit), and migrate again.",
                file=sys.stderr,
            )
            return 1
        raise
    return 0


if __name__ == "__main__":
    sys.exit(main())
