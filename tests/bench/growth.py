"""How a page's cost grows with the projects: `make bench-growth SMALL=FOLDER LARGE=FOLDER` (YINLI_VAR of two databases).

One process for each database asks every page in turn, round by round, so that a slow while of the machine slows them
alike; what is told is the median over the rounds and the ratio of the medians. Figures go to var/bench/web.json.
"""

import json
import logging
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS, WARM_ROUNDS, BAR = 15, 2, 1.5
PEOPLE = ("officer", "bureau", "leader")
PAGES = {
    "board": "/projects/board/",
    "list": "/projects/",
    "list as data": "/projects/?format=json",
    "project": "/projects/{number}/",
    "today": "/today/",
}


def main() -> int:
    """The parent of two or more processes that ask; each is told by a line when it is its turn."""
    sys.path.insert(0, str(ROOT))
    from tests.bench.results import keep, row

    children = [asking(place) for place in sys.argv[1:]]
    counts = [int(child.stdout.readline()) for child in children]
    taken: list[dict[str, list[float]]] = [{} for _ in children]
    for number in range(ROUNDS + WARM_ROUNDS):
        for child, found in zip(children, taken, strict=True):
            child.stdin.write("round\n")
            child.stdin.flush()
            for page, ms in json.loads(child.stdout.readline()).items():
                if number >= WARM_ROUNDS:
                    found.setdefault(page, []).append(ms)
    for child in children:
        child.stdin.close()
        child.wait(timeout=120)
    said = f"from {counts[0]:,} to {counts[-1]:,} projects"
    rows = []
    for page in taken[0]:
        medians = [statistics.median(found[page]) for found in taken]
        told = " / ".join(f"{ms:.1f}" for ms in medians)
        print(f"{page:<24}{told} ms")
        rows.append(row(f"{page}, {said}", medians[-1] / medians[0], "times", peer=round(medians[0], 1)))
    worst = max(rows, key=lambda one: one["value"])
    enough = counts[0] <= 20_000 and counts[-1] >= 1_000_000
    rows.append(
        row(f"page that grows most: {worst['name']}", worst["value"], "times", f"< {BAR}", counts=enough)
    )
    keep("growth", rows)
    return 0


def asking(place: str) -> subprocess.Popen:
    """A process over the database of this folder."""
    yinli = str(Path(sys.executable).with_name("yinli"))
    command = [yinli, "db", "exec", "--", sys.executable, __file__, "--asking"]
    known = {**os.environ, "YINLI_VAR": place, "DJANGO_SETTINGS_MODULE": "yinli.config.settings"}
    return subprocess.Popen(command, env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask() -> int:
    """Say how many projects there are; then, for each line read, how long each page took."""
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    from yinli.config.wsgi import settle

    settle()
    setup_test_environment()
    logging.disable(logging.WARNING)
    people = {username: logged_in(username) for username in PEOPLE}
    print(projects_in_all(), flush=True)
    for _line in sys.stdin:
        taken = {}
        for username, (client, number) in people.items():
            for page, address in PAGES.items():
                start = time.perf_counter()
                answer = client.get(address.format(number=number))
                taken[f"{page} as {username}"] = (time.perf_counter() - start) * 1000
                assert answer.status_code == 200, (username, page, answer.status_code)
        print(json.dumps(taken), flush=True)
    return 0


def logged_in(username: str):
    """(a client as this person, the number of a project they see)."""
    from django.test import Client

    from yinli.base.accounts.models import User
    from yinli.base.accounts.viewer import viewing_as
    from yinli.domain.projects.queries import projects

    viewer = User.objects.select_related("unit").get(username=username)
    client = Client()
    client.force_login(viewer)
    with viewing_as(viewer):
        return client, projects(viewer).order_by("pk").first().number


def projects_in_all() -> int:
    """Whoever sees them."""
    from yinli.base.accounts.models import SYSTEM
    from yinli.base.accounts.viewer import viewing_as
    from yinli.domain.projects.models import Project

    with viewing_as(SYSTEM):
        return Project.objects.count()


if __name__ == "__main__":
    sys.exit(ask() if "--asking" in sys.argv else main())
