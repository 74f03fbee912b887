"""The shapes in which money stands in Chinese and English texts: patterns and the words around a number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from yinli.core.numerals import ARABIC, CHINESE, UNITS

_CURRENCIES = {
    "USD": "美元|美金|usd|us dollars|dollars",
    "HKD": "港元|港币|港幣|hkd",
    "EUR": "欧元|歐元|euros?|eur",
    "JPY": "日元|日圆|jpy",
    "GBP": "英镑|gbp",
    "TWD": "新台币|新台幣|台币|台幣|twd",
    "KRW": "韩元|krw",
    "SGD": "新加坡元|sgd",
    "MOP": "澳门元|澳门币|mop",
    "CNY": "元人民币|人民币|rmb|cny|yuan|[元圆圓](?![旦宵件器素年月首老气祖培朝])(?!宇宙)",
}
_BEFORE = {
    "CNY": "¥|￥|人民币|rmb|cny",
    "USD": r"us\$|usd|(?<![a-z])\$",
    "HKD": r"hk\$|hkd",
    "EUR": "€|eur",
    "GBP": "£|gbp",
    "TWD": r"新台币|新台幣|nt\$|twd",
}
ENGLISH = {
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}

# 上, 过 and 破 qualify only a bare 亿, 千万 …: 线上5000万 and 通过5亿 are no bounds; nor is 签约5亿.
_LEAST = (
    "不低于|不少于|不小于|至少|超过|突破|多于|高于|大于|over|more than|at least|超|逾"
    "|(?<!通)(?<!经)[过上破](?=[百千万亿])"
)
_MOST = (
    "不超过?|不高于|不多于|不大于|至多|最多|低于|少于|小于|封顶|最高(?:可[获达])?|不足|不到"
    "|up to|at most|less than"
)
_ABOUT = r"大约|大概|将近|接近|about|nearly|around|(?<![签合履条预邀违])约|(?<![附最])近"
_LEAST_AFTER, _MOST_AFTER, _ABOUT_AFTER = "以上|之上|出头|or more", "以下|以内|之内", "左右|上下"

MORE = re.compile("[余餘多几幾来來]")
# What stands inside a number without being part of it: 30余亿, 8个亿.
FILLER = re.compile("[余餘多几幾来來个]")
VAGUE = re.compile("(?:[数數]|(?<!十)[几幾])[十百千万亿萬億]")
TRAILING_UNIT = re.compile(r"(?:[万萬][亿億]|[千百]?[万萬]|千?[亿億])$")

_MORE_INSIDE = "(?:[余餘多]|[来來](?=[万亿萬億]))"
_SPACE = r"\s{0,2}"
_ARABIC_NUMBER = (
    rf"(?:{ARABIC}){_SPACE}(?:{_MORE_INSIDE}{_SPACE})?(?:个(?=[亿億]))?(?:{UNITS})?{_MORE_INSIDE}?"
    rf"(?:(?:{ARABIC}){_SPACE}{UNITS}){{0,2}}"
)
_CHINESE_NUMBER = (
    rf"{CHINESE}(?:(?:[余餘多几幾来來][万亿萬億]|[余餘多几幾]?个[余餘多]?[亿億])[亿億]?)?{_MORE_INSIDE}?"
)
_NUMBER = rf"(?:{_ARABIC_NUMBER}|{_CHINESE_NUMBER})"
_AFTER = "|".join(_CURRENCIES.values())

AMOUNT = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<about>{_ABOUT}))?{_SPACE}"
    rf"(?P<before>{'|'.join(_BEFORE.values())})?{_SPACE}"
    rf"(?<![\d.．])"
    rf"(?:(?P<low>{_NUMBER}){_SPACE}(?:{_AFTER})?{_SPACE}(?:-|－|—|–|~|～|至|到){_SPACE})?"
    rf"(?P<number>{_NUMBER}){_SPACE}"
    rf"(?:(?P<english>{'|'.join(ENGLISH)})\b{_SPACE})?"
    rf"(?P<after>{_AFTER})?"
    rf"(?P<tail>{_SPACE}(?:{_LEAST_AFTER}|{_MOST_AFTER}|{_ABOUT_AFTER}))?",
    re.IGNORECASE,
)

_MONEY_BEFORE = re.compile(
    "(?:投资|资金|金额|资本|规模|融资|产值|营收|收入|税收|纳税|出资|募|估值|投入|投了?|基金|认缴|实缴|总价|合同额|到位|额)"
    "[^，。；、,;]{0,6}$"
)
_MONEY_NEXT = re.compile(r"$|[\s，。、；：,.;:!?！？）)》”\"~-]|的|投资|项目|资金|规模|基金|产值")
_BARE_UNIT = re.compile("[百千万亿萬億]")

STEPS_ZH = (
    (Decimal(10**12), "", "万亿元"),
    (Decimal(10**8), "", "亿元"),
    (Decimal(10**4), "", "万元"),
    (Decimal(0), "", "元"),
)
STEPS_EN = (
    (Decimal(10**12), "¥", " tn"),
    (Decimal(10**9), "¥", " bn"),
    (Decimal(10**6), "¥", " m"),
    (Decimal(0), "¥", ""),
)


def currency_of(match: re.Match[str]) -> str:
    """The currency code an amount names, before or after its number; CNY when it names none."""
    # 新台币8亿元 and US$5 m 元 are what stands before: 元 alone names the unit and not the country.
    plain = re.fullmatch("[元圆圓]", match["after"] or "") and match["before"]
    for said, words in (("" if plain else match["after"], _CURRENCIES), (match["before"], _BEFORE)):
        for code, pattern in words.items():
            if said and re.fullmatch(pattern, said, re.IGNORECASE):
                return code
    return "CNY"


def bound_of(match: re.Match[str]) -> Literal["exact", "at_least", "about", "at_most"]:
    """What the words around the number make of it."""
    tail = (match["tail"] or "").strip()
    if match["least"] or (tail and re.fullmatch(_LEAST_AFTER, tail)):
        return "at_least"
    if match["most"] or (tail and re.fullmatch(_MOST_AFTER, tail)):
        return "at_most"
    if match["about"] or tail:
        return "about"
    return "at_least" if MORE.search(match["number"]) else "exact"


def qualifier_of(match: re.Match[str]) -> str | None:
    """The word that makes a bound of the number, as written: 超, 近, 余, 以上; None for a plain figure."""
    said = match["least"] or match["most"] or match["about"]
    if not said and (more := MORE.search(match["number"])):
        said = more.group()
    return said or (match["tail"] or "").strip() or None


def is_money(match: re.Match[str]) -> bool:
    """Whether a match in running text is an amount, and not a count, a class (百亿级) or a vague figure."""
    text, number = match.string, match["number"]
    before, rest = text[: match.start()], text[match.end() :]
    if before[-1:] in tuple("数几第數幾") or rest[:1] == "级":
        return False
    if _BARE_UNIT.match(number) and not (match["least"] or match["most"] or match["about"] or match["tail"]):
        return False
    if match["after"] or match["before"]:
        return len(number) > 1 or number.isdigit() or bool(_BARE_UNIT.match(number))
    large = re.search("[亿億]|[千百][万萬]|\\d[万萬]", number)
    return bool(large and _MONEY_BEFORE.search(before) and _MONEY_NEXT.match(rest))
