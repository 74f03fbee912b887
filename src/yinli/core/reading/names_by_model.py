"""Bodies and people that the model tells, where it is sure and the words do not speak against it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar

from .believed import SURE_OF_ENDS, believed, likely
from .document import Document
from .found import Span
from .general import words_between
from .lexicons import words
from .mentions import Mention, plain_words
from .person_names import called, cuts_a_word, name_end
from .tagger import Tagged, named_shares

OneT = TypeVar("OneT")
# A body of everyday words alone is believed only from the first share on, of general words of the trade from the second
# (电子科技大学), of what the general recogniser takes for places from the third.
SURE_OF_WORDS, SURE_OF_PLAIN, SURE_OF_PLACES = 0.75, 0.9, 0.8
# Rules that know a name by where it stands and guess its end.
_BY_PLACE_ALONE = frozenset(["org.visited", "org.party", "org.listed", "org.employer"])
# A name that ends within a word is believed only from here on, and so is one that is longer than a rule tells.
WHOLE = 0.75
# Names that are known wherever they stand.
_KNOWN = frozenset(["org.known", "org.listed_firm"])
# Below this share of the model a body told by rules is none.
DENIED = 0.3
_FORM = re.compile("(?:公司|集团)$")
# 德国客户Krafft AG: what it is to whom, before a name in other letters.
_WHAT_IT_IS = re.compile(r"[\u4e00-\u9fff]{0,6}(?:客户|企业|客商|巨头|供应商|伙伴)(?=[A-Za-z])")
_LEADS = frozenset([*"即系是为由原前", "希望", "欢迎", "邀请", "推动", "支持", "督促", "鼓励", "请求"])
_PAPER = re.compile("(?:日|晚|早|晨|时|商|都市)报(?:讯|社)?$")
# What is described stands for no single body (相关投资基金, 一家贸易公司, 私募基金).
_DESCRIBED = re.compile(
    "相关|有关|[一二两三四五六七八九十百多几数各某该本其这那][家个些]|部分|私募|公募|当地|本地|外地|海外|境外|知名|龙头|大型|中小|民营|上市公司|外资|台资|合资"
)
# What it has, and not what it is: 某某|全资附属公司.
_OWNED = re.compile("全资|控股的?(?:子|公)|附属|子公司|旗下|参股")
# A project that is looked at: 某某城(旧改项目), …等项目现场.
_LOOKED_AT = re.compile(r"\([^()]{0,12}(?:项目|改造)\)|等?(?:项目|地块|载体)现场")
# What stands before a second form of a name, and before whom somebody in a chat is from (吴昊@某某).
_SECOND_FORM = re.compile(r"[A-Za-z\u4e00-\u9fff]\((?:[\u4e00-\u9fff]{1,6}·)?$")
_FROM = re.compile(r"(?:^|\n)[\u4e00-\u9fffA-Za-z]{1,8}@$")
_PUNCTUATION = frozenset(" \n\t,。、;:!?“”‘’\"'《》<>·…—-|/丨@#")
_OPEN_CLOSED = (("(", ")"), ("[", "]"))


def by_model(doc: Document) -> list[Mention]:
    """Mentions of bodies by the model alone."""
    found = [_led_off(doc, one) for one in believed(doc) if one.kind != "person"]
    projects = {doc.text[slice(*one.span)] for one in found if _LOOKED_AT.match(doc.text, one.span[1])}
    return [
        Mention(*one.span, one.kind, "org.model")
        for one in found
        if doc.text[slice(*one.span)] not in projects and _can_be_a_body(doc, one)
    ]


def _led_off(doc: Document, one: Tagged) -> Tagged:
    """Without a word before the name that the general recogniser takes for a preposition or conjunction (据…)."""
    if told := _WHAT_IT_IS.match(doc.text, *one.span):
        return replace(one, span=(told.end(), one.span[1]))
    first, *others = words_between(doc.text, *one.span)
    leads = (
        first.tag in ("p", "c", "TIME")
        or doc.text[first.start : first.end] in _LEADS
        or (first.tag == "v" and others and others[0].tag in ("ORG", "LOC"))
    )
    if first.start != one.span[0] or not leads or one.span[1] - first.end < 4:
        return one
    return replace(one, span=(first.end, one.span[1]))


def bordered(doc: Document, told: list[Mention]) -> list[Mention]:
    """Mentions told by rules, from where to where the model draws them: where both end together (学|某某工业园区), or the
    model's is the longer one (某某控股|陕西)."""
    drawn = [_led_off(doc, one) for one in likely(doc) if _is_whole(doc.text[slice(*one.span)])]
    starts = [one.span[0] for one in drawn]
    return [_drawn(doc, one, _before(drawn, bisect_right(starts, one.end - 1))) for one in told]


def _before(row: list[OneT], at: int) -> list[OneT]:
    """The one before a place, if any."""
    return row[at - 1 : at] if at else row[:1]


def _drawn(doc: Document, one: Mention, last: list[Tagged]) -> Mention:
    for other in last:
        start, end = other.span
        if end == one.end:
            return replace(one, start=start)
        longer = start <= one.start and one.end < end and other.sure >= WHOLE
        if longer and not _OWNED.match(doc.text, one.end):
            # How a name ends says what it is: the longer one is another thing (某某高新区|投资集团).
            return replace(one, start=start, end=end, kind=other.kind)
    return one


