"""Date expressions with an explicit year, month or day number."""

import re
from calendar import monthrange
from dataclasses import dataclass

from yinli.core.numerals import parse_number

from .document import Document
from .found import Day
from .published import YEAR, publication_lines, year_of
from .years import looks_ahead, year_of_day, year_of_the_text, year_stated_before

_YEAR = rf"(?:(?P<year>{YEAR})年|(?P<near>今年|去年|明年|前年|同年|当年|次年))"
_THIRD = r"(?P<third>上旬|中旬|下旬|[月]?底|初|末)"
# A month or a day in words: 十二月, 二十六日. Not 两个月, 第三月, 五六月, nor a length (满三月, 为期六月, 一月一调度); 三月三 is
# a feast.
_WORDED_MONTH = (
    "(?<![一二三四五六七八九十第数几两满近过约逾余期每时历])(?<!(?<!整)个)(?<!工期)(?<!未来)(?!三月三(?![十日号家个]))(?!一月一)"
    "(?:十[一二]?|[二三四五六七八九]|(?<![这上下另同])一)(?=月(?![花黄瓜天](?!津)|[\u4e00-\u9fff]{0,6}(?:公司|集团)))"
)
_WORDED_DAY = "[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_BARE = "十[一二]?|[一二三四五六七八九]"
_MONTH = rf"1[0-2]|0?[1-9]|{_WORDED_MONTH}"
_DAY = rf"[0-3]?\d|{_WORDED_DAY}"
_DAYS = (
    rf"(?P<day>{_DAY})(?:[日号]|(?=\s?(?:至|到|[-—~])\s?(?:\d{{1,2}}月)?(?:{_DAY})[日号]))"
    rf"(?:\s?(?:至|到|[-—~])\s?(?:(?P<month2>{_MONTH})月)?(?P<day2>{_DAY})[日号])?"
)
_EXPRESSION = re.compile(
    rf"{_YEAR}?(?:"
    rf"(?P<month>{_MONTH})月(?:份)?(?:{_DAYS}|{_THIRD}|\s?[至到]\s?(?P<last_month>{_MONTH})月(?:份)?(?!\s?(?:{_DAY})[日号]))?"
    rf"|(?P<from>1[0-2]|[1-9]|{_BARE})\s?(?:至|到|[-—~])\s?(?P<until>1[0-2]|[1-9]|{_BARE})月(?:份)?(?!(?:{_DAY})[日号])"
    rf"|[前首](?P<months>1[0-2]|[1-9]|{_BARE})个?月)"
    r"|(?<![\d个])(?P<some_month>本|当|下个?)?月(?P<third2>底|末|初|[上中下]旬)"
    r"|(?P<only_year>(?:19|20)\d{2})年(?:(?P<year_end>底|末|初)|(?![第度级版春夏秋冬]))"
    r"|(?<!当)(?:(?P<this_year>[今去明前])年?)?年[底末]"
    r"|(?<=[今昨明前])\((?P<told>[0-3]?\d)\)日"
    r"|(?<![\d第\]〕)])(?P<lone>[0-3]?\d)[日号](?:(?:至|到|[-—~])(?P<lone2>[0-3]?\d)[日号])?(?![线楼馆店院文令内])"
)
_HEADER_LINE = re.compile(
    r"(?m)^\W*(?:发表于|发布日期|发布时间|日期)[^\n]*$|^[\W_]*\d{1,2}月\d{1,2}日[\W_]*$"
)
_BOUNDS = (
    ("before", re.compile("之?前(?!后|往|夕)|以前|为止")),
    ("after", re.compile("起|以来|之?后(?!勤)|以后")),
    ("about", re.compile("前后|左右|上下")),
)
# A text of the 4th that tells of a 28th tells of the month before; of a 6th, of the day after tomorrow.
_NEAR_DAYS = 10
_ENDS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20)}


@dataclass(frozen=True, slots=True)
class Known:
    """The month, and its year, that the text spoke of last: a day without a month is of it."""

    year: int | None
    month: int | None


@dataclass(slots=True)
class Spoken:
    """What is known while a text goes on. A month ahead of the text's own day holds to the end of its sentence: what
    follows goes on telling of the days before."""

    known: Known
    ahead: Known | None = None
    until: int = 0

    def at(self, place: int) -> Known:
        """What is known at an offset."""
        return self.ahead if self.ahead and place < self.until else self.known

    def hear(self, doc: Document, day: Day, told: Known) -> None:
        """Take in the month of a day."""
        if doc.published_on is None or (day.first or "") <= doc.published_on.isoformat():
            self.known = told
            return
        sentence = doc.sentence_at(day.span[0])
        self.ahead, self.until = told, sentence.end if sentence else day.span[1]


def find_dates(doc: Document) -> tuple[Day, ...]:
    """Dates in order; the header's own is left out. A day without month takes the month named before it."""
    headers = [m.span() for m in _HEADER_LINE.finditer(doc.text)] + publication_lines(doc.text)
    found: list[Day] = []
    spoken = Spoken(Known(year_of_the_text(doc), doc.published_on.month if doc.published_on else None))
    for match in _EXPRESSION.finditer(doc.text):
        known = spoken.at(match.start())
        if any(a <= match.start() < b for a, b in headers) or doc.text[
            max(0, match.start() - 1) : match.start()
        ] in tuple("-X."):
            spoken.known = Known(
                _year(doc, match, known), _number(match["month"] or known.month or 0) or None
            )
            continue
        day = _day(doc, match, known)
        if day is None:
            continue
        if match["day"]:
            spoken.hear(doc, day, Known(_year(doc, match, known), _number(match["month2"] or match["month"])))
        found.append(day)
    return tuple(found)


