"""Requests that come at their time, whether or not those before are answered: an open loop.

Each is timed from when it was due. One that has to wait because the server is behind waits on the clock, where a
client that asks only after an answer would leave the wait out (co-ordinated omission).
"""

import itertools
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.results import percentile, row
from tests.bench.served import Visitor

# `A_SECOND=10 make bench-web PARTS=load` asks less; the bar is of twenty.
A_SECOND = int(os.environ.get("A_SECOND", "20"))
SECONDS, WARM_SECONDS, BAR_MS = 60, 5, 150
PEOPLE = ("officer", "bureau", "leader")
# So many may wait for an answer at once; 3 s of arrivals.
MOST_WAITING = 60
PAGES = ("board", "list", "project", "today")


@dataclass(frozen=True)
class Asked:
    """One request: whose, which page, where."""

    who: str
    page: str
    address: str


def addresses_for(viewer) -> dict[str, list[str]]:
    """Page → addresses this person asks for: plain ones, and lists and boards narrowed as people narrow them."""
    from yinli.domain.projects.queries import projects

    keys = list(projects(viewer).order_by("pk").values_list("pk", flat=True)[:20_000])
    chosen = random.Random(5).sample(keys, min(300, len(keys)))
    return {
        "board": ["/projects/board/", "/projects/board/", "/projects/board/?grade=A"],
        "list": ["/projects/", "/projects/", "/projects/?stage=negotiating", "/projects/?overdue=on"],
        "project": [f"/projects/P{key:06d}/" for key in chosen],
        "today": ["/today/"],
    }


def planned(addresses: dict[str, dict[str, list[str]]], count: int) -> list[Asked]:
    """`count` requests: every page as often as every other, everybody as often as everybody, in mixed order."""
    turns = itertools.cycle(itertools.product(addresses, PAGES))
    dice = random.Random(7)
    made = []
    for who, page in itertools.islice(turns, count):
        made.append(Asked(who, page, dice.choice(addresses[who][page])))
    dice.shuffle(made)
    return made


def run(port: int, sessions: dict[str, str], requests: list[Asked]) -> list[tuple[Asked, int, float]]:
    """(request, status, milliseconds since it was due) of all; status 0 for one that got no answer."""
    found: list[tuple[Asked, int, float]] = []
    todo = iter(enumerate(requests))
    lock, begin = threading.Lock(), time.perf_counter() + 0.5

    def work() -> None:
        visitors = {who: Visitor(port, session) for who, session in sessions.items()}
        while True:
            with lock:
                at, asked = next(todo, (0, None))
            if asked is None:
                return
            due = begin + at / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            status = _asked(visitors[asked.who].get, asked.address)
            found.append((asked, status, (time.perf_counter() - due) * 1000))

    threads = [threading.Thread(target=work) for _ in range(MOST_WAITING)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _asked(get: Callable[[str], tuple[int, int]], address: str) -> int:
    try:
        return get(address)[0]
    except Exception:  # whatever it was, the answer did not come
        return 0


def measured(port: int, sessions: dict[str, str], addresses, projects: int) -> list[dict]:
    """The rows of the bar; the first seconds, in which the server loads what it keeps, are not counted."""
    run(port, sessions, planned(addresses, A_SECOND * WARM_SECONDS))
    found = run(port, sessions, planned(addresses, A_SECOND * SECONDS))
    wrong = [(status, asked) for asked, status, _ms in found if status != 200]
    for status, asked in wrong[:5]:
        print("not answered:", status, asked)
    failed = len(wrong)
    rows = []
    for page in ("all pages", *PAGES):
        taken = [ms for asked, _status, ms in found if page in ("all pages", asked.page)]
        bar = f"< {BAR_MS}" if page == "all pages" else None
        counts = not failed and projects >= 100_000 and A_SECOND >= 20
        for part in (50, 95, 99):
            name = f"{page} p{part}, {A_SECOND} requests a second, {projects:,} projects"
            rows.append(row(name, percentile(taken, part), "ms", bar if part == 95 else None, counts=counts))
    for who in PEOPLE:
        for page in PAGES:
            taken = [ms for asked, _status, ms in found if (asked.who, asked.page) == (who, page)]
            rows.append(row(f"{page} as {who}, p95", percentile(taken, 95), "ms"))
    rows.append(row("requests without an answer of 200", failed, "requests", "<= 0"))
    return rows
