"""Places and everyday words inside the names of enterprises (`rules/names.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from yinli.core.ruletable import Table, load

_PROVINCE_END = "省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区"
# A district or park may follow its city: 无锡市滨湖区, 苏州工业园区.
_DISTRICT = "(?:工业园区|高新区|经开区|开发区|[\u4e00-\u9fff]{1,3}?[区县])"


@dataclass(frozen=True)
class PlaceWords:
    """`prefix` matches the place at the head of a name; `generic` finds words that distinguish nobody."""

    prefix: re.Pattern[str]
    generic: re.Pattern[str]


@cache
def place_words() -> PlaceWords:
    """The words in force, read once a process. Raises RuleError."""
    return read_place_words(load("names"))


def read_place_words(table: Table) -> PlaceWords:
    """The words of a names rulebook. Raises RuleError."""
    table.only("provinces", "cities", "generic")
    province, city, generic = (_either(table, key) for key in ("provinces", "cities", "generic"))
    prefix = rf"(?:(?:{province})(?:{_PROVINCE_END})?(?:(?:{city})市?)?|(?:{city})市?)(?:{_DISTRICT})?"
    return PlaceWords(re.compile(prefix), re.compile(generic))


def _either(table: Table, key: str) -> str:
    words = table.texts(key)
    if not words or "" in words:
        table.refuse(key, f"“{key}” needs at least one word, and no empty ones")
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
