"""What the walls cost: `make bench-walls` (`make up` must have told the demo once).

Each measure is a function that returns rows; all of them go to var/bench/walls.json.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from yinli.cli.backup import facts, programs
from yinli.cli.backup.house import DUMP, this_house
from yinli.cli.backup.making import Order, back_up
from yinli.cli.backup.recovery import new_recovery_key
from yinli.cli.backup.restoring import Request, restore
from yinli.cli.backup.unpacking import verified
from yinli.cli.database import any_database
from yinli.cli.postgres import EmbeddedServer, to_stderr

ROOT = Path(__file__).parents[2]
RESTORE_BAR_SECONDS = 60


def restoring() -> list[dict]:
    """Restore of what var/ holds, beside a plain pg_restore of the same dump into a running server."""
    place, key = Path(tempfile.mkdtemp(prefix="yinli-bench-")), new_recovery_key()
    place.chmod(0o755)
    try:
        order = Order(place / "a.backup", place / "a.keys", key)
        with any_database("yinli bench") as database:
            back_up(this_house(), database.urls.owner_url, order, to_stderr)
        with verified(order.data, order.keys, key) as backup:
            (place / "plain").mkdir()
            backup.unpack(place / "plain")
        peer = plainly(place)
        value = restore(Request(order.data, order.keys, key, place / "var"), to_stderr).seconds
    finally:
        shutil.rmtree(place)
    row = {"name": "restore of the demo", "value": round(value, 1), "unit": "s", "peer": round(peer, 1)}
    return [{**row, "bar": f"< {RESTORE_BAR_SECONDS}", "holds": value < RESTORE_BAR_SECONDS}]


def plainly(place: Path) -> float:
    """Seconds of pg_restore alone."""
    with EmbeddedServer(place / "peer" / "pg", purpose="yinli bench") as server:
        with facts.connected(server.owner_url) as connection:
            major = connection.info.server_version // 10000
        start = time.perf_counter()
        programs.load(
            programs.programs("pg_restore", major), server.owner_url, place / "plain" / DUMP, jobs=2
        )
        return time.perf_counter() - start


def second_wall() -> list[dict]:
    """Row-level security on list pages, with and without it."""
    command = ["db", "exec", "--", sys.executable, str(Path(__file__).with_name("second_wall.py"))]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yinli.config.settings"}
    said = subprocess.run(
        [sys.executable, "-m", "yinli.cli.main", *command],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    return [json.loads(said.stdout.splitlines()[-1])]


def matrix() -> list[dict]:
    """How many addresses, actions and reads have a row, and how many guards are missed when they are taken away."""
    place = Path(tempfile.mkdtemp(prefix="yinli-bench-"))
    try:
        told = place / "matrix.xml"
        tests = [
            "tests/matrix/test_table.py",
            "tests/matrix/test_mutants.py",
            "-m",
            "deep or not deep",
            "-o",
            "junit_family=xunit1",
        ]
        subprocess.run([sys.executable, "-m", "pytest", *tests, f"--junitxml={told}"], cwd=ROOT, check=False)
        counted = {one.get("name"): one.get("value") for one in ElementTree.parse(told).iter("property")}
        failed = sum(int(suite.get("failures", 0)) for suite in ElementTree.parse(told).iter("testsuite"))
    finally:
        shutil.rmtree(place)
    rows = [("routes in the matrix", "routes"), ("guards taken away and noticed", "guards")]
    return [_share(name, counted.get(key, "0 of 0"), failed) for name, key in rows]


def _share(name: str, counted: str, failed: int) -> dict:
    have, total = (int(number) for number in counted.split(" of "))
    row = {"name": name, "value": have, "unit": f"of {total}", "peer": None, "bar": "100 %"}
    return {**row, "holds": total > 0 and have == total and not failed}


MEASURES: list[Callable[[], list[dict]]] = [second_wall, restoring, matrix]


def main() -> int:
    """Measure, print, write; 1 when a bar does not hold."""
    rows = [row for measure in MEASURES for row in measure()]
    folder = ROOT / "var/bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "walls.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    for row in rows:
        print(row)
    return int(any(row["holds"] is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
