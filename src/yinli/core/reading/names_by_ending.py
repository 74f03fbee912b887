"""Bodies whose name ends in a word of their kind: 有限公司, 基金, 开发区, 商会, 大学, 研究院, 局 …"""

import re
from functools import cache

from .document import Document
from .lexicons import alternation, table, words
from .mentions import Mention, distinct, grow_left
from .segment import Token

_NOT_AFTER = {
    "大学": "生城士毕校", "学院": "派", "公司": "债制化法章", "集团": "化军百", "基金": "会业管经小份净",
    "银行": "业家卡", "新区": "域块", "证券": "化市交", "学校": "", "分会": "场", "分社": "会", "小镇": "居",
    "商会": "谈面", "支行": "", "医院": "", "飞地": "招经模建", "联盟": "", "中心": "城区",
}  # fmt: skip


def by_ending(doc: Document) -> list[Mention]:
    """Mentions found by the ending of the name, longest only where they overlap is left to the caller."""
    found = [m for match in _endings().finditer(doc.text) if (m := _named(doc, match))]
    return found + _bureaus(doc) + _seats(doc) + _foreign(doc) + _of_order(doc) + _shortened(doc)


@cache
def _kinds() -> dict[str, str]:
    lexicon = table("organisations")
    kinds = {word: "enterprise" for word in lexicon["enterprise"]["legal"].split()}
    for kind in ("fund", "park", "association", "university", "institution"):
        kinds |= {word: kind for word in lexicon[kind]["endings"].split()}
    return kinds


@cache
def _endings() -> re.Pattern:
    return re.compile("|".join(re.escape(w) for w in sorted(_kinds(), key=len, reverse=True)))


def _named(doc: Document, match: re.Match) -> Mention | None:
    ending, start, end = match.group(), match.start(), match.end()
    if doc.text[end : end + 1] and any(
        ending.endswith(word) and doc.text[end] in tail for word, tail in _NOT_AFTER.items()
    ):
        return None
    if doc.tokens[doc.token_index(start)].text in _skipped() - {ending}:
        return None
    tokens = grow_left(doc, start)
    kind = _kinds()[ending]
    if kind == "park" and doc.text.startswith("项目", end):
        return None
    if not tokens or not _names(kind, ending, [t for t in tokens if t.end <= start]):
        return None
    return Mention(tokens[0].start, end, kind, f"org.{kind}")


def _skipped() -> frozenset[str]:
    return words("organisations", "words.skip")


def _names(kind: str, ending: str, before: list[Token]) -> bool:
    """Whether the words before an ending make a name: coined words, or a place, or (funds) a theme."""
    if distinct(before) >= 2:
        return True
    placed = bool(before) and _places(before[0])
    if kind == "enterprise":
        return placed and (len(before) > 1 or ending in ("银行", "支行", "分行", "证券")) and _spoken(before)
    themed = any(t.text in words("industries", "sectors") for t in before)
    if kind in ("fund", "institution"):
        return themed or placed
    return placed or (ending in ("小镇", "协会", "学会", "联盟") and themed)


def _places(token: Token) -> bool:
    """Whether a name opens with a place, or with a region's one-sign name (甬|创投集团)."""
    if token.kind == "ns":
        return token.text not in ("中国", "全国")
    return token.text in words("organisations", "words.regions")


def _spoken(before: list[Token]) -> bool:
    return before[-1].text not in ("相关", "有关", "优势", "重点", "各大", "知名", "本地", "一家")


@cache
def _bureau() -> re.Pattern:
    subjects = alternation("organisations", "government.subjects")
    ends = alternation("organisations", "government.ends")
    return re.compile(rf"(?:{subjects}){{1,3}}(?:{ends})(?![面势限部域]|长(?!何|期)|公室?用)")


def _bureaus(doc: Document) -> list[Mention]:
    found = []
    for match in _bureau().finditer(doc.text):
        start = _seat_start(doc, match.start())
        if start < match.start():
            found.append(Mention(start, match.end(), "government", "org.bureau"))
    return found


