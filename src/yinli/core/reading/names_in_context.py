"""Bodies without any telling ending, where grammar says what they are: objects of a visit, parties that
sign, members of a closed list, employers in a title, owners of a subsidiary, heads of a minute."""

import re
from collections.abc import Iterable
from functools import cache

from .document import Document
from .found import Span
from .lexicons import alternation, words
from .mentions import Mention, grow_left, halting, plain_words
from .names_by_brand import ends_like_brand
from .segment import Token

_LEGAL_LATIN = (
    r"(?:AG|GmbH|Inc\.?|Ltd\.?|LLC|Corp\.?|A/S|S\.?A\.?|SE|B\.?V\.?|PLC|Pte|AB|Oy|KK|KG|Group|Holdings)"
)
_LATIN = re.compile(
    rf"(?<![A-Za-z])[A-Z][A-Za-z&.\-]{{0,40}}(?: [A-Z][A-Za-z&.\-/]{{0,40}}){{0,4}}? {_LEGAL_LATIN}(?![A-Za-z])"
)
_LATIN_LONE = re.compile(
    r"(?<![A-Za-z·(] )(?<![A-Za-z(])[A-Z][a-z]{3,30}(?:[A-Z][a-z]{1,30}){0,3}(?![A-Za-z]| [A-Z])"
)
_TRADE = re.compile("落户|签约|签订|签署|考察|走访|拜访|投资|洽谈|客商|企业")
_LATIN_PLACED = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]{2,}(?:中国|亚太|亚洲)(?![\u4e00-\u9fff]{2}市)")
_VISITED = re.compile(r"(?:走访|拜访|考察|参观|走进|来到|前往|会见|造访|约见)了?")
_CLOSED = re.compile(
    r"等(?:[\u4e00-\u9fff]{0,6}?\d*[余多]?家|多家|\d+[余多]?家)?[\u4e00-\u9fff]{0,8}?(?:企业|公司|集团)"
)
_SIGNED = re.compile(
    r"(?:与|和|同)(?=[^,。、]{2,24}?(?:现场|当场|正式)?(?:签订|签署|签约|签下|达成|座谈|洽谈|会谈))"
)
_OWNED = re.compile(r"(?:全资|控股)?(?:附属公司|子公司|下属公司|旗下公司|下属企业)")
_MINUTE = re.compile(r"(?m)^(?:——|[—–-]{1,2}|[■●◆])([^。,;:\n]{2,20})[。:]")
_FULL = re.compile(r"(?:全称(?:为|是|发你)?:?|,即|公司名(?:称)?(?:为|是)?:?)")
_LISTED = re.compile(r"(?:是|:)(?=[^,。、]{2,14}、[^,。、]{2,14}(?:签约|落户|投产|开工))")


def by_context(doc: Document) -> list[Mention]:
    """Mentions of enterprises told by their surroundings only."""
    found = [*_latin(doc), *_owners(doc), *_minutes(doc), *_known(doc), *_closed_lists(doc)]
    for pattern, rule in ((_VISITED, "org.visited"), (_SIGNED, "org.party"), (_LISTED, "org.listed")):
        for match in pattern.finditer(doc.text):
            found += _objects(doc, match.end(), rule)
    return found


def _latin(doc: Document) -> Iterable[Mention]:
    for pattern in (_LATIN, _LATIN_PLACED):
        yield from (Mention(*m.span(), "enterprise", "org.latin") for m in pattern.finditer(doc.text))
    for match in _LATIN_LONE.finditer(doc.text):
        sentence = doc.sentence_at(match.start())
        before = doc.tokens[doc.token_index(match.start()) - 1] if match.start() else None
        if (
            sentence
            and before
            and before.text in ("的", "和", "与", "、", "由")
            and _TRADE.search(doc.text, sentence.start, sentence.end)
        ):
            yield Mention(*match.span(), "enterprise", "org.latin_word")


def _known(doc: Document) -> Iterable[Mention]:
    for name in doc.known:
        for match in re.finditer(re.escape(name), doc.text):
            yield Mention(*match.span(), "enterprise", "org.known")


def _owners(doc: Document) -> Iterable[Mention]:
    """作为X全资附属公司: X owns."""
    for match in _OWNED.finditer(doc.text):
        tokens = _run_left(doc, match.start())
        if tokens and is_name(tokens, lone=True):
            yield Mention(tokens[0].start, tokens[-1].end, "enterprise", "org.owner")


def _minutes(doc: Document) -> Iterable[Mention]:
    for match in _MINUTE.finditer(doc.text):
        for start, end in _split(doc.text, *match.span(1)):
            tokens = _between(doc, start, end)
            if is_name(tokens, lone=True) and not any(halting(t) for t in tokens):
                yield Mention(start, end, "enterprise", "org.minute")


