"""Which year a date without one is of."""

import re
from datetime import date
from functools import lru_cache

from yinli.core.numerals import parse_number

from .document import Document
from .published import YEAR, year_of

_STATED = re.compile(rf"(?<!\d)({YEAR})年")
_FULL = re.compile(r"(?<!\d)((?:19|20)\d{2}|民国\d{2,3})年\d{1,2}月\d{1,2}[日号]")
# 2017中国沈阳…推介会, (2023年第7期), 〔2023〕12号: the year of what the text tells of, in its first lines.
_OF_THE_TEXT = re.compile(
    r"(?<![\d-])((?:19|20)\d{2})(?:年第\d+期|\]\d+号|〕\d+号"
    r"|(?=(?![年多余万亿元亩平个家人名吨套台辆])[\u4e00-\u9fff—·]{2,24}?(?:会|节|展|赛|活动|推介|对接)))"
)
_HEAD = 300
_MONTH_STATED = re.compile(rf"({YEAR})年(\d{{1,2}}|十[一二]?|[一二三四五六七八九])月")
# A tale that goes back to a year goes on in it.
_THAT_YEAR = re.compile(r"[当同]年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|时间倒?回")
_TOPIC = re.compile(rf"(?:^|(?<=[\n。、.)]))\s*({YEAR})年,", re.MULTILINE)
_TO_COME = re.compile(r"将|拟|计划|预计|力争|确保|争取|有望|定于|[前底]\b|之前|以前|底前|日前完成")
# A day without a year that would lie further ahead than this is of the year before, unless the text looks ahead.
_FAR_AHEAD = 200


def year_of_the_text(doc: Document) -> int | None:
    """The year in which the text speaks: of its publication, of its head, or of the first whole date in it."""
    return doc.published_on.year if doc.published_on else _year_in(doc.text)


@lru_cache(maxsize=2)
def _year_in(text: str) -> int | None:
    for pattern, part in ((_OF_THE_TEXT, text[:_HEAD]), (_FULL, text), (_STATED, text)):
        if match := pattern.search(part):
            return year_of(match.group(1))
    return None


def year_stated_before(doc: Document, at: int) -> int | None:
    """The year that the text named last before an offset (同年)."""
    years = [year_of(match.group(1)) for match in _STATED.finditer(doc.text, 0, at)]
    return years[-1] if years else year_of_the_text(doc)


def year_of_day(doc: Document, at: int, end: int, month: int, day: int) -> int | None:
    """The year of a month (and day) at an offset that names none."""
    stated = _in_the_sentence(doc, at, month)
    year = stated or year_of_the_text(doc)
    if stated or doc.published_on is None or year is None:
        return year
    ahead = date(year, month, min(max(day, 1), 28)) - doc.published_on
    return year - 1 if ahead.days > _FAR_AHEAD and not looks_ahead(doc, at, end) else year


def _in_the_sentence(doc: Document, at: int, month: int) -> int | None:
    """The year that a date earlier in the same sentence states, where this one can follow it within that year; else
    the year that its paragraph speaks of ("2022年，全区…")."""
    start = max(doc.text.rfind(mark, 0, at) for mark in "。\n;！？") + 1
    found = list(_MONTH_STATED.finditer(doc.text, start, at))
    if found and int(parse_number(found[-1].group(2))) <= month:
        return year_of(found[-1].group(1))
    paragraph = doc.text.rfind("\n", 0, at) + 1
    if _THAT_YEAR.search(doc.text, paragraph, at) and (then := year_stated_before(doc, at)):
        return then
    topics = _TOPIC.findall(doc.text, paragraph, at)
    return year_of(topics[-1]) if topics else None


def looks_ahead(doc: Document, at: int, end: int) -> bool:
    """Whether the clause around a day tells of what is to come."""
    clause = doc.clause_at(at)
    first, last = (clause.start, clause.end) if clause else (at, end)
    return bool(_TO_COME.search(doc.text[first:last])) or doc.text[end : end + 1] == "前"
