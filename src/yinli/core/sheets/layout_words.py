"""The words that may stand between braces in a district's own workbook (`rules/layouts.toml`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table, load
from yinli.core.sheets.lexicon import lexicon

KINDS = ("text", "number", "day", "money")
# Money is written in it where the word says no unit.
_USUAL_UNIT = "万元"
_PLACE = re.compile(r"[{｛]{2}([^{}｛｝]{1,60})[}｝]{2}")
_UNIT = re.compile(r"\(([^()]+)\)$")


@dataclass(frozen=True)
class Word:
    """A word: `once` for the whole sheet or in each row; `kind` is one of KINDS."""

    code: str
    label: Label
    kind: str
    once: bool


@dataclass(frozen=True)
class Asked:
    """A word as a workbook asks for it; amounts are divided by `yuan`."""

    word: Word
    yuan: Decimal = Decimal(1)


@cache
def layout_words() -> Mapping[str, Word]:
    """Word as it is spelled in either language → what it is, read once a process. Raises RuleError."""
    return read_layout_words(load("layouts"))


def read_layout_words(table: Table) -> Mapping[str, Word]:
    """The content of layouts.toml. Raises RuleError."""
    table.only("row", "once")
    found: dict[str, Word] = {}
    for part in ("row", "once"):
        for code, row in table.table(part).tables():
            word = _word(code, row, part == "once")
            for spelled in (word.label["zh"], word.label["en"]):
                if found.setdefault(_plain(spelled), word) != word:
                    row.refuse("zh", f"“{spelled}” is said twice")
    return found


def _word(code: str, row: Table, once: bool) -> Word:
    row.only("zh", "en", "kind")
    kind = row.text("kind", "text")
    if kind not in KINDS:
        row.refuse("kind", f"“{kind}” is not one of {', '.join(KINDS)}")
    return Word(code, read_label(row), kind, once)


def _plain(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).lower().split())


def asked_for(spelled: str) -> Asked | None:
    """What a word between braces asks for; None where it is none."""
    plain = _plain(spelled)
    word = layout_words().get(plain)
    if word:
        return Asked(word, _yuan(_USUAL_UNIT)) if word.kind == "money" else Asked(word)
    unit = _UNIT.search(plain)
    word = layout_words().get(plain[: unit.start()]) if unit else None
    if unit and word and word.kind == "money" and unit[1] in lexicon().units:
        return Asked(word, _yuan(unit[1]))
    return None


def _yuan(unit: str) -> Decimal:
    return lexicon().units[unit]


def places_in(text: str) -> Iterator[re.Match[str]]:
    """The places between braces in a cell; the first group is the word."""
    return _PLACE.finditer(text)
