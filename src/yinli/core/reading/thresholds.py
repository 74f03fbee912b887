"""Value classes of counted things: 10亿元以上, 过亿元, 亿元级, 不足5亿元, 5至10亿元."""

import re
from dataclasses import dataclass

from yinli.core.numerals import NumberNotRead, parse_number

from .found import Span

_BASES = {"注册资本": "registered_capital", "注册资金": "registered_capital", "估值": "valuation", "产值": "output",
          "营收": "revenue", "营业收入": "revenue", "纳税": "tax", "税收": "tax", "固定资产投资": "fixed_assets",
          "总投资": "investment", "投资额": "investment", "投资": "investment"}  # fmt: skip
_CLASS = re.compile(
    rf"(?P<basis>(?:计划|协议)?(?:{'|'.join(_BASES)}))?(?P<before>超过|不足|不到|低于|过|超|逾|达)?"
    r"(?P<low>\d+(?:\.\d+)?)?(?:(?P<low_scale>[十百千]?[万亿])?元?(?:至|到|-|—|~)(?P<high>\d+(?:\.\d+)?))?(?P<scale>[十百千]?[万亿])(?:元|人民币|(?P<usd>美元))?"
    r"(?P<after>以上|以下|及以上|级)?"
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """`op` is ">=", "<" or, where the text writes a bare value before the thing counted, "="."""

    basis: str | None
    op: str
    value: int
    span: Span


def find_threshold(text: str, start: int, end: int) -> Threshold | None:
    """The last value class between two offsets, if a counted thing may follow it."""
    found = None
    for match in _CLASS.finditer(text, start, end):
        if "元" in match.group() or match["after"] or match["before"] in ("过", "超", "逾"):
            found = _threshold(match) or found
    return found


def _threshold(match: re.Match) -> Threshold | None:
    if not (match["low"] or match["after"] or match["before"] or match.group().endswith("元")):
        return None
    try:
        value = int(parse_number((match["low"] or "1") + (match["low_scale"] or match["scale"])))
    except NumberNotRead:
        return None
    basis = next(
        (code for word, code in _BASES.items() if match["basis"] and match["basis"].endswith(word)), None
    )
    return Threshold(basis, _op(match), value, match.span())


def _op(match: re.Match) -> str:
    if match["after"] == "以下" or match["before"] in ("不足", "不到", "低于"):
        return "<"
    return ">=" if match["after"] or match["before"] or match["high"] or not match["low"] else "="