def _day(doc: Document, match: re.Match, known: Known) -> Day | None:
    if match["lone"] and doc.published_on and _lies_ahead(doc, match, known):
        known = Known(*_month_before(known))
    year = _year(doc, match, known)
    bounds = _bounds(match, year, known.month)
    if bounds is None:
        return None
    (m1, d1), (m2, d2) = bounds
    if not (1 <= m1 <= 12 and 1 <= m2 <= 12 and _fits(year, m1, d1) and _fits(year, m2, d2)):
        return None
    prefix = f"{year:04d}-" if year else ""
    return Day(
        doc.surface(match.span()),
        f"{prefix}{m1:02d}-{d1:02d}",
        f"{prefix}{m2:02d}-{d2:02d}",
        match.span(),
        _rule(match),
        _bound(doc, match),
    )


def _lies_ahead(doc: Document, match: re.Match, known: Known) -> bool:
    """Whether a day alone would lie well after the text's own day in its month, though nothing is planned."""
    if known.year is None or known.month is None or doc.published_on is None:
        return False
    published = doc.published_on
    same_month = (known.year, known.month) == (published.year, published.month)
    far = int(match["lone"]) - published.day > _NEAR_DAYS
    return same_month and far and not looks_ahead(doc, match.start(), match.end())


def _month_before(known: Known) -> tuple[int | None, int | None]:
    if known.month == 1:
        return known.year and known.year - 1, 12
    return known.year, known.month and known.month - 1


def _bound(doc: Document, match: re.Match) -> str:
    after = doc.text[match.end() : match.end() + 2]
    if found := next((bound for bound, pattern in _BOUNDS if pattern.match(after)), None):
        return found
    return (
        "about"
        if match["third"] or match["third2"] or match["year_end"] or match.group().endswith(("年底", "年末"))
        else "exact"
    )


def _rule(match: re.Match) -> str:
    if match["day2"] or match["lone2"] or match["until"] or match["months"] or match["last_month"]:
        return "date.range"
    if match["only_year"]:
        return "date.year"
    return "date.day" if match["day"] or match["lone"] else "date.month"


def _year(doc: Document, match: re.Match, known: Known) -> int | None:
    """The year of an expression: stated, told beside it, of the day before it, or of the text."""
    if stated := match["year"] or match["only_year"]:
        return year_of(stated)
    if match["near"] in ("同年", "当年", "次年"):
        year = year_stated_before(doc, match.start())
        return year and year + (match["near"] == "次年")
    if match["lone"] or match["told"] or match["third2"]:
        return known.year
    near = match["near"] or (match["this_year"] or "今") + "年"
    told = match["near"] or match["this_year"]
    if not told and (match["month"] or match["until"] or match.group() in ("年底", "年末")):
        return year_of_day(
            doc,
            match.start(),
            match.end(),
            _number(match["month"] or match["until"] or 12),
            _number(match["day"] or 1),
        )
    year = year_of_the_text(doc)
    return year and year + {"去年": -1, "明年": 1, "前年": -2}.get(near, 0)


def _bounds(match: re.Match, year: int | None, month: int | None):
    if match["only_year"]:
        return {"底": ((12, 1), (12, 31)), "末": ((12, 1), (12, 31)), "初": ((1, 1), (1, 31))}.get(
            match["year_end"] or "", ((1, 1), (12, 31))
        )
    if match.group().endswith(("年底", "年末")):
        return (12, 1), (12, 31)
    if match["until"]:
        return (_number(match["from"]), 1), _last(year, _number(match["until"]))
    if match["months"]:
        return (1, 1), _last(year, _number(match["months"]))
    if match["month"]:
        return _in_month(match, year, _number(match["month"]))
    if month is None:
        return None
    if match["third2"]:
        return _part_of(year, month + ((match["some_month"] or "").startswith("下")), match["third2"])
    first = int(match["lone"] or match["told"])
    return (month, first), (month, int(match["lone2"] or first))


def _in_month(match: re.Match, year: int | None, month: int):
    if match["day"]:
        last = _number(match["day2"] or match["day"])
        return (month, _number(match["day"])), (_number(match["month2"] or month), last)
    if match["last_month"]:
        return (month, 1), _last(year, _number(match["last_month"]))
    if match["third"]:
        return _part_of(year, month, match["third"])
    return (month, 1), _last(year, month)


def _part_of(year: int | None, month: int, third: str):
    """上旬, 中旬, 月底 and the like of a month."""
    if month > 12:
        return None
    if third in _ENDS:
        first, last = _ENDS[third]
        return (month, first), (month, last)
    return (month, 21), _last(year, month)


def _last(year: int | None, month: int) -> tuple[int, int]:
    return month, monthrange(year or 2023, month)[1]


def _number(written: str | int) -> int:
    return int(parse_number(str(written)))


def _fits(year: int | None, month: int, day: int) -> bool:
    return 1 <= day <= monthrange(year or 2024, month)[1]
