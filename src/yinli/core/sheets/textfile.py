"""Sheets kept as text: csv with commas, semicolons or tabs, in the encodings that offices use."""

from __future__ import annotations

import csv
import io

from yinli.core.sheets.limits import MOST_IN_A_CELL, MOST_ROWS
from yinli.core.sheets.refusal import SheetRefused

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",\t;|，；"


def read_text(data: bytes) -> list[list[str]]:
    """The rows of a csv. Raises SheetRefused."""
    text = decoded(data)
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


def decoded(data: bytes) -> str:
    """The text by its byte-order mark, else UTF-16 known by zero bytes, UTF-8, GB 18030. Raises SheetRefused."""
    known = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in known or (*_without_mark(data[:2000]), "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_binary(text[:5000]):
            return text
    raise SheetRefused("not_text")


def _without_mark(head: bytes) -> tuple[str, ...]:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) / 20 and odd > 4 * even:
        return ("utf-16-le",)
    if even > len(head) / 20 and even > 4 * odd:
        return ("utf-16-be",)
    return ()


def _is_binary(head: str) -> bool:
    odd = sum(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in head)
    return odd > max(2, len(head) // 100)


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
