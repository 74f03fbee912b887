"""Sums of money with their qualifiers, ranges and what they are about."""

import re

from yinli.core.numerals import NumberNotRead, parse_number

from .document import Document
from .found import Span, Sum
from .lexicons import words

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = r"[一二三四五六七八九十百两]+"
_UNIT = r"(?:[十百千]?万|[十百千万]?亿)"
_CURRENCY = {"美元": "USD", "美金": "USD", "欧元": "EUR", "港元": "HKD", "港币": "HKD", "日元": "JPY", "英镑": "GBP",
             "新台币": "TWD", "人民币": "CNY", "元": "CNY", "元人民币": "CNY"}  # fmt: skip
_MONEY = "|".join(sorted(_CURRENCY, key=len, reverse=True))
_BEFORE = (
    "不低于|不少于|不超过|不高于|不足|不到|最高可获|最高可达|最高|封顶|超过|突破|将近|接近|大概|大约|至少"
    "|超|(?<!附)近|(?<![签条履合预])约|逾|达到|达"
)
_AFTER = "出头|左右|以上|以下|以内|余|多"
AMOUNT = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<hand>人民币)?(?P<low>{_NUMBER}|{_CHINESE}(?={_UNIT}))(?P<few>[余多])?(?:个(?={_UNIT}(?!元)))?"
    rf"(?P<scale>{_UNIT})?(?P<few2>[余多])?(?P<money1>{_MONEY})?"
    rf"(?:\s?(?:至|到|[-—~])\s?(?P<high>{_NUMBER})(?P<scale2>{_UNIT})?)?(?P<money>{_MONEY})?(?P<after>{_AFTER})?"
)


def to_number(written: str, scale: str | None = None) -> int | float:
    """A written number times its scale word, whole where it is whole."""
    value = parse_number(written + (scale or ""))
    return int(value) if value == value.to_integral_value() else float(value)


def find_amounts(doc: Document, thresholds: list[Span]) -> tuple[Sum, ...]:
    """Sums of money; those inside `thresholds` (value classes of counted results) are no sums."""
    found = []
    for match in AMOUNT.finditer(doc.text):
        if not _is_money(doc, match) or any(a <= match.start("low") < b for a, b in thresholds):
            continue
        try:
            found.append(_sum(doc, match))
        except NumberNotRead:
            continue
    return tuple(found)


def _is_money(doc: Document, match: re.Match) -> bool:
    if match["money"] or match["money1"]:
        return bool(match["scale"] or match["scale2"] or match["low"][0].isdigit())
    if not (match["scale"] or match["scale2"]):
        return False
    following = doc.text[match.end() : match.end() + 2]
    if "亿" in (match["scale2"] or match["scale"]):
        return not re.match(r"[千万]?[瓦吨斤人次平只台件套枚片颗辆字元粒亩株头度立]|级", following)
    spoken = re.search(
        r"(?:投|出资|超过|投资|资助|奖|补贴|融资|给|到账|金额|约|设备)[^,。]{0,4}$",
        doc.text[: match.start("low")],
    )
    return bool(spoken) and not re.match(r"[\u4e00-\u9fff]?[瓦吨人次平只台件套枚片颗辆字粒亩株头]", following)


def _sum(doc: Document, match: re.Match) -> Sum:
    scale = match["scale"] or match["scale2"]
    unit = match["money"] or match["money1"] or "元"
    high = to_number(match["high"], match["scale2"] or match["scale"]) if match["high"] else None
    qualifier = match["before"] or match["few"] or match["few2"] or match["after"]
    if qualifier in ("达", "达到"):
        qualifier = None
    start = match.start() if qualifier else match.start("hand") if match["hand"] else match.start("low")
    span = (start, match.end())
    return Sum(
        doc.surface(span),
        to_number(match["low"], scale),
        _CURRENCY[unit],
        _about(doc, match.start()),
        span,
        "money.range" if high is not None else "money.figure",
        _plain(qualifier),
        high,
    )


def _plain(qualifier: str | None) -> str | None:
    return "最高" if qualifier and qualifier.startswith("最高") else qualifier


def _about(doc: Document, start: int) -> str:
    """The word of money nearest before the figure in its clause; empty when none is said."""
    clause = doc.clause_at(start)
    before = doc.text[clause.start : start] if clause else ""
    placed = [
        (before.rfind(word), len(word), word) for word in words("counts", "money.about") if word in before
    ]
    return max(placed)[2] if placed else ""
