"""From a text to what a draft holds: highlights, proposed records, and the enterprises they may already be."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from yinli.base.history.actions import plain
from yinli.core import names, reading
from yinli.core.reading import lexicons
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.enterprises.queries import candidates_for, same_name

NEAR = 0.5


@dataclass(frozen=True)
class Drawn:
    """What one reading gave, as JSON keeps it."""

    marks: list[dict]
    items: list[dict]
    rule_version: str
    reading_sha256: str


def draw(text: str, published_on: date | None, known: Iterable[str]) -> Drawn:
    """Read `text`; `known` are names of enterprises in the books."""
    found = reading.read(text, published_on=published_on, known=known)
    marks = [
        {"kind": one.kind, "value": one.value, "spans": [list(span) for span in one.spans], "rule": one.rule}
        for one in found.candidates
    ]
    items = [_item(proposal) for proposal in reading.propose(found)]
    told = json.dumps([marks, items], ensure_ascii=False, sort_keys=True)
    return Drawn(marks, items, rule_version(), hashlib.sha256(told.encode()).hexdigest())


def _item(proposal) -> dict:
    values = [
        {"field": v.field, "value": plain(v.value), "spans": [list(s) for s in v.spans], "rule": v.rule}
        for v in proposal.values
    ]
    choices = {field: plain(list(options)) for field, options in dict(proposal.choices).items()}
    return {
        "key": proposal.key,
        "record": proposal.record,
        "values": values,
        "refs": plain(dict(proposal.refs)),
        "choices": choices,
    }


@cache
def rule_version() -> str:
    """One hash over the word lists and the code that read with them."""
    digest = hashlib.sha256()
    folders = (lexicons.FOLDER, Path(reading.__file__).parent)
    for path in sorted(path for folder in folders for path in folder.glob("*.*") if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def known_as(name: str, aliases: Iterable[str] = ()) -> tuple[Enterprise | None, list[dict]]:
    """The enterprise in the books that `name` certainly means, and all those it may mean, likeliest first."""
    near = candidates_for(name)
    sure = next(filter(None, map(same_name, (name, *aliases))), None)
    if sure is None:
        sure = next((one for one in near if names.is_same_name(name, one.name)), None)
    offered = [one for one in near if one != sure and names.similarity(name, one.name) >= NEAR]
    offered = [sure, *offered] if sure else offered
    return sure, [{"id": one.pk, "name": one.name, "number": one.number, "city": one.city} for one in offered]