_LEVEL = re.compile(r"(?:[省市县区州旗](?:委|政府)?|国家|中央)$")


def _seat_start(doc: Document, start: int) -> int:
    """Where a bureau's name begins: its level (市, 县委), places before it, 驻 and a place between."""
    areas = {m.end: m for m in doc.areas if m.end - m.start > 1}
    at = start
    if at not in areas and (level := _LEVEL.search(doc.text, max(0, at - 3), at)):
        inside = next((end for end in range(level.start() + 1, level.end()) if end in areas), None)
        at = inside or (level.start() if _free(doc, level.start()) else at)
    while at in areas or (at and doc.text[at - 1] == "驻" and at - 1 in areas):
        at = areas[at].start if at in areas else at - 1
    return at


def _free(doc: Document, at: int) -> bool:
    """Whether a level sign at `at` starts a word of its own (市科技局) or closes a place (讷河市 …)."""
    token = doc.tokens[doc.token_index(at)]
    return token.start == at or token.kind == "ns"


def _seats(doc: Document) -> list[Mention]:
    """管委会, 街道办事处, 人民政府 after a named place or park."""
    found = []
    for match in re.finditer(alternation("organisations", "government.seats"), doc.text):
        tokens = [t for t in grow_left(doc, match.start()) if t.start < match.start()]
        if tokens and (tokens[0].kind == "ns" or distinct(tokens) >= 2):
            found.append(Mention(tokens[0].start, match.end(), "government", "org.seat"))
    return found


@cache
def _abroad() -> re.Pattern:
    countries = alternation("organisations", "government.countries")
    ends = alternation("organisations", "government.foreign")
    posts = alternation("organisations", "government.posts_abroad")
    return re.compile(
        rf"(?:{countries}|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,6}}州)(?:联邦)?(?:{ends})(?!长)"
        rf"|(?:中国|我国|{countries})?驻[\u4e00-\u9fff]{{1,6}}?(?:{posts})"
    )


def _foreign(doc: Document) -> list[Mention]:
    """A ministry or an agency of another country or of its state, and embassies."""
    return [Mention(*match.span(), "government", "org.foreign") for match in _abroad().finditer(doc.text)]


# 区规自局, 县农牧局: a bureau by its level and two or three signs, where words around it show it acts or is listed.
_SHORT_BUREAU = re.compile(
    r"(?:^|(?<=[、,。;:\s(由请经与和同会商及在给]))(?P<name>[省市区县州旗][\u4e00-\u9fff]{2,6}[局办])"
    r"(?=[、,。;:\s)和与及负牵配会同提落跟等]|$)",
    re.MULTILINE,
)
_NO_BUREAU = re.compile("结局|格局|布局|当局|[举承主协督]办|领导|书记|常委|委办$")


def _shortened(doc: Document) -> list[Mention]:
    spans = (match.span("name") for match in _SHORT_BUREAU.finditer(doc.text))
    return [
        Mention(*span, "government", "org.bureau")
        for span in spans
        if not _NO_BUREAU.search(doc.text[slice(*span)])
    ]


def _of_order(doc: Document) -> list[Mention]:
    """Police, courts, customs with the place they are of; the government of a place named in full."""
    found = []
    for match in re.finditer(alternation("organisations", "government.order"), doc.text):
        tokens = [t for t in grow_left(doc, match.start()) if t.start < match.start()]
        if tokens and (tokens[0].kind == "ns" or distinct(tokens) >= 2):
            found.append(Mention(tokens[0].start, match.end(), "government", "org.order"))
    for match in re.finditer("政府", doc.text):
        start = doc.area_ends.get(match.start())
        if start is not None and doc.text[match.start() - 1] in "省市区县州旗":
            found.append(Mention(start, match.end(), "government", "org.seat"))
    return found


def kind_of(name: str) -> str:
    """The kind a name's ending tells; enterprise where it tells nothing."""
    fits = [w for w in _kinds() if name.endswith(w)]
    if fits:
        return _kinds()[max(fits, key=len)]
    return "government" if _bureau().search(name) and name[-1] in "局委厅办署" else "enterprise"
