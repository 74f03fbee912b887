"""The texts whose mistakes may be looked at (tests/texts/held_out), as passages to learn from: whole texts of the kind that
is read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from training.told import Happening, Passage
from training.written import Mark
from yinli.core.reading.triggers import patterns

FOLDER = Path(__file__).parents[1] / "tests/texts/held_out/looked_at"
LABEL_OF = {
    "enterprise": "E", "fund": "F", "park": "P", "government": "G", "association": "A", "university": "U",
    "institution": "I",
}  # fmt: skip


def texts(folder: Path = FOLDER) -> Iterator[Passage]:
    """Every text with its names, titles, counted results and happenings where they stand."""
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield passage((folder / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8"), gold)


def passage(text: str, gold: dict) -> Passage:
    """A text and its gold, in the schema of `yinli read --json`."""
    marks, names = _marks(text, gold)
    named = {
        form: one["name"] for one in gold.get("organisations") or [] for form in one.get("aliases") or []
    }
    told = []
    for event in gold.get("events") or []:
        start = text.find(event.get("surface") or "\0")
        if start >= 0:
            with_ = tuple(named.get(name, name) for name in event.get("counterparts") or ())
            span = _words(event["type"], text, start, start + len(event["surface"]))
            told.append(Happening(event["type"], span, with_))
    return Passage(text, marks, names, tuple(told))


def _words(kind: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The verb of the trade in a clause that tells a happening; the whole clause where there is none."""
    for type_, _rule, pattern in patterns():
        if type_ == kind and (match := pattern.search(text, start, end)):
            return match.span()
    return start, end


def _marks(text: str, gold: dict) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """Every place where a name stands, the longest first; titles and counted results where they stand first."""
    forms = []
    optional = gold.get("optional") or {}
    for one in [*(gold.get("organisations") or []), *(optional.get("organisations") or [])]:
        label = LABEL_OF.get(one.get("kind", "enterprise"), "E")
        forms += [(form, label, one["name"]) for form in [one["name"], *(one.get("aliases") or [])]]
    for one in [*(gold.get("persons") or []), *(optional.get("persons") or [])]:
        forms.append((one["name"], "N", one["name"]))
    found: list[tuple[Mark, str]] = []
    taken = [False] * len(text)
    for form, label, name in sorted(forms, key=lambda one: -len(one[0])):
        for match in re.finditer(re.escape(form), text):
            if not any(taken[slice(*match.span())]):
                taken[slice(*match.span())] = [True] * len(form)
                found.append(((*match.span(), label), name))
    found += _others(text, gold)
    found.sort()
    return tuple(mark for mark, _name in found), tuple(name for _mark, name in found)


def _others(text: str, gold: dict) -> Iterator[tuple[Mark, str]]:
    titles = [one["title"] for one in gold.get("persons") or [] if one.get("title")]
    counted = [one["surface"] for one in gold.get("metrics") or [] if one.get("surface")]
    for label, surfaces in (("T", titles), ("M", counted)):
        for surface in dict.fromkeys(surfaces):
            if (start := text.find(surface)) >= 0:
                yield (start, start + len(surface), label), surface
