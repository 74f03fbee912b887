"""Shares, rates of change, multiples and proportions as Chinese texts write them: 增长12.6%, 三成, 翻一番, 3:7."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yinli.core.numerals import CHINESE_DIGITS, NumberNotRead, parse_number


@dataclass(frozen=True, slots=True)
class Ratio:
    """`value` is the number as said, in `unit`: percent (per cent), points (percentage points), times (倍, 番: how many
    times over), or parts (a : b, `value` to `value_to`). Below zero for a fall. A range has its upper end in `value_to`.

    `of` is what it measures: yoy (同比, against the year before), mom (环比, against the month or quarter before), change
    (a rise or fall without saying since when), share (占 …), or None. `bound` is exact, at_least, about or at_most.
    """

    surface: str
    span: tuple[int, int]
    value: Decimal
    unit: str
    of: str | None
    bound: str
    value_to: Decimal | None = None

    @property
    def rule(self) -> str:
        """The form it has."""
        return f"ratio.{self.unit}"


UNITS = ("percent", "points", "times", "parts")
_NUMBER = r"\d{1,6}(?:,\d{3})*(?:\.\d{1,6})?"
_SPOKEN = rf"[{CHINESE_DIGITS}十百点]{{1,8}}"
_RATIO = re.compile(
    rf"(?P<before>不低于|不少于|至少|超过|突破|高于|逾|超|近|将近|接近|约|大约|不到|不足|不超过|低于|最高)?"
    rf"(?:(?P<a>[-+]?{_NUMBER})(?:[%％]?[-—~～至到](?P<b>{_NUMBER}))?(?P<points>个百分点|[%％](?!\d))"
    rf"|百分之(?P<spoken>{_SPOKEN}|{_NUMBER})"
    rf"|(?P<tenths>[一二三四五六七八九]|(?<!\d)\d)成(?P<half>半|[一二三四五六七八九])?(?![为立员都本品效功长就交果绩分熟年不色见])"
    rf"|(?P<times>{_NUMBER}|{_SPOKEN})(?:倍?[-—~～至到](?P<times_to>{_NUMBER}|{_SPOKEN}))?[余多]?倍"
    rf"|翻(?:了)?(?P<doubled>[一两二三四])番"
    rf"|(?<![\d:.])(?P<x>\d{{1,3}}(?:\.\d+)?)[:∶](?P<y>\d{{1,3}}(?:\.\d+)?)(?![\d:.]))"
    rf"(?P<after>以上|左右|上下|以内|以下)?"
)
_CHANGE = re.compile(
    r"(?:同比|环比|较[^,。;\d]{1,8}|比[^,。;\d]{1,8})?(?:净|分别|均)?(?P<way>增长|增加|上升|提高|提升|增幅|增速|上涨|扩大|下降|减少|回落|降低|下滑|降幅|收窄|下跌)"
    r"(?:了|达|为|至|到|率|约|超|近)*$"
)
_FALLS = frozenset(["下降", "减少", "回落", "降低", "下滑", "降幅", "下跌"])
_SINCE = re.compile(r"(?P<yoy>同比|较?比?(?:上年|去年)(?:同期)?)|(?P<mom>环比|较?比?上[月季]|比上个?季度)")
_SHARE = re.compile(r"占[^,。;]{0,16}$|比重[^,。;]{0,4}$|比例[^,。;]{0,4}$|率[^,。;\d]{0,5}$")
_LEAST = {"不低于", "不少于", "至少", "超过", "突破", "高于", "逾", "超", "以上"}
_MOST = {"不到", "不足", "不超过", "低于", "最高", "以内", "以下"}
_ABOUT = {"近", "将近", "接近", "约", "大约", "左右", "上下"}
# 3:7 is a proportion only where the words say so: 9:30 is a time, 3:1 the score of a match.
_PROPORTION_OF, _PROPORTIONED = (
    re.compile(r"比例|配比|占比|按照?$"),
    re.compile(r"的?(?:比例|出资|分成|配套|占比)"),
)
_REACH = 24


def find_ratios(text: str) -> tuple[Ratio, ...]:
    """The ratios in normalised `text`, in order. Amounts that only resemble one (times of day, scores) are left out."""
    return tuple(_ratios(text))


def _ratios(text: str) -> Iterator[Ratio]:
    for match in _RATIO.finditer(text):
        before = re.split("[。;\n]", text[max(0, match.start() - _REACH) : match.start()])[-1]
        if match["x"] and not _is_proportion(before, text[match.end() : match.end() + 6]):
            continue
        try:
            yield _ratio(match, before)
        except NumberNotRead:
            continue


def _is_proportion(before: str, after: str) -> bool:
    return bool(_PROPORTION_OF.search(before.rpartition(",")[2]) or _PROPORTIONED.match(after))


def _ratio(match: re.Match[str], before: str) -> Ratio:
    value, unit, upper = _value(match)
    told = _CHANGE.search(before)
    # 下降到5.1% is where it stands now, not by how much it fell.
    if told and before.endswith(("至", "到", "至约", "到约")):
        return Ratio(match.group(), match.span(), value, unit, None, _bound(match), upper)
    sign = -1 if told and told["way"] in _FALLS else 1
    upper = upper if upper is None else upper * sign
    return Ratio(match.group(), match.span(), value * sign, unit, _of(before, told), _bound(match), upper)


def _value(match: re.Match[str]) -> tuple[Decimal, str, Decimal | None]:
    if match["x"]:
        return Decimal(match["x"]), "parts", Decimal(match["y"])
    if match["doubled"]:
        # Doubled n times over: 2, 4, 8 times as much.
        return Decimal(2) ** int(parse_number(match["doubled"])), "times", None
    if match["times"]:
        return parse_number(match["times"]), "times", _number(match["times_to"])
    if match["tenths"]:
        half = match["half"]
        return parse_number(match["tenths"]) * 10 + (5 if half == "半" else _digit(half)), "percent", None
    unit = "points" if match["points"] and "点" in match["points"] else "percent"
    upper = Decimal(match["b"].replace(",", "")) if match["b"] else None
    return _said(match), unit, upper


def _number(text: str | None) -> Decimal | None:
    return parse_number(text) if text else None


def _said(match: re.Match[str]) -> Decimal:
    return parse_number(match["spoken"]) if match["spoken"] else Decimal(match["a"].replace(",", ""))


def _digit(text: str | None) -> Decimal:
    return parse_number(text) if text else Decimal(0)


def _of(before: str, told: re.Match[str] | None) -> str | None:
    if told is None:
        return "share" if _SHARE.search(before) else None
    since = list(_SINCE.finditer(before))
    return str(since[-1].lastgroup) if since else "change"


def _bound(match: re.Match[str]) -> str:
    words = {match["before"], match["after"]}
    for bound, known in (("at_least", _LEAST), ("at_most", _MOST), ("about", _ABOUT)):
        if words & known:
            return bound
    return "exact"
