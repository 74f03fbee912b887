"""Where the figures of the pages go: var/bench/web.json, a list of {name, value, unit, peer, bar, holds}."""

import json
import statistics
from pathlib import Path

FILE = Path(__file__).parents[2] / "var/bench/web.json"


def row(name: str, value: float, unit: str, bar: str | None = None, **more) -> dict:
    """One figure; `bar` as "< 150" or ">= 3" says what it has to be, `peer` what the other one had."""
    held = None if bar is None else _holds(value, bar) and more.get("counts", True)
    return {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "peer": more.get("peer"),
        "bar": bar,
        "holds": held,
    }


def _holds(value: float, bar: str) -> bool:
    sign, limit = bar.split()
    return {"<": value < float(limit), "<=": value <= float(limit), ">=": value >= float(limit)}[sign]


def keep(part: str, rows: list[dict]) -> None:
    """Put the rows of one part ("load") in place of those it had; their names begin with it."""
    known = json.loads(FILE.read_text()) if FILE.exists() else []
    # What earlier versions of this file wrote belongs to no part.
    others = [one for one in known if ": " in one["name"] and not one["name"].startswith(f"{part}: ")]
    made = [{**one, "name": f"{part}: {one['name']}"} for one in rows]
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps([*others, *made], ensure_ascii=False, indent=1))
    for one in made:
        print(one)


def percentile(values: list[float], of_hundred: int) -> float:
    """The value below which so many of a hundred lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[of_hundred - 1]
