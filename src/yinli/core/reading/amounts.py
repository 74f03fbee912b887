"""Sums of money in running text with what they are about; how a sum is written is told by core.moneytext."""

import re
from decimal import Decimal
from functools import lru_cache

from yinli.core.money import Amount, MoneyNotRead, amount_of
from yinli.core.moneytext import AMOUNT, qualifier_of

from .cover import Cover
from .document import Document
from .found import Span, Sum
from .lexicons import words

_SCALE = re.compile(r"[十百千]?[万亿]")
_COUNTED_IN_YI = re.compile(
    r"[千万]?[瓦吨斤人次平只台件套枚片颗辆字粒亩株头度立羽尾枝盒袋艘瓶罐箱]|升(?!级)|支(?![持付出援撑])|部(?![分署])|包(?![括含干])"
    r"|双(?![方创])|方(?![可案面能])|张(?!家)|条(?!件)|份(?!额)|户|级|公[里斤]|毫升|米"
)
_COUNTED_IN_WAN = re.compile(r"[\u4e00-\u9fff]?[瓦吨人次平只台件套枚片颗辆字粒亩株头户]")
# Words of money shortly before a bare number of 万, and behind it.
_SPOKEN = re.compile(
    r"(?:投|出资|超过|投资|资助|奖|补贴|融资|给|到账|金额|约|设备|营收|收入|产值|税收|纳税|利润|租金|年薪|贴息|贷款?|货款|资本|认缴|实缴"
    r"|拿出|掏)[^,。]{0,4}$"
)
_OF_MONEY = re.compile(
    r"(?:的)?(?:营收|收入|产值|税收|利润|资金|资本|贷款|补贴|奖励|奖金|投资(?![者人商])|基金|年薪|租金|经费|预算|做种子|入股|注册资)"
)
# 两个亿元项目 are two projects of a class.
_OF_A_CLASS = re.compile("(?:以上|级)?(?:工业|产业|重大)?(?:项目|企业|村|产业)")
# Places and offices as only texts from Taiwan write them.
_TAIWANESE = re.compile(
    "[臺台][北中南東][市縣]|高雄市|新竹[市縣]|桃園市|(?:雲林|彰化|苗栗|屏東|嘉義|宜蘭|花蓮|南投)縣|竹科|中科管理局|南科管理局"
)
_MAINLAND = re.compile("[省盟]|上海|北京|天津|重[庆慶]|深圳|[广廣]西|我市|党|黨委")
# A price for one of something: 两百九十万一亩.
_APIECE = re.compile("(?:一|每|/)[亩平吨年月套台个]")

# Of these a thing has one.
_WHOLES = frozenset(["总投资", "协议总投资", "总金额", "规模", "注册资本"])
# What bare numbers of 万 count that are no money, before them.
_NO_MONEY = re.compile(
    r"(?:产量|(?<![去今明前当同])[年日]产(?![值业])|产能|人口|客流|粉丝|游客|阅读|点击|播放|曝光|浏览|面积|人次|用水|用气|发电)量?[^,。、;\n]{0,5}$"
    r"|(?:亩|吨|(?<![落客用])户)$"
)


def to_number(value: Decimal) -> int | float:
    """For JSON: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def find_amounts(doc: Document, thresholds: list[Span]) -> tuple[Sum, ...]:
    """Sums of money; those inside `thresholds` (value classes of counted results) are no sums."""
    classes = Cover(len(doc.text), thresholds)
    found: dict[tuple, Sum] = {}
    for match in AMOUNT.finditer(doc.text):
        start = match.start("low") if match["low"] else match.start("number")
        if not classes.is_free(start, start + 1) or not _is_money(doc, match):
            continue
        try:
            told = _sum(doc, match, amount_of(match))
        except MoneyNotRead:
            continue
        # The same sum of the same thing, told again, is one.
        whole = told.about if told.about in _WHOLES else told.span
        found.setdefault((told.value, told.currency, whole), told)
    return tuple(found.values())


def _is_money(doc: Document, match: re.Match) -> bool:
    number = match["number"]
    if match["low"] is None and _SCALE.match(number):
        # 亿元以上 and 千万级 without a figure are classes.
        return False
    if doc.text[max(0, match.start() - 1) : match.start()] in tuple("数几第") or _is_class(doc, match):
        return False
    if match["after"] or match["before"] or match["english"]:
        return number[0].isdigit() or bool(_SCALE.search(number))
    return bool(_SCALE.search(number)) and _is_spoken_of(doc, match)


def _is_class(doc: Document, match: re.Match) -> bool:
    # 级 behind it makes a class of it (百亿级); a 个 within it counts things of a class (30个亿元以上项目).
    things = "个" in match["number"] and (match["tail"] or _OF_A_CLASS.match(doc.text, match.end()))
    return doc.text[match.end() : match.end() + 1] == "级" or bool(things)


def _is_spoken_of(doc: Document, match: re.Match) -> bool:
    """Whether a number of 万 or 亿 that names no currency is money by the words around it."""
    following = doc.text[match.end() : match.end() + 2]
    said = doc.text[max(0, match.start() - 12) : match.start("number")]
    if "亿" in match["number"]:
        return not _COUNTED_IN_YI.match(following) and bool(
            _SPOKEN.search(said) or not _NO_MONEY.search(said)
        )
    # A figure of its own between two marks (甲公司签了,8000万,做板材).
    ends = not following or following[0] in ",。;)的悬!?\n、"
    spoken = bool(_SPOKEN.search(said)) or (ends and not _NO_MONEY.search(said))
    named = bool(_OF_MONEY.match(doc.text, match.end()) or _APIECE.match(doc.text, match.end()))
    return (named and not _NO_MONEY.search(said)) or (spoken and not _COUNTED_IN_WAN.match(following))


def _sum(doc: Document, match: re.Match, amount: Amount) -> Sum:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    span = (start, start + len(match.group().strip()))
    plain = not match["after"] or match["after"] in ("元", "圆")
    return Sum(
        doc.surface(span),
        to_number(amount.original),
        "TWD" if plain and not match["before"] and _is_taiwanese(doc.original) else amount.currency,
        _about(doc, span[0]),
        span,
        "money.figure" if amount.to is None else "money.range",
        _plain(qualifier_of(match)),
        None if amount.to is None else to_number(amount.to),
        amount.bound,
    )


@lru_cache(maxsize=2)
def _is_taiwanese(original: str) -> bool:
    """Whether a plain 元 is a Taiwan dollar: the text, in traditional script, speaks of that currency, or of places there
    and of none on the mainland."""
    if "新台幣" in original:
        return True
    places = {name.replace("臺", "台") for name in _TAIWANESE.findall(original)}
    return bool(places) and not _MAINLAND.search(original)


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
