"""From a text to what a draft holds: highlights, proposed records, and the enterprises they may already be."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from yinli.base.history.actions import plain
from yinli.core import reading
from yinli.core.counting import indicators
from yinli.core.likeness import Known, Likeness, likeness
from yinli.core.reading import NOTHING, Off, lexicons
from yinli.core.workflow import stages
from yinli.desk.intake.rules import indicator_meant, keys_in
from yinli.desk.intake.values import as_read
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.enterprises.queries import candidates_for, same_name

# Below this a likeness is not worth a look; so many are offered.
NEAR = 0.4
NEAR_A_SURE_ONE = 0.6
OFFERED = 5
# The rule by which an agreement without a title gets one.
MADE_TITLE = "agreement.title"
# What of the core reads texts, beside the reader itself.
GRAMMARS = ("*text.py", "numerals.py", "money.py", "dates.py", "names.py", "placenames.py", "reader_rules.py")


@dataclass(frozen=True)
class Drawn:
    """What one reading gave, as JSON keeps it."""

    marks: list[dict]
    items: list[dict]
    rule_version: str
    reading_sha256: str
    published_on: date | None

    @property
    def title(self) -> str:
        """The title of the first trip told, if any."""
        told = (as_read(item["values"]) for item in self.items if item["record"] == "trip")
        return next((values["title"] for values in told if values.get("status") == "held"), "")


def draw(text: str, published_on: date | None, known: Iterable[str], without: Off = NOTHING) -> Drawn:
    """Read `text`; `known` are names of enterprises in the books, `without` what is switched off."""
    found = reading.read(text, published_on=published_on, known=known, without=without)
    marks = [
        {"kind": one.kind, "value": one.value, "spans": [list(span) for span in one.spans], "rule": one.rule}
        for one in found.candidates
    ]
    proposals = reading.propose(found, without)
    items = _without_names([_item(proposal, without) for proposal in proposals])
    told = json.dumps([marks, items], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(told.encode()).hexdigest()
    return Drawn(marks, items, rule_version(without), digest, found.published_on)


def text_sha256(text: str) -> str:
    """What makes two texts the same document: their words, blanks and line ends apart."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()


def _item(proposal, without: Off) -> dict:
    """A proposal in the words of the domain; what the text does not say is left out."""
    values = [entry for value in proposal.values for entry in _entries(proposal.record, value)]
    untitled = not any(entry["field"] == "title" for entry in values)
    if proposal.record == "agreement" and untitled and not without.takes(MADE_TITLE):
        values.insert(0, _title(proposal, values))
    if proposal.record == "claimed_result" and not without.takes("claim.indicator"):
        values += _indicator(values)
    choices = {field: _options(options) for field, options in dict(proposal.choices).items()}
    refs = plain(dict(proposal.refs))
    return {
        "key": proposal.key,
        "record": proposal.record,
        "values": values,
        "refs": refs,
        "choices": choices,
    }


def _without_names(items: list[dict]) -> list[dict]:
    """The same with keys that name nobody: keys stand in clear, and stay when the person is erased."""
    return [
        {**item, "key": f"contact:{place}"} if item["record"] == "contact" else item
        for place, item in enumerate(items)
    ]


# The reader's words for fields → ours.
_FIELD = {
    ("visit", "on"): "held_on",
    ("project", "basis"): "ground",
    ("claimed_result", "unit"): "counted_in",
}
# A contract is one of several papers; which, only who saw it can say.
_KINDS = {"contract": ("investment", "entry", "lease", "partnership")}


def _entries(record: str, value) -> list[dict]:
    """One value of the reader as entries of ours: {field, value, spans, rule}."""
    told = plain(value.value)
    if told in (None, "", []):
        return []
    if value.field == "threshold":
        told = {"basis": told["basis"], "op": told["op"], "threshold_yuan": told["value"]}
    else:
        told = {_FIELD.get((record, value.field), value.field): told}
    spans = [list(span) for span in value.spans]
    return [
        {"field": f, "value": v, "spans": spans, "rule": value.rule} for f, v in told.items() if v is not None
    ]


def _indicator(values: list[dict]) -> list[dict]:
    """Which of our indicators the claim means, as far as its words tell: for the reviewer to see and correct."""
    meant = indicator_meant(as_read(values), indicators().all.values())
    return [{"field": "indicator", "value": meant, "spans": [], "rule": "claim.indicator"}] if meant else []


def _options(options: Iterable[str]) -> list[str]:
    return [kind for option in options for kind in _KINDS.get(option, (option,))]


def _title(proposal, values: list[dict]) -> dict:
    """What an agreement is called that the text gives no title: its party and its kind, in Chinese as records are."""
    stated = {entry["field"]: entry for entry in values}
    kind = stated.get("kind", {}).get("value", "unknown")
    label = stages().agreements["ceremony" if kind == "unknown" else kind].zh
    party = next(iter(keys_in(dict(proposal.refs))), "").rpartition(":")[2]
    read = stated.get("kind", {"spans": [], "rule": ""})
    return {"field": "title", "value": f"{party}{label}", "spans": read["spans"], "rule": MADE_TITLE}


def rule_version(without: Off = NOTHING) -> str:
    """One hash over the word lists, the code that read with them, and what of them was switched off."""
    if not without:
        return _all_rules()
    told = json.dumps([_all_rules(), sorted(without.rules), sorted(without.entries)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def _all_rules() -> str:
    digest = hashlib.sha256()
    code = Path(reading.__file__).parent
    folders = (lexicons.FOLDER, code, code / "model")
    read_with = [path for folder in folders for path in folder.glob("*.*")]
    read_with += [path for pattern in GRAMMARS for path in code.parent.glob(pattern)]
    for path in sorted(path for path in read_with if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def known_as(
    name: str, aliases: Iterable[str] = (), credit_code: str = ""
) -> tuple[Enterprise | None, list[dict]]:
    """The enterprise in the books that `name` certainly means, and all those it may mean, likeliest first, each with
    its score in per cent and the grounds for and against (core.likeness)."""
    near = candidates_for(name, credit_code=credit_code, limit=OFFERED * 4)
    known = dict.fromkeys([*filter(None, map(same_name, (name, *aliases))), *near])
    rated = [(one, likeness(name, tuple(aliases), credit_code, _known(one))) for one in known]
    rated = sorted((row for row in rated if row[1].score >= NEAR), key=lambda row: -row[1].score)
    sure = [one for one, like in rated if like.is_sure]
    # Two that are certainly it are a trap, and the reviewer's to tell apart.
    chosen = sure[0] if len(sure) == 1 else None
    # Beside the certain one, only what might be it after all is worth a line.
    shown = [row for row in rated if chosen is None or row[0] == chosen or row[1].score >= NEAR_A_SURE_ONE]
    return chosen, [_offered(one, like) for one, like in shown[:OFFERED]]


def _known(enterprise: Enterprise) -> Known:
    aliases = tuple(alias.name for alias in enterprise.aliases.all() if not alias.is_forgotten)
    parent = enterprise.parent.name if enterprise.parent else ""
    return Known(enterprise.name, aliases, enterprise.credit_code or "", parent)


def _offered(enterprise: Enterprise, like: Likeness) -> dict:
    return {
        "id": enterprise.pk,
        "name": enterprise.name,
        "number": enterprise.number,
        "city": enterprise.city,
        "score": round(like.score * 100),
        "grounds": list(like.grounds),
    }
