"""Stretches of time as Chinese texts name them without a day: quarters, halves of years, five-year plans, 年内, 去年同期."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from yinli.core.daytext import months_on
from yinli.core.numerals import CHINESE_DIGITS, parse_number


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """`surface` stands at `span`; `first` and `last` are the days it covers, None where the text gives no year to go by.
    `bound` is exact, about (近三年), or before (年内: by its last day). `rule` names its form."""

    surface: str
    span: tuple[int, int]
    first: date | None
    last: date | None
    rule: str
    bound: str = "exact"


def find_periods(text: str, spoken_on: date | None) -> tuple[NamedPeriod, ...]:
    """The periods named in normalised `text`, in order; `spoken_on` is the day from which 去年, 年内, 下个月 are told."""
    found: list[NamedPeriod] = []
    for match in _EXPRESSION.finditer(text):
        rule = str(match.lastgroup)
        one = NamedPeriod(
            match.group(), match.span(), None, None, f"period.{rule}", _BOUND.get(rule, "exact")
        )
        days = _same_before(match.group(), found) if rule == "a_year_before" else None
        days = days or _FORMS[rule](match.group(), spoken_on)
        found.append(replace(one, first=days[0], last=days[1]) if days else one)
    return tuple(found)


Days = tuple[date, date] | None
_N = rf"(?:\d{{1,2}}|[{CHINESE_DIGITS}十]{{1,3}})"
_YEAR = r"(?:(?:19|20)\d{2}年?|今年|去年|上年|前年|明年|同年|当年)?"
# Name of the form → pattern. The first that fits counts.
_PATTERNS = {
    "plan": r"[“\"]?十[一二三四五六七八九]五[”\"]?(?:规划)?(?:期末|期间|时期|规划期|以来|末期?|初期?)",
    "a_year_before": r"(?:去年|上年|前年)同期",
    "quarters": rf"{_YEAR}前[两二三123]个?季度|{_YEAR}[一1](?:[-至到]|季度至)[二三四2-4]季度",
    "quarter": rf"{_YEAR}第?(?<![-至到])[一二三四1-4]季度末?|(?:19|20)?\d{{2}}年?[Qq][1-4](?![A-Za-z0-9])",
    "this_quarter": r"[本上下]个?季度",
    "half": rf"{_YEAR}[上下]半年",
    "since_new_year": r"(?<![\d去前上明])(?:今年|(?<!年)年初|元旦|新年)以来",
    "within_year": r"(?<![\d一二三四五六七八九十两几数去明前近年半])(?:今年)?年内",
    "month": r"(?<![\d一二三四五六七八九十两])[上下]个?月(?![底初末中上下旬\d])|(?<!\d)(?<!基)本月(?![底初末中上下旬\d])",
    "week": r"(?<![一二三四五六七八九十\d会])[上下本]周(?![一二三四五六日天\d边期转年游])",
    "years_back": rf"近{_N}年(?:来|间)?(?!前)",
    "months_on": rf"(?<![过去前续近])(?:未来|今后)?(?<![\d一二三四五六七八九十两]){_N}个月(?:之?内|以内)",
    "years_on": rf"(?:未来|今后){_N}(?:到{_N}|至{_N}|-{_N})?年",
}
_EXPRESSION = re.compile("|".join(f"(?P<{rule}>{pattern})" for rule, pattern in _PATTERNS.items()))
_BOUND = {"within_year": "before", "months_on": "before", "years_back": "about", "years_on": "about"}
_SHIFT = {"去年": -1, "上年": -1, "前年": -2, "明年": 1}
# What a 去年同期 after it means.
_COMPARED = frozenset(f"period.{rule}" for rule in ("quarter", "quarters", "this_quarter", "half", "month"))
_HALF_OF_YEAR = {"上": (1, 6), "下": (7, 12)}


def _months(year: int, first: int, last: int) -> Days:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _year(text: str, on: date | None, begins: int) -> int | None:
    """The year stated, or told from the day of the text; one that names none means the last that has begun."""
    if stated := re.match(r"((?:19|20)\d{2})|(\d{2})(?=年?[Qq])", text):
        return int(stated[1]) if stated[1] else 2000 + int(stated[2])
    if on is None or text.startswith(("同年", "当年")):
        return None
    if shift := _SHIFT.get(text[:2]):
        return on.year + shift
    # In January and February people speak of the year gone by: 四季度 is its last quarter.
    return on.year - 1 if on.month <= 2 and begins >= 10 and not text.startswith("今年") else on.year


def _number(text: str) -> int:
    return int(parse_number(text))


def _plan(text: str, on: date | None) -> Days:
    """The n-th five-year plan: the first began in 1953, the third, after a gap of three years, in 1966."""
    at = text.index("十")
    first = 1966 + 5 * (_number(text[at : at + 2]) - 3)
    if "末" in text:
        return _months(first + 4, 1, 12)
    if text.endswith(("初", "初期")):
        return _months(first, 1, 12)
    start, end = date(first, 1, 1), date(first + 4, 12, 31)
    return (start, min(on, end)) if text.endswith("以来") and on and on >= start else (start, end)


def _quarter(text: str, on: date | None) -> Days:
    number = "一二三四".find(text[text.find("季") - 1]) + 1 if "季" in text else 0
    number = number or int(re.findall(r"[1-4]", text)[-1])
    year = _year(text, on, 3 * number - 2)
    last = 3 * number
    return _months(year, last if text.endswith("末") else last - 2, last) if year else None


def _quarters(text: str, on: date | None) -> Days:
    told = re.findall(r"[一二三四两1-4](?=个?季度)", text)[-1]
    many = {"两": 2, "二": 2, "三": 3, "四": 4}.get(told) or (int(told) if told.isdigit() else 1)
    # In the first weeks of a year not even its first quarter is over: the quarters are those of the year before.
    year = _year(text, on, 10)
    return _months(year, 1, 3 * many) if year else None


def _this_quarter(text: str, on: date | None) -> Days:
    if on is None:
        return None
    start = months_on(date(on.year, 3 * ((on.month - 1) // 3) + 1, 1), {"上": -3, "本": 0, "下": 3}[text[0]])
    return start, months_on(start, 3) - timedelta(days=1)


def _half(text: str, on: date | None) -> Days:
    first, last = _HALF_OF_YEAR[text[-3]]
    year = _year(text, on, first)
    return _months(year, first, last) if year else None


def _since_new_year(text: str, on: date | None) -> Days:
    return (date(on.year, 1, 1), on) if on else None


def _within_year(text: str, on: date | None) -> Days:
    return (on, date(on.year, 12, 31)) if on else None


def _a_year_before(text: str, on: date | None) -> Days:
    """So far as in the year of the text, where no period was named before it."""
    if on is None:
        return None
    back = _back(text)
    return date(on.year + back // 12, 1, 1), months_on(on, back)


def _same_before(text: str, found: list[NamedPeriod]) -> Days:
    """The quarter, half or month named last, a year or two earlier."""
    told = next((one for one in reversed(found) if one.rule in _COMPARED), None)
    if told is None or told.first is None or told.last is None:
        return None
    back = _back(text)
    return months_on(told.first, back), months_on(told.last, back)


def _back(text: str) -> int:
    return -24 if text.startswith("前年") else -12


def _month(text: str, on: date | None) -> Days:
    if on is None:
        return None
    start = months_on(on.replace(day=1), {"上": -1, "本": 0, "下": 1}[text[0]])
    return start, months_on(start, 1) - timedelta(days=1)


def _week(text: str, on: date | None) -> Days:
    if on is None:
        return None
    monday = on - timedelta(days=on.weekday()) + timedelta(weeks={"上": -1, "本": 0, "下": 1}[text[0]])
    return monday, monday + timedelta(days=6)


def _counted(text: str) -> int:
    """How many years or months: of 两三 the 三, of 十五六 the 16, of 3到5 the 5."""
    return max(_last_of(one) for one in re.findall(_N, text))


def _last_of(number: str) -> int:
    pair = re.fullmatch(rf"(.*)([{CHINESE_DIGITS}])([{CHINESE_DIGITS}])(十?)", number)
    return _number(pair[1] + pair[3] + pair[4]) if pair else _number(number)


def _years_back(text: str, on: date | None) -> Days:
    return (months_on(on, -12 * _counted(text)), on) if on else None


def _months_on(text: str, on: date | None) -> Days:
    return (on, months_on(on, _counted(text))) if on else None


def _years_on(text: str, on: date | None) -> Days:
    return (on, months_on(on, 12 * _counted(text))) if on else None


_FORMS: dict[str, Callable[[str, date | None], Days]] = {
    "plan": _plan,
    "a_year_before": _a_year_before,
    "quarters": _quarters,
    "quarter": _quarter,
    "this_quarter": _this_quarter,
    "half": _half,
    "since_new_year": _since_new_year,
    "within_year": _within_year,
    "month": _month,
    "week": _week,
    "years_back": _years_back,
    "months_on": _months_on,
    "years_on": _years_on,
}


def forms() -> Iterator[str]:
    """The names of all forms, as `rule` gives them."""
    return (f"period.{rule}" for rule in _FORMS)
