"""How much of FewFC's test sentences about investment and signing is found: parties, days and sums.

Only what takes part in an event is marked there, so what is found beside it is neither right nor wrong: recall alone
says something, with how many names a sentence each reader gives.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

PARTIES = ("sub-org", "obj-org", "sub", "obj", "target-company", "institution")
NOBODY = ("公司", "股东", "子公司", "集团", "上市公司", "控股股东", "该公司", "本公司", "双方", "项目")


def sentences(folder: Path) -> Iterator[tuple[str, dict[str, set[str]]]]:
    """(sentence, {parties, days, sums}) of the events 投资 and 签署合同 in the test files."""
    seen = set()
    for name in ("test_base.json", "test_trans.json"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            wanted = [event for event in row["events"] if event["type"] in ("投资", "签署合同")]
            if wanted and row["id"] not in seen:
                seen.add(row["id"])
                yield row["content"], _marked(wanted)


def _marked(events: list[dict]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"parties": set(), "days": set(), "sums": set()}
    for event in events:
        for mention in event["mentions"]:
            word, role = mention["word"].strip(), mention["role"]
            if role in PARTIES and len(word) > 1 and word not in NOBODY and word[0] not in "该本其":
                found["parties"].add(word)
            elif role == "date" and any(sign.isdigit() for sign in word):
                found["days"].add(word)
            elif role == "money" and word.endswith(("元", "亿", "万")):
                found["sums"].add(word)
    return found


def recall(
    rows: list[tuple[str, dict[str, set[str]]]], read: Callable[[str], dict]
) -> dict[str, tuple[float, float]]:
    """Field → (share of what is marked that is found, items found a sentence)."""
    hit, wanted, given = ({"parties": 0, "days": 0, "sums": 0} for _ in range(3))
    for text, marked in rows:
        found = _found(read(text))
        for field, words in marked.items():
            wanted[field] += len(words)
            given[field] += len(found[field])
            hit[field] += sum(_is_found(word, found[field], field) for word in words)
    return {field: (hit[field] / max(1, wanted[field]), given[field] / len(rows)) for field in hit}


def _found(reading: dict) -> dict[str, set[str]]:
    bodies = {name for one in reading["organisations"] for name in [one["name"], *one["aliases"]]}
    people = {one["name"] for one in reading["persons"]}
    return {
        "parties": bodies | people,
        "days": {one["surface"] for one in reading.get("dates", ())},
        "sums": {one["surface"] for one in reading.get("amounts", ())},
    }


def _is_found(word: str, found: set[str], field: str) -> bool:
    """Parties must be the same words; of days and sums one may hold the other (约3亿元 and 3亿元)."""
    return word in found if field == "parties" else any(word in one or one in word for one in found)
