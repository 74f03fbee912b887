"""What columns of a sheet may be (`rules/sheets.toml`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table, load

KINDS = ("none", "name", "code", "text", "money", "day", "phone", "person", "list", "unit", "note")
_BRACKETED = re.compile(r"[(\[【（].*?[)\]】）]")
_MARKS = re.compile(r"[\s:：*＊/\\、,，.。·\-—_\"'“”?？\u2028]+")


@dataclass(frozen=True)
class Field:
    """One thing a column may hold. `most` is how many signs it may have; a `past` day cannot lie ahead."""

    code: str
    kind: str
    label: Label
    words: tuple[str, ...]
    never: tuple[str, ...]
    most: int
    past: bool


@dataclass(frozen=True)
class Lexicon:
    """What rules/sheets.toml says."""

    fields: Mapping[str, Field]
    unnamed: Label
    sums: tuple[str, ...]
    notes: tuple[str, ...]
    units: Mapping[str, Decimal]
    foreign: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The words in force, read once a process. Raises RuleError."""
    return read_lexicon(load("sheets"))


def read_lexicon(table: Table) -> Lexicon:
    """The content of sheets.toml. Raises RuleError."""
    table.only("fields", "unnamed", "ends", "units", "foreign")
    ends, units = table.table("ends"), table.table("units")
    return Lexicon(
        {code: _field(code, row) for code, row in table.table("fields").tables()},
        read_label(table.table("unnamed")),
        ends.texts("sums"),
        ends.texts("notes"),
        {word: Decimal(units.whole(word)) for word in units.data},
        table.table("foreign").texts("words"),
    )


def _field(code: str, row: Table) -> Field:
    row.only("kind", "zh", "en", "words", "never", "most", "past")
    kind = row.text("kind")
    if kind not in KINDS:
        row.refuse("kind", f"“{kind}” is not one of {', '.join(KINDS)}")
    label: Label = {"zh": row.text("zh"), "en": row.text("en")}
    words = tuple(sorted((plain(word) for word in row.texts("words")), key=len, reverse=True))
    never = tuple(plain(word) for word in row.texts("never", ()))
    return Field(code, kind, label, words, never, row.whole("most", 200), row.flag("past", False))


# A heading that counts in another currency than yuan.
FOREIGN = "foreign"


def plain(title: str) -> str:
    """A heading without blanks, marks and what stands in brackets."""
    folded = unicodedata.normalize("NFKC", title).lower()
    return _MARKS.sub("", _BRACKETED.sub("", folded)) or _MARKS.sub("", folded)


def unit_in(title: str) -> str:
    """The unit of money that a heading names; "" for none, FOREIGN for one of another currency."""
    folded = unicodedata.normalize("NFKC", title).lower()
    if any(word in folded for word in lexicon().foreign):
        return FOREIGN
    # In brackets or at the very end: the 元 of 元器件投资 is none.
    stated = [*re.findall(r"[(\[:,/]\s*(?:单位[:：]?)?\s*([^()\[\]]*?)\s*[)\]]", folded), folded]
    for text in stated:
        for word in sorted(lexicon().units, key=len, reverse=True):
            if text == word or (text.endswith(word) and len(text) > len(word) + 2):
                return word
    return ""
