"""What row-level security costs on list pages: the same requests as a role it holds for and as one it does not.

`yinli_app` meets the walls, `yinli_owner` does not; both in one run, by turns, on one database.
Run by tests/bench/walls.py through `yinli db exec`; prints one JSON row.
"""

import json
import os
import statistics
import time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from yinli.base.accounts.models import User  # noqa: E402
from yinli.config.settings import database  # noqa: E402

PAGES = (
    "/projects/", "/projects/board/", "/enterprises/", "/visits/", "/agreements/", "/talents/", "/follow-ups/",
    "/intake/", "/trips/",
)  # fmt: skip
PEOPLE = ("bureau", "officer")
ROUNDS, BAR = 15, 10
LOGINS = {"with": "YINLI_DATABASE_APP_URL", "without": "YINLI_DATABASE_OWNER_URL"}


def timed(leg: str) -> dict[tuple[str, str], float]:
    """Seconds of each page for each person, in a connection of this leg's role."""
    connection.close()
    connection.settings_dict.update(database(os.environ[LOGINS[leg]]))
    found = {}
    for username in PEOPLE:
        client = Client()
        client.force_login(User.objects.get(username=username))
        client.get("/today/")
        for page in PAGES:
            start = time.perf_counter()
            response = client.get(page)
            if response.status_code == 200:
                found[username, page] = time.perf_counter() - start
    return found


def main() -> None:
    """Print what the walls cost, in per cent of the pages' median times."""
    settings.ALLOWED_HOSTS = ["testserver"]
    told: dict[str, list[dict]] = {"with": [], "without": []}
    timed("with"), timed("without")
    for turn in range(ROUNDS):
        for leg in ("with", "without") if turn % 2 else ("without", "with"):
            told[leg].append(timed(leg))
    sums = {
        leg: sum(statistics.median(one[key] for one in rows) for key in rows[0]) for leg, rows in told.items()
    }
    cost = (sums["with"] / sums["without"] - 1) * 100
    row = {"name": "row-level security on list pages", "value": round(cost, 1), "unit": "% slower"}
    print(json.dumps({**row, "peer": 0.0, "bar": f"<= {BAR}", "holds": cost <= BAR}))


if __name__ == "__main__":
    main()
