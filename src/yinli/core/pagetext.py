"""Lines of printed pages put together to paragraphs: a line that fills its page goes on in the next one."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

_PAGE_NUMBER = re.compile(r"[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d+\s*页(?:[\s/,，]*共\s*\d+\s*页)?|\d+\s*/\s*\d+")
# Narrower lines are headings and cells of tables, whatever else stands on their page.
_NARROW = 12
# A line fills its page from this share of the widest one on.
_FULL = 0.85
_SENTENCE_ENDS = "。！？；：!?;:"
# An item of a list, an indented paragraph.
_BEGINS_ANEW = re.compile(r"[\s　]{2,}|[●■◆▲•·*]|[(（]?[一二三四五六七八九十\d]{1,3}(?:[、)）]|[.．](?!\d))")


def paragraphs(pages: Iterable[list[str]]) -> Iterator[str]:
    """The paragraphs of `pages`, lists of their lines: page numbers are left out, and a line that fills its page's width
    and ends no sentence is joined with the next one, over pages too. Headings and cells stay lines of their own."""
    open_ = ""
    for page in pages:
        lines = _without_number(page)
        full = max(_NARROW, _FULL * max((_width(line) for line in lines), default=0))
        for line in lines:
            if open_ and _BEGINS_ANEW.match(line):
                yield open_
                open_ = ""
            open_ += _joint(open_, line) + line.strip() if open_ else line
            if _width(line) < full or line[-1] in _SENTENCE_ENDS:
                yield open_
                open_ = ""
    if open_:
        yield open_


def _without_number(page: list[str]) -> list[str]:
    lines = [line.rstrip() for line in page if line.strip()]
    ends = {0, len(lines) - 1}
    return [
        line for at, line in enumerate(lines) if at not in ends or not _PAGE_NUMBER.fullmatch(line.strip())
    ]


def _width(line: str) -> float:
    """How wide a line is, in full-width signs."""
    return sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in line)


def _joint(before: str, after: str) -> str:
    """A blank between two Latin words, nothing between Chinese signs."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return " " if latin else ""
