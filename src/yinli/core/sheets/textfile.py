"""Sheets kept as text: csv with commas, semicolons or tabs, in the encodings that offices use."""

from __future__ import annotations

import csv
import io

from yinli.core.decoding import NotText, decode
from yinli.core.sheets.limits import MOST_IN_A_CELL, MOST_ROWS
from yinli.core.sheets.refusal import SheetRefused

_DELIMITERS = ",\t;|，；"


def read_text(data: bytes) -> list[list[str]]:
    """The rows of a csv. Raises SheetRefused."""
    text = _decoded(data)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype html", "<?xml", "<table")):
        raise SheetRefused("web_page")
    csv.field_size_limit(MOST_IN_A_CELL)
    delimiter = _delimiter(text)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MOST_ROWS + 100:
                raise SheetRefused("too_many_rows", MOST_ROWS)
    except csv.Error as error:
        raise SheetRefused("damaged_text") from error
    return rows


def _decoded(data: bytes) -> str:
    try:
        return decode(data)[0]
    except NotText as error:
        raise SheetRefused("not_text") from error


def _delimiter(text: str) -> str:
    """The sign that stands equally often in the first lines, and most often."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    if not lines:
        raise SheetRefused("empty")

    def worth(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=counts.count)
        return (counts.count(usual) if usual else 0, sum(counts))

    return max(_DELIMITERS, key=worth)
