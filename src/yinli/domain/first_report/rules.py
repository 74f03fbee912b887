"""Pure decisions about first reports (`rules/first_report.toml`): valid, how long it holds, what clashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from rapidfuzz.distance import LCSseq

from yinli.core import names
from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table, load

STATES = ("incomplete", "holding", "lapsed", "released")
RULINGS = ("upheld", "given", "shared", "separate")
# What stands before the first entry of the ledger.
NOTHING = "0" * 64


@dataclass(frozen=True)
class Rules:
    """What rules/first_report.toml says. `splits` are pairs of per cent that add up to 100."""

    asks_for_contact: bool
    days: int
    renewals: int
    likeness: float
    plain_words: tuple[str, ...]
    working_days: int
    splits: Mapping[str, tuple[Decimal, Decimal]]
    states: Mapping[str, Label]
    rulings: Mapping[str, Label]

    def holds_until(self, begins: date) -> date:
        """The last day on which a report that began to hold on a day holds."""
        return begins + timedelta(days=self.days - 1)

    def same_project(self, one: str, other: str, investor: Collection[str] = ()) -> bool:
        """Whether two descriptions of an investor's projects tell of the same one."""
        return alike(self._bare(one, investor), self._bare(other, investor)) >= self.likeness

    def _bare(self, text: str, investor: Collection[str]) -> str:
        """What a description says beside the investor's name and words that every project has."""
        bare = names.normalise(text)
        for word in sorted({*investor, *self.plain_words}, key=len, reverse=True):
            bare = bare.replace(names.normalise(word), "")
        return bare


def alike(one: str, other: str) -> float:
    """Share of the shorter text's signs that stand in the other in the same order (封测 in 封装测试), 0 to 1; 1 where one
    says nothing of its own: of an investor's “项目” nobody can say that it is another one."""
    if not one or not other:
        return 1.0
    shorter, longer = sorted((len(one), len(other)))
    # A single sign stands in too many texts to tell of one.
    return LCSseq.similarity(one, other) / (shorter if shorter > 1 else longer)


def head_of(previous: str, content: Mapping) -> str:
    """The head of an entry of the ledger: SHA-256, hexadecimal, over the head before and all that it says."""
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{said}".encode()).hexdigest()


@dataclass(frozen=True)
class Line:
    """A line of the ledger as it is kept; `report` is the number of its report."""

    number: int
    report: str
    content: Mapping
    previous: str
    head: str


def faults(lines: Iterable[Line], kept_outside: Mapping[int, str]) -> Iterator[str]:
    """What is wrong with the ledger, line by line: altered, removed, put in between, or other than the heads that were
    kept outside (number → head) say."""
    number, head, heads = 0, NOTHING, {}
    for line in lines:
        if line.number != number + 1:
            yield f"Lines {number + 1} to {line.number - 1} were removed."
        if head_of(line.previous, line.content) != line.head or line.content.get("report") != line.report:
            yield f"Line {line.number} ({line.report}) was altered: it no longer fits its own head."
        elif line.previous != head:
            yield f"Line {line.number} ({line.report}) does not follow the line before it."
        number, head = line.number, line.head
        heads[number] = head
    yield from _against(kept_outside, heads, number)


# What the lines about a report amount to, in the order of `standing`.
TOLD = ("project", "unit", "instant of reporting", "instant it began to hold", "last day it holds", "release")


def standing(lines: Iterable[Line]) -> dict[str, list]:
    """Number of a report → what all lines about it amount to, in the order of TOLD: texts, and whether it was released."""
    found: dict[str, list] = {}
    for line in lines:
        said, kind = line.content, line.content.get("kind")
        row = found.setdefault(line.report, [said.get("what"), "", said.get("at"), "", "", False])
        # Who holds it: the last line about it says so, since a ruling may give it to another unit.
        row[1] = said.get("unit")
        if kind == "valid":
            row[3] = said.get("at")
        if kind in ("valid", "renewed"):
            row[4] = said.get("until")
        row[5] = row[5] or kind == "released"
    return found


def _against(kept_outside: Mapping[int, str], heads: Mapping[int, str], last: int) -> Iterator[str]:
    for number, head in sorted(kept_outside.items()):
        if number > last:
            yield f"The ledger ends at line {last}; a head of line {number} was kept outside: what followed was removed."
        elif number not in heads:
            yield f"Line {number} was removed: its head {head[:12]}… was kept outside."
        elif heads[number] != head:
            yield f"Line {number}, or one before it, was rewritten: the head kept outside is {head[:12]}…"
            return


@cache
def rules() -> Rules:
    """The rules of first reports in force, read once a process. Raises RuleError."""
    return read_rules(load("first_report"))


def read_rules(table: Table) -> Rules:
    """The content of first_report.toml. Raises RuleError."""
    table.only("valid", "hold", "clash", "dispute", "credit", "states", "rulings")
    hold, clash = table.table("hold"), table.table("clash")
    hold.only("days", "renewals")
    clash.only("likeness", "plain_words")
    return Rules(
        asks_for_contact=table.table("valid").flag("asks_for_contact"),
        days=_from_one(hold, "days"),
        renewals=hold.whole("renewals"),
        likeness=_share(clash, "likeness"),
        plain_words=clash.texts("plain_words"),
        working_days=_from_one(table.table("dispute"), "working_days"),
        splits={text: _split(table, text) for text in table.table("credit").texts("splits")},
        states=_labels(table.table("states"), STATES),
        rulings=_labels(table.table("rulings"), RULINGS),
    )


def _from_one(table: Table, key: str) -> int:
    found = table.whole(key)
    if found < 1:
        table.refuse(key, f"“{key}” must be one or more")
    return found


def _share(table: Table, key: str) -> float:
    found = float(table.number(key))
    if not 0 < found <= 1:
        table.refuse(key, f"“{key}” must be above 0 and at most 1")
    return found


def _split(table: Table, text: str) -> tuple[Decimal, Decimal]:
    parts = text.split(":")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts) or not sum(map(int, parts)):
        table.table("credit").refuse("splits", f"“{text}” is no split such as 6:4")
    one, other = map(Decimal, parts)
    share = (100 * one / (one + other)).quantize(Decimal("0.01"))
    return share, 100 - share


def _labels(table: Table, codes: tuple[str, ...]) -> dict[str, Label]:
    table.only(*codes)
    found = {}
    for code in codes:
        row = table.table(code)
        row.only("zh", "en")
        found[code] = read_label(row)
    return found
