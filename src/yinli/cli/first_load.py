"""Loads the demo district into an empty database; runs in a process of its own, as the owner."""

import sys
from datetime import datetime
from zoneinfo import ZoneInfo

LOADED, OWN_DATA, NO_DEMO = 0, 20, 21


def main() -> int:
    """Exit codes: LOADED, OWN_DATA when people work here already, NO_DEMO when no demo is installed."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model

    try:
        from yinli.demo import LOGINS, load
    except ImportError as error:
        print(f"No demo district to load: {error}", file=sys.stderr)
        return NO_DEMO
    users = get_user_model().objects
    if users.exists():
        return LOADED if users.filter(username=LOGINS[0][0]).exists() else OWN_DATA
    print("Loading the demo district (once) …", file=sys.stderr, flush=True)
    load(as_of=datetime.now(ZoneInfo(settings.DISTRICT_TZ)).date())
    return LOADED


if __name__ == "__main__":
    sys.exit(main())
