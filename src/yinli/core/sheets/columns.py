"""Which column is what: by the words of its heading, and where those tell nothing by what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yinli.core.personal_numbers import is_phone
from yinli.core.sheets.header import score
from yinli.core.sheets.lexicon import lexicon, plain, unit_in

_CODE = re.compile(r"[0-9A-HJ-NP-RTUW-Y]{18}", re.IGNORECASE)
_COMPANY = re.compile(r"(公司|集团|企业|合伙|有限|厂|中心|研究院|ltd|inc|gmbh)", re.IGNORECASE)
_MOBILE = re.compile(r"(\*{11}|1[3-9]\d{9})")
# So many of the cells must look alike before they name a column whose heading does not.
_MOST_OF_THEM = 0.8


@dataclass(frozen=True)
class Column:
    """A column: what it is called, which field it is ("" is passed over), the unit its heading states."""

    at: int
    title: str
    field: str
    unit: str


def guess_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A field for each column, each field once; "" where nothing fits."""
    fits = [
        (worth, -at, field.code)
        for at, title in enumerate(titles)
        for field in lexicon().fields.values()
        if (worth := score(title, field))
    ]
    chosen: dict[int, str] = {}
    for _worth, minus, code in sorted(fits, reverse=True):
        if -minus not in chosen and code not in chosen.values():
            chosen[-minus] = code
    for at in range(len(titles)):
        held = [row[at] for row in rows if at < len(row) and row[at]]
        code = _by_content(held)
        if code and at not in chosen and code not in chosen.values():
            chosen[at] = code
    return [_none(chosen.get(at, "")) for at in range(len(titles))]


def columns(titles: Sequence[str], mapping: Sequence[str]) -> list[Column]:
    """The columns that are read, by a mapping that a person may have corrected."""
    known = lexicon().fields
    return [
        Column(at, titles[at], code, unit_in(titles[at]))
        for at, code in enumerate(mapping[: len(titles)])
        if code in known and known[code].kind != "none"
    ]


def signature(titles: Sequence[str]) -> str:
    """By which the same headings are known again."""
    return "|".join(plain(title) for title in titles)


def _none(code: str) -> str:
    return "" if code and lexicon().fields[code].kind == "none" else code


def _by_content(cells: list[str]) -> str:
    """What cells are by themselves: credit codes, phones, names of enterprises."""
    if len(cells) < 2:
        return ""
    for code, looks in (("credit_code", _is_code), ("phone", _is_mobile), ("enterprise", _is_company)):
        if sum(map(looks, cells)) >= _MOST_OF_THEM * len(cells):
            return code
    return ""


def _is_code(cell: str) -> bool:
    return bool(_CODE.fullmatch(cell.strip()))


def _is_mobile(cell: str) -> bool:
    return bool(_MOBILE.fullmatch(cell.strip())) and (cell.startswith("*") or is_phone(cell))


def _is_company(cell: str) -> bool:
    return 4 <= len(cell) <= 60 and bool(_COMPANY.search(cell))
