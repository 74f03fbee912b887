"""Numbers as Chinese texts write them: 一百二十亿, 两千万, 3.5亿, 1.2万亿, 12亿5000万."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩", "一二三四五六七八九十百千万亿二三六两")

# A number as it may stand in a text. 万亿 and the like follow an Arabic number as its unit.
# Lengths are bounded: a page of digits must cost no more than a page of text.
ARABIC = r"(?:\d{1,3}(?:[,，]\d{3}){1,6}|\d{1,18})(?:[.．]\d{1,16})?(?!\d)"
CHINESE_DIGITS = "零〇一二三四五六七八九两俩壹贰叁肆伍陆柒捌玖貳參陸兩"
CHINESE = rf"[{CHINESE_DIGITS}十百千万亿拾佰仟萬億点]{{1,24}}"
UNITS = r"(?:[万萬][亿億]|[十百千]{0,2}[万亿萬億]|[十百千])"

LONGEST = 40

_SEGMENT = re.compile(rf"({ARABIC})\s*({UNITS})?\s*")


def shortened(text: str) -> str:
    """The text as an error message quotes it: a pasted page is not repeated whole."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class NumberNotRead(ValueError):
    """The text is not a number that can be read; `why` says what was wrong."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"“{shortened(text)}”: {why}")
        self.text, self.why = text, why


def parse_number(text: str) -> Decimal:
    """The number written in `text`, Arabic, Chinese or mixed. Raises NumberNotRead."""
    clean = unicodedata.normalize("NFKC", text).translate(_FORMAL).strip()
    if not clean:
        raise NumberNotRead(text, "there is no number")
    if len(clean) > LONGEST:
        raise NumberNotRead(text, "too long for a number")
    value = _mixed(clean) if clean[0].isdigit() else _chinese(clean)
    if value is None:
        raise NumberNotRead(text, "not a number")
    return Decimal(int(value)) if value == value.to_integral_value() else value


def unit_value(units: str) -> int:
    """What a unit such as 千万 multiplies by; 1 for none."""
    value = 1
    for unit in units.translate(_FORMAL):
        value *= _SMALL.get(unit) or _BIG[unit]
    return value


def _mixed(text: str) -> Decimal | None:
    total, position, last = Decimal(0), 0, None
    while position < len(text):
        segment = _SEGMENT.match(text, position)
        if not segment:
            return None
        unit = unit_value(segment.group(2) or "")
        if last is not None and unit >= last:
            return None  # 5万3亿 and 5 6 are no numbers
        total += Decimal(segment.group(1).replace(",", "").replace("，", "")) * unit
        last, position = unit, segment.end()
    return total


def _chinese(text: str) -> Decimal | None:
    whole, point, rest = text.partition("点")
    if point:
        return _with_decimals(whole, rest)
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return Decimal("".join(str(_DIGITS[character]) for character in text))
    value = _grouped(text)
    return None if value is None else Decimal(value)


def _with_decimals(whole: str, rest: str) -> Decimal | None:
    digits = rest.rstrip("".join(_SMALL) + "".join(_BIG))
    before = _grouped(whole)
    if before is None or not digits or any(digit not in _DIGITS for digit in digits):
        return None
    value = Decimal(f"{before}." + "".join(str(_DIGITS[digit]) for digit in digits))
    return value * unit_value(rest[len(digits) :])


def _grouped(text: str) -> int | None:
    """The value of 一百二十亿三千万: split at the last 亿, then at the last 万, then 千, 百, 十."""
    for unit, worth in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        left, found, right = text.rpartition(unit)
        if found:
            return _joined(left, worth, right)
    return _DIGITS.get(text.lstrip("零〇"), 0 if set(text) <= {"零", "〇"} else None)


def _joined(left: str, worth: int, right: str) -> int | None:
    times = 1 if not left.strip("零〇") else _grouped(left)
    if times is None or (times > 9 and worth < 10**4):
        return None
    if not right:
        return times * worth
    if right in _DIGITS and worth > 10:  # 三千五 is 3,500, 三千零五 is 3,005
        return times * worth + _DIGITS[right] * worth // 10
    rest = _grouped(right)
    return None if rest is None or rest >= worth else times * worth + rest
