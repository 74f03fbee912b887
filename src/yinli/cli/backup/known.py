"""Prints the migrations this program knows; a process of its own, since loading Django needs settings."""

import json


def main() -> None:
    """One JSON list of [app, name]; connects to no database."""
    import django

    django.setup()
    from django.db.migrations.loader import MigrationLoader

    print(json.dumps(sorted(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)))


if __name__ == "__main__":
    main()
