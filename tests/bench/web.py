"""Server time and queries of every page of the demo: `make bench-web`.

Asks each address many times in one process, as the person who uses it most, and writes var/bench/web.json.
There is no peer in this run: the bar is the house's own.
"""

import json
import logging
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS, BAR_MS, BAR_QUERIES = 20, 200, 15
# Bars of the pipeline that nothing here measures yet (docs/performance.md says what is missing): none of them holds.
NOT_MEASURED = (
    ("p95 at 20 requests a second, 100,000 projects, open loop", "ms", "< 150"),
    ("JSON list of 50 projects against a REST framework viewset", "times", ">= 3"),
    ("HTML list against that viewset", "times", ">= 1"),
    ("page cost from 10,000 to 1,000,000 projects", "times", "< 1.5"),
)


def main() -> int:
    """Measure, print a table, write the rows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinli.config.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from yinli.config.wsgi import settle

    settle()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from tests.test_query_budget import addresses
    from yinli.base.accounts.models import User

    logging.disable(logging.WARNING)
    rows = []
    for username in ("officer", "bureau", "leader"):
        viewer = User.objects.select_related("unit").get(username=username)
        rows += [measured(viewer, name, address) for name, address in sorted(addresses(viewer).items())]
    shown = [row for row in rows if row]
    for username, name, p50, p95, queries in sorted(shown, key=lambda row: -row[3]):
        print(f"{p95:8.1f} ms p95 {p50:8.1f} ms median {queries:4d} queries  {name} ({username})")
    write(shown)
    return 0


def measured(viewer, name: str, address: str):
    """(who, page, median ms, p95 ms, queries) of a page that this person may open; None otherwise."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(viewer)
    with CaptureQueriesContext(connection) as queries:
        if client.get(address).status_code != 200:
            return None
        asked = len(queries)  # now: the next request empties the log
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(address)
        taken.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(taken, n=20)[-1]
    return viewer.username, name, statistics.median(taken), p95, asked


def write(shown) -> None:
    """One row a bar: the slowest page's p95 and the hungriest page's queries."""
    slowest, hungriest = max(shown, key=lambda row: row[3]), max(shown, key=lambda row: row[4])
    results = [
        {"name": f"slowest page p95: {slowest[1]}", "value": round(slowest[3], 1), "unit": "ms", "peer": None,
         "bar": f"< {BAR_MS}", "holds": slowest[3] < BAR_MS},
        {"name": f"most queries on a page: {hungriest[1]}", "value": hungriest[4], "unit": "queries", "peer": None,
         "bar": f"<= {BAR_QUERIES}", "holds": hungriest[4] <= BAR_QUERIES},
        {"name": "median of all pages", "value": round(statistics.median(row[2] for row in shown), 1), "unit": "ms",
         "peer": None, "bar": None, "holds": None},
    ]  # fmt: skip
    results += [
        {"name": name, "value": None, "unit": unit, "peer": None, "bar": bar, "holds": False}
        for name, unit, bar in NOT_MEASURED
    ]
    folder = ROOT / "var/bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "web.json").write_text(json.dumps(results, ensure_ascii=False, indent=1))
    for row in results:
        print(row)


if __name__ == "__main__":
    sys.exit(main())
