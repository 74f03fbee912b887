"""Days as Chinese texts write them. A missing year or month is taken from the anchor passed in."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from yinli.core.numerals import CHINESE_DIGITS, NumberNotRead, parse_number, shortened


class DayNotRead(ValueError):
    """The text is not a day that can be read; `why` says what was wrong."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"“{shortened(text)}”: {why}")
        self.text, self.why = text, why


def parse_day(text: str, anchor: date) -> date:
    """The day written in `text`; a missing year or month is the one nearest to `anchor`.

    Reads 2021年9月3日, 2021-9-3, 20210903, 9月3日, 3日, 二〇二一年九月三日, 今天, 后天, 下周三, 三天后, 月底,
    年底, 明年3月1日. Raises DayNotRead.
    """
    clean = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(clean):
            try:
                return read(found, anchor)
            except (ValueError, OverflowError, NumberNotRead) as error:
                raise DayNotRead(text, "there is no such day") from error
    raise DayNotRead(text, "not a day, such as 2021年9月3日 or 2021-09-03")


def months_on(day: date, count: int) -> date:
    """The same day `count` months later (earlier, below zero), or the last of a shorter month."""
    years, number = divmod(day.month - 1 + count, 12)
    last = monthrange(day.year + years, number + 1)[1]
    return date(day.year + years, number + 1, min(day.day, last))


_N = rf"\d{{1,2}}|[{CHINESE_DIGITS}十]{{1,3}}"
_Y = rf"\d{{4}}|[{CHINESE_DIGITS}]{{4}}"
_RELATIVE_DAYS = {
    "今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_RELATIVE_YEARS = {"前年": -2, "去年": -1, "今年": 0, "明年": 1, "后年": 2}
_WEEKS = {"上": -1, "本": 0, "这": 0, "": 0, "下": 1}
_WEEKDAYS = "一二三四五六日"
_MONTHS = {"上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "下月": 1, "下个月": 1}
_UNITS = {"天": 1, "日": 1, "周": 7, "星期": 7}


def _number(text: str) -> int:
    return int(parse_number(text))


def _full(found: re.Match[str], anchor: date) -> date:
    return date(*(_number(found[name]) for name in ("y", "m", "d")))


def _month_day(found: re.Match[str], anchor: date) -> date:
    number, day = _number(found["m"]), _number(found["d"])
    if said := found["y"]:
        return date(anchor.year + _RELATIVE_YEARS[said], number, day)
    # Within four years either side there is always a 29 February.
    near = [
        day_then for shift in range(-4, 5) if (day_then := _day_or_none(anchor.year + shift, number, day))
    ]
    return min(near, key=lambda candidate: abs((candidate - anchor).days))


def _day_or_none(year: int, number: int, day: int) -> date | None:
    try:
        return date(year, number, day)
    except ValueError:
        return None


def _day_only(found: re.Match[str], anchor: date) -> date:
    start = months_on(anchor.replace(day=1), _MONTHS.get(found["m"] or "", 0))
    return start.replace(day=_number(found["d"]))


def _relative_day(found: re.Match[str], anchor: date) -> date:
    return anchor + timedelta(days=_RELATIVE_DAYS[found.group()])


def _week_day(found: re.Match[str], anchor: date) -> date:
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=_WEEKS[found["week"]])
    return monday + timedelta(days=_WEEKDAYS.index(found["day"].replace("天", "日")))


def _later(found: re.Match[str], anchor: date) -> date:
    sign = -1 if found["way"].endswith("前") else 1
    return anchor + timedelta(days=sign * _number(found["n"]) * _UNITS[found["unit"]])


def _month_end(found: re.Match[str], anchor: date) -> date:
    start = months_on(anchor.replace(day=1), _MONTHS.get(found["m"] or "", 0))
    if found["n"]:
        start = start.replace(month=_number(found["n"]))
    return start.replace(day=monthrange(start.year, start.month)[1])


def _year_end(found: re.Match[str], anchor: date) -> date:
    return date(anchor.year + _RELATIVE_YEARS[found["y"] or "今年"], 12, 31)


_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]]] = [
    (re.compile(rf"(?P<y>{_Y})年(?P<m>{_N})月(?P<d>{_N})[日号]?"), _full),
    (re.compile(r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"), _full),
    (re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"), _full),
    (re.compile(rf"(?P<y>{'|'.join(_RELATIVE_YEARS)})?(?P<m>{_N})月(?P<d>{_N})[日号]?"), _month_day),
    (re.compile(rf"(?P<m>{'|'.join(_MONTHS)})?(?P<d>{_N})[日号]"), _day_only),
    (re.compile("|".join(_RELATIVE_DAYS)), _relative_day),
    (re.compile(r"(?P<week>[上本这下]?)(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"), _week_day),
    (
        re.compile(rf"(?P<n>\d+|[{CHINESE_DIGITS}十百]+)个?(?P<unit>天|日|周|星期)(?P<way>[以之]?[后前])"),
        _later,
    ),
    (re.compile(rf"(?P<m>{'|'.join(_MONTHS)})?(?:(?P<n>{_N})月|月)?(?:底|末)"), _month_end),
    (re.compile(rf"(?P<y>{'|'.join(_RELATIVE_YEARS)})?年?(?:年底|年末|底)"), _year_end),
]