def _closed_lists(doc: Document) -> Iterable[Mention]:
    """A、B、C等17家企业: every member is a body."""
    for match in _CLOSED.finditer(doc.text):
        clause = doc.clause_at(match.start())
        if clause is None or "、" not in doc.text[clause.start : match.start()]:
            continue
        members = _members(doc.text, clause.start, match.start())
        for start, end in members[1:]:
            if _member(doc, start, end):
                yield Mention(start, end, "enterprise", "org.list")
        head = grow_left(doc, members[0][1])
        if head and head[-1].end == members[0][1] and is_name(head, lone=False):
            yield Mention(head[0].start, members[0][1], "enterprise", "org.list")


def _members(text: str, start: int, end: int) -> list[Span]:
    """The members of a closed list; 以及 opens its last part (园区以及甲、乙等企业)."""
    opening = text.rfind("以及", start, end)
    tail = opening + 2 if opening >= 0 and "、" in text[opening:end] else start
    return _split(text, tail, end)


def _member(doc: Document, start: int, end: int) -> bool:
    """Whether an inner member of a closed list is a short plain string of signs, and no place or general word."""
    text = doc.text[start:end]
    if not re.fullmatch(r"[\u4e00-\u9fffA-Za-z]{2,10}", text) or text in plain_words():
        return False
    tokens = _between(doc, start, end)
    return not _site().search(text) and not all(t.kind == "ns" or t.text in plain_words() for t in tokens)


def _objects(doc: Document, start: int, rule: str) -> list[Mention]:
    """The coordinated names that begin at `start`, as far as grammar carries them."""
    found: list[Mention] = []
    at = start
    while at < len(doc.text):
        tokens = _run_right(doc, at)
        if not tokens:
            break
        end = tokens[-1].end
        if longer := _to_form().match(doc.text, end):
            # A verb inside the name (万里奔腾公司) does not end it.
            found.append(Mention(at, end := longer.end(), "enterprise", rule))
        elif is_name(tokens, lone=not found):
            found.append(Mention(at, end, "enterprise", rule))
        elif not _formal().search(doc.text[at:end]):
            break
        joint = re.compile("、|和|及|以及|与").match(doc.text, end)
        if not joint:
            break
        at = joint.end()
    return found


def _run_right(doc: Document, start: int) -> list[Token]:
    index = doc.token_index(start)
    if index >= len(doc.tokens) or doc.tokens[index].start != start:
        return []
    tokens: list[Token] = []
    for token in doc.tokens[index : index + 10]:
        within = token.text == " " and tokens and tokens[-1].kind == "latin"
        if not within and (
            halting(token) or not token.text.strip() or token.text in words("people", "heads")
        ):
            break
        tokens.append(token)
    while tokens and not tokens[-1].text.strip():
        tokens.pop()
    return tokens


def _run_left(doc: Document, end: int) -> list[Token]:
    index = doc.token_index(end - 1)
    tokens: list[Token] = []
    while index >= 0 and not halting(doc.tokens[index]) and doc.tokens[index].text.strip():
        if doc.tokens[index].end <= end:
            tokens.insert(0, doc.tokens[index])
        index -= 1
    return tokens


def _between(doc: Document, start: int, end: int) -> list[Token]:
    return list(doc.tokens[doc.token_index(start) : doc.token_index(end - 1) + 1])


def _split(text: str, start: int, end: int) -> list[Span]:
    """The members of a list joined by 、 between two offsets."""
    return [m.span() for m in re.compile("[^、]+").finditer(text, start, end)]


@cache
def _formal() -> re.Pattern:
    """A name that tells its kind by its ending: found elsewhere, it only carries the list on."""
    return re.compile(f"(?:{alternation('organisations', 'enterprise.legal')})$")


@cache
def _to_form() -> re.Pattern:
    """What is left of a name up to its company form."""
    legal = alternation("organisations", "enterprise.legal")
    return re.compile(f"[^、,。;:等和与及家的了(“\\s]{{1,4}}?(?:{legal})(?=[、,。;和与及等])")


@cache
def _site() -> re.Pattern:
    return re.compile(f"(?:{alternation('organisations', 'words.site')})$")


def is_name(tokens: list[Token], lone: bool) -> bool:
    """Whether a run of tokens can be a body's name. `lone` names, outside a closed list, must hold a coined
    sign, Latin letters or a line of business; places, sites and general words are none."""
    text = "".join(t.text for t in tokens)
    if re.match("[一二三四五六七八九十两几多数]+[家个]", text):
        return False
    if not 2 <= len(text) <= 24 or all(t.kind == "ns" or t.text in plain_words() for t in tokens):
        return False
    if _site().search(text) or text[-1] in "市县区省":
        return False
    own = [t for t in tokens if t.kind in ("?", "latin") or (len(t.text) == 1 and t.kind != "ns")]
    if sum(len(t.text) for t in own) < 2:
        return not lone and ends_like_brand(text)
    common = [
        t for t in tokens if len(t.text) > 1 and t.kind not in ("ns", "latin") and t.text not in plain_words()
    ]
    return not common or (not lone and len(common) == 1)
