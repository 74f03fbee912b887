"""The day a text was published, as its head or its signature says, and the lines that say so."""

import re
from collections.abc import Iterator
from datetime import date

from .found import Span
from .normalise import normalise

_DAY = re.compile(r"(?P<y>(?:19|20)\d{2})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})日?")
_SAYS_SO = re.compile(r"发表于|发布|日期|发稿|更新|来源|报道|记者|通讯员|\d{1,2}:\d{2}|讯|电$|版$")
_TIME_HELD = re.compile(r"^\W*时间\W")
# So many signs at most stand beside the day in a line of a head.
_BESIDE = 24
_HEAD, _TAIL = 6, 3


def detect_published_on(text: str) -> date | None:
    """The publication date that a text states within its first lines, or as a line of its own at its end, or None."""
    return next((day for day, _span in _stated(normalise(text))), None)


def publication_lines(text: str) -> list[Span]:
    """The lines of normalised `text` that only say when it was published."""
    return [span for _day, span in _stated(text) if not _TIME_HELD.match(text[span[0] : span[1]])]


def _stated(text: str) -> Iterator[tuple[date, Span]]:
    lines = [match for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    for line in lines[:_HEAD]:
        match = _DAY.search(line.group())
        if match and _heads(line.group(), match) and (day := _day(match)):
            yield day, line.span()
    for line in lines[max(_HEAD, len(lines) - _TAIL) :]:
        match = _DAY.fullmatch(line.group().strip())
        if match and (day := _day(match)):
            yield day, line.span()


def _heads(line: str, match: re.Match) -> bool:
    beside = re.sub(r"\W|\d", "", line[: match.start()] + line[match.end() :])
    if not beside or _TIME_HELD.match(line):
        return True
    return len(beside) <= _BESIDE and bool(_SAYS_SO.search(line)) and "。" not in line


def _day(match: re.Match) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
