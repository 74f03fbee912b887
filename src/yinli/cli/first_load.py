"""Loads the demo district into an empty database; runs in a process of its own, as the owner."""

import json
import os
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from yinli.cli.database import DEMO, OWN_DATA, Marks


def main() -> None:
    """Load it unless people work here already, and mark the database with what it holds."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model

    from yinli.demo import LOGINS, load

    users, marks = get_user_model().objects, Marks(os.environ["YINLI_DATABASE_OWNER_URL"])
    if not users.exists():
        print("Loading the demo district (once) …", file=sys.stderr, flush=True)
        load(as_of=datetime.now(ZoneInfo(settings.DISTRICT_TZ)).date())
    elif not users.filter(username=LOGINS[0][0]).exists():
        marks.write(holds=OWN_DATA)
        return
    # Kept with the data, so that the next start can print them without loading Django.
    marks.write(holds=DEMO, logins=json.dumps(LOGINS))


if __name__ == "__main__":
    main()
