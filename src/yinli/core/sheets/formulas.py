"""Formulas of a sheet in which a few rows were repeated: what reaches over them reaches over all copies."""

from __future__ import annotations

import re

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_PLACE = re.compile(
    r"^(?:(?P<sheet>'[^']+'|[^!:]+)!)?(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?$"
)
_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")


def stretched(
    formula: str, sheet: str, repeated: tuple[int, int], extra: int, *, elsewhere: bool = False
) -> str:
    """`formula` of a cell outside the rows `repeated` (first, last) of `sheet`, after which `extra` rows were put in: places
    below move down, ranges that end within them end at the last copy; places on other sheets stay. `elsewhere`: the
    formula itself stands on another sheet."""
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            found = _PLACE.match(token.value)
            if found and (found["sheet"].strip("'") == sheet if found["sheet"] else not elsewhere):
                token.value = _place(token.value, found, repeated, extra)
    return str(tokens.render())


def _place(value: str, found: re.Match[str], repeated: tuple[int, int], extra: int) -> str:
    first, last = repeated
    begins, ends = _row(found["first"]), _row(found["last"] or found["first"])
    start = found.start("first" if begins > last else "last")
    if begins <= last and (not found["last"] or ends < first):
        return value
    return value[:start] + _CELL.sub(lambda cell: f"{cell[1]}{int(cell[2]) + extra}", value[start:])


def _row(place: str) -> int:
    found = _CELL.search(place)
    return int(found[2]) if found else 0
