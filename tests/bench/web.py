"""What the pages cost: `make bench-web`, or parts of it (`web.py pages load peer`). Figures go to var/bench/web.json.

- pages: server time and queries of every page of the demo, one after the other in one process;
- load: an open loop of 20 requests a second over board, list, project page and Today against a real server;
- peer: the list of projects, as data and as a page, against a Django REST framework viewset on the same server.

docs/performance.md says how to fill a database to measure on.
"""

import logging
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS, BAR_MS, BAR_QUERIES = 20, 200, 15
PARTS = ("pages", "load", "peer")


def main() -> int:
    """Measure the parts named, all where none is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinli.config.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from yinli.config.wsgi import settle

    settle()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    logging.disable(logging.WARNING)
    from tests.bench.results import keep

    does = {"pages": pages, "load": load, "peer": peer}
    for part in sys.argv[1:] or PARTS:
        keep(part, does[part]())
    return 0


def person(username: str):
    """One of the demo's people."""
    from yinli.base.accounts.models import User

    return User.objects.select_related("unit").get(username=username)


def load() -> list[dict]:
    """The open loop."""
    from tests.bench import open_loop
    from tests.bench.served import server, session_of
    from yinli.base.accounts.models import SYSTEM
    from yinli.base.accounts.viewer import viewing_as
    from yinli.domain.projects.models import Project

    addresses, sessions = {}, {}
    for username in open_loop.PEOPLE:
        viewer = person(username)
        with viewing_as(viewer):
            addresses[username] = open_loop.addresses_for(viewer)
        sessions[username] = session_of(viewer)
    with viewing_as(SYSTEM):
        projects = Project.objects.count()
    with server() as port:
        return open_loop.measured(port, sessions, addresses, projects)


def peer() -> list[dict]:
    """The viewset beside the list."""
    from tests.bench import against_rest
    from tests.bench.served import server, session_of

    session = session_of(person("bureau"))
    settings = "tests.bench.rest_settings"
    bare = {"YINLI_BENCH_BARE": "1", "YINLI_AS_OWNER": "1"}
    with server(settings) as port, server(settings, **bare) as bare_port:
        return against_rest.measured(port, session, bare_port)


def pages() -> list[dict]:
    """One row a bar: the slowest page's p95 and the hungriest page's queries."""
    from tests.bench.results import row
    from tests.test_query_budget import addresses

    rows = []
    for username in ("officer", "bureau", "leader"):
        viewer = person(username)
        rows += [measured(viewer, name, address) for name, address in sorted(addresses(viewer).items())]
    shown = [one for one in rows if one]
    for username, name, p50, p95, queries in sorted(shown, key=lambda one: -one[3]):
        print(f"{p95:8.1f} ms p95 {p50:8.1f} ms median {queries:4d} queries  {name} ({username})")
    slowest, hungriest = max(shown, key=lambda one: one[3]), max(shown, key=lambda one: one[4])
    return [
        row(f"slowest page p95: {slowest[1]}", slowest[3], "ms", f"< {BAR_MS}"),
        row(f"most queries on a page: {hungriest[1]}", hungriest[4], "queries", f"<= {BAR_QUERIES}"),
        row("median of all pages", statistics.median(one[2] for one in shown), "ms"),
    ]


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


if __name__ == "__main__":
    sys.exit(main())
