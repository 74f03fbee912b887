"""The list of projects against a Django REST framework viewset: requests a second, in turns, on one server."""

import statistics
import threading
import time

from tests.bench.results import row
from tests.bench.served import Visitor

ROUNDS, SECONDS, VISITORS = 6, 2.0, 4
# What is asked in turns; the first is the peer that the bars name.
REST, UNCOUNTED, DATA, PAGE = (
    "/rest/projects/?format=json",
    "/rest/uncounted/?format=json",
    "/projects/?format=json",
    "/projects/",
)


def rate(port: int, session: str, address: str) -> float:
    """Requests a second that so many visitors get answered, each asking as soon as it has its answer."""
    done: list[int] = []
    end = time.perf_counter() + SECONDS

    def work() -> None:
        visitor = Visitor(port, session)
        while time.perf_counter() < end:
            status, _size = visitor.get(address)
            assert status == 200, (address, status)
            done.append(1)

    begin = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done) / (time.perf_counter() - begin)


def measured(port: int, session: str, bare_port: int) -> list[dict]:
    """The rows of the bars: medians over rounds in which everybody has a turn, so that a slow while slows all."""
    asked = {
        "viewset": (port, REST),
        "viewset without a count": (port, UNCOUNTED),
        "bare viewset": (bare_port, REST),
        "bare viewset without a count": (bare_port, UNCOUNTED),
        "data": (port, DATA),
        "page": (port, PAGE),
    }
    rates: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(ROUNDS + 1):
        for name, (where, address) in asked.items():
            rates[name].append(rate(where, session, address))
    # The first round warms up.
    rates = {name: found[1:] for name, found in rates.items()}
    rows = [row(f"{name}, requests a second", statistics.median(rates[name]), "1/s") for name in rates]
    for ours, words, bar in (("data", "list as data", ">= 3"), ("page", "list as a page", ">= 1")):
        for peer in ("viewset", "viewset without a count", "bare viewset", "bare viewset without a count"):
            times = statistics.median(a / b for a, b in zip(rates[ours], rates[peer], strict=True))
            there = round(statistics.median(rates[peer]), 1)
            only = bar if peer == "viewset" else None
            rows.append(row(f"{words} against a {peer}", times, "times", only, peer=there))
    return rows