def undenied(doc: Document, told: list[Mention]) -> list[Mention]:
    """Mentions told by rules, without those that the model takes for none (食堂像|大学); what is known by name stays."""
    if not told:
        return []
    bodies = named_shares(doc)[1]
    return [one for one in told if one.rule in _KNOWN or bodies[one.start : one.end].mean() >= DENIED]


def corrected(told: list[Mention], sure: list[Mention]) -> list[Mention]:
    """Mentions told by rules, with those of the model: where both end together or the model's is the longer one, the
    model knows better where the name begins. A rule that says the same keeps its word: it says why."""
    same = {(one.start, one.end): one for one in told}
    sure = sorted(sure, key=lambda one: one.start)
    starts = [one.start for one in sure]
    kept = [one for one in told if not _is_overruled(one, _before(sure, bisect_right(starts, one.end - 1)))]
    return kept + [same.get((other.start, other.end), other) for other in sure]


def _is_overruled(one: Mention, last: list[Mention]) -> bool:
    """Whether the last sure one that begins before the end of `one` holds it, or ends with it."""
    return any(
        one.end == other.end
        or other.start <= one.start
        and one.end < other.end
        or (one.start == other.start and one.rule in _BY_PLACE_ALONE)
        for other in last
    )


def people_by_model(doc: Document, sure: float = 0.0) -> list[Span]:
    """Spans of names of people by the model alone, of those it is so `sure` of."""
    people = (one for one in believed(doc) if one.kind == "person" and one.sure >= sure)
    return [span for one in people for span in _apart(doc, one) if _is_a_person(doc, *span)]


def _apart(doc: Document, one: Tagged) -> Iterator[Span]:
    """Each name of a list that was taken for one, without a verb at its end (邓某某连麦) where the model is not sure of it."""
    for part in re.compile("[^、]+").finditer(doc.text, *one.span):
        told = name_end(doc, part.start(), titled=True) if one.sure < SURE_OF_ENDS else None
        yield part.start(), min(told, part.end()) if told is not None else part.end()


def _is_a_person(doc: Document, start: int, end: int) -> bool:
    """Whether a span can be somebody's name; not a second form in brackets (Simon Chau(周兆基)), nor whom somebody in a chat
    is from (吴昊@某某), nor 尹某."""
    text = doc.text[start:end]
    other = _SECOND_FORM.search(doc.text[max(0, start - 9) : start]) or _FROM.search(
        doc.text[max(0, start - 12) : start]
    )
    odd = other or called(text) or "某" in text or cuts_a_word(doc, start)
    return _is_whole(text) and len(text) > 1 and not odd


def _can_be_a_body(doc: Document, one: Tagged) -> bool:
    text = doc.text[slice(*one.span)]
    if (
        _DESCRIBED.match(text)
        or _PAPER.search(text)
        or not _is_whole(text)
        or len(text) < 2
        or text in _no_names()
        or (text.isascii() and text[0].islower())
    ):
        return False
    tokens = doc.tokens_in(*one.span)
    general = all(token.text in plain_words() for token in tokens)
    if (general and one.sure < SURE_OF_PLAIN) or _is_otherwise(doc, one):
        return False
    # Everyday words and places alone are a name only where hardly anything speaks against it.
    return one.sure >= SURE_OF_WORDS or any(
        token.kind in ("?", "latin") or len(token.text) == 1 for token in tokens
    )


def _is_otherwise(doc: Document, one: Tagged) -> bool:
    """Whether the words of the general recogniser speak against a name that the model is not quite sure of: places
    alone, a word cut in two, a verb in its midst."""
    words_in = words_between(doc.text, *one.span)
    places = all(word.tag == "LOC" for word in words_in)
    if (places and one.sure < SURE_OF_PLACES) or _is_site(doc, one):
        return True
    cut = words_in[0].start < one.span[0] or words_in[-1].end > one.span[1]
    verb = any(word.tag == "v" and word.end - word.start > 1 for word in words_in[1:])
    doubted = (cut and one.sure < WHOLE) or (verb and one.sure < SURE_OF_WORDS)
    return doubted and not _FORM.search(doc.text[slice(*one.span)])


def _is_site(doc: Document, one: Tagged) -> bool:
    """A firm's base, tower, line or shop floor is where it is, not what it is."""
    text = doc.text[slice(*one.span)]
    if one.kind == "park":
        return text.endswith("基地") and not re.search("(?:产业|孵化|示范)基地$", text)
    return one.kind == "enterprise" and any(
        text.endswith(word) for word in words("organisations", "words.site") if len(word) > 1 or word == "村"
    )


@cache
def _no_names() -> frozenset[str]:
    return plain_words() | words("people", "heads") | words("organisations", "words.skip")


def _is_whole(text: str) -> bool:
    """Whether it neither begins nor ends with a mark, and its brackets close."""
    if text[0] in _PUNCTUATION or text[-1] in _PUNCTUATION or any(sign in text for sign in "\n。“”"):
        return False
    return all(text.count(opened) == text.count(closed) for opened, closed in _OPEN_CLOSED)
