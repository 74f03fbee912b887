"""tests/matrix.csv: what is expected, written down by people and reviewed; nothing here derives it."""

import csv
from functools import cache
from pathlib import Path

from tests.matrix.people import ROLES

PLACE = Path(__file__).parent.parent / "matrix.csv"
STRANGER = "stranger"
COLUMNS = ("what", "on", STRANGER, *ROLES, "why")


@cache
def expected() -> dict[tuple[str, str], dict[str, str]]:
    """(what, noun) → role → cell."""
    with PLACE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        assert tuple(rows.fieldnames or ()) == COLUMNS
        found = {}
        for row in rows:
            key = (row["what"], row["on"])
            assert key not in found, f"{key} stands twice in {PLACE.name}"
            found[key] = row
    return found


def differences(role: str, answers: dict[tuple[str, str], str]) -> list[str]:
    """What answered otherwise than expected, a line each."""
    return [
        f"{what} {noun}: expected {expected()[what, noun][role]}, answered {answer}"
        for (what, noun), answer in answers.items()
        if answer != expected()[what, noun][role]
    ]
