"""Which names of the model are believed: those it is sure of, and those for which the text speaks as well."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from .document import Document
from .general import Word, words_between
from .tagger import Tagged, tagged

# What the model says alone is believed from the first share on; with one word of the text for it from the second, with
# two from the third.
BODY = (0.8, 0.65, 0.5)
PERSON = (0.9, 0.8, 0.65)
# From here on the model is asked where a name begins and ends that a rule tells.
LIKELY = 0.5
# From here on the model knows where somebody's name ends, better than rules and the words of the general recogniser.
SURE_OF_ENDS = 0.8
_SIGNS = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z .'-]*")
_LATIN_BEFORE = re.compile(r"(?<![A-Za-z])(?:[A-Z][A-Za-z'-]*\.? ){0,3}(?:[A-Z][a-z]+['-])?\Z")
_LATIN_CUT = re.compile(r"(?<![A-Za-z])(?:[A-Z][A-Za-z'-]*\.? ){0,3}[A-Z][A-Za-z'-]*\Z")
# Not a degree behind it (MBA).
_LATIN_AFTER = re.compile(r"[a-z'-]*(?:[A-Z][a-z]+)?(?: (?![A-Z]{2,4}(?![A-Za-z]))[A-Z][A-Za-z'-]+){0,3}")
# With these signs the names of bodies end that the model may cut short (…总|会).
_CLOSING = frozenset("会局院所校委办厅处")
_BEFORE_BODY = re.compile(
    r"(?:走访|拜访|考察|参观|会见|引进|联合|携手|收购|参股|旗下|客户|供应商|企业|公司|客商|来自|落户的?|是|与|和|由|赴|在|至|给|跟)了?$"
)
_AFTER_BODY = re.compile(
    r"(?:集团|公司)?(?:的)?(?:董事长|副?总经理|副?总裁|创始人|负责人|投资|项目|签|将|拟|落户|有限|等[\u4e00-\u9fff]*(?:企业|公司|机构)|副?会长|副?主席|管委会|代表|高管|\((?:以下)?简称)"
)
_BEFORE_PERSON = re.compile(
    r"(?:[长员师官监席任记士裁事理]|经理|教练|主管|代表|顾问|助理|秘书|教授|专家|CEO|创始人|合伙人|负责人|客商|同事|局|委|办) ?$"
)
_AFTER_PERSON = re.compile(
    r"(?:一行|表示|介绍|透露|指出|强调|告诉|认为|率|带队|会见|出席|参加|陪同|主持|致辞|讲话|等|[说称][,:]?|[、,(（])"
)


@lru_cache(maxsize=2)
def believed(doc: Document) -> tuple[Tagged, ...]:
    """The names of the model that are believed, their borders set by the words they stand in."""
    named = [settled for one in tagged(doc) if (settled := _settled(doc, one)) is not None]
    sure = frozenset(doc.text[slice(*one.span)] for one in named if one.sure >= BODY[0])
    return tuple(
        one for at, one in enumerate(named) if one.sure >= _needed(_support(doc, named, at, sure), one.kind)
    )


@lru_cache(maxsize=2)
def likely(doc: Document) -> tuple[Tagged, ...]:
    """The names of bodies that the model holds more likely than not."""
    named = (_settled(doc, one) for one in tagged(doc) if one.sure >= LIKELY and one.kind != "person")
    return tuple(one for one in named if one is not None)


def _needed(support: int, kind: str) -> float:
    bars = PERSON if kind == "person" else BODY
    return bars[min(support, len(bars) - 1)]


def _support(doc: Document, named: Sequence[Tagged], at: int, sure: frozenset[str]) -> int:
    """How many things besides the model speak for a name."""
    one = named[at]
    person = one.kind == "person"
    start, end = one.span
    before, after = doc.text[max(0, start - 8) : start], doc.text[end : end + 10]
    told = (_BEFORE_PERSON, _AFTER_PERSON) if person else (_BEFORE_BODY, _AFTER_BODY)
    return sum(
        (
            _agrees(doc, one),
            doc.text[start:end] in sure and one.sure < BODY[0],
            _listed(doc, named, at),
            bool(told[0].search(before)),
            bool(told[1].match(after)) and not (person and after[:1] in "、,"),
        )
    )


def _agrees(doc: Document, one: Tagged) -> bool:
    """Whether the general recogniser draws the same borders for a name of its own."""
    words = words_between(doc.text, *one.span)
    tags = ("PER",) if one.kind == "person" else ("ORG", "nz")
    whole = (words[0].start, words[-1].end) == one.span
    return whole and words[-1].tag in tags and (len(words) == 1 or one.kind != "person")


def _listed(doc: Document, named: Sequence[Tagged], at: int) -> bool:
    """Whether a sure name of its kind stands right beside it in a list."""
    one = named[at]
    for other in (*named[max(0, at - 1) : at], *named[at + 1 : at + 2]):
        first, second = sorted((one, other), key=lambda each: each.span)
        beside = doc.text[first.span[1] : second.span[0]] in ("、", "和", "与", "及", "以及")
        if beside and other.sure >= BODY[0] and (other.kind == "person") == (one.kind == "person"):
            return True
    return False


def _settled(doc: Document, one: Tagged) -> Tagged | None:
    """The name without blanks at its ends, and not ending inside a word of a name."""
    start, end = one.span
    while start < end and doc.text[start].isspace():
        start += 1
    while end > start and doc.text[end - 1].isspace():
        end -= 1
    if end - start < 2:
        return None
    if one.kind == "person" and _LATIN.fullmatch(doc.text, start, end):
        return replace(one, span=_whole_words(doc.text, start, end))
    end = _whole_end(doc, words_between(doc.text, end - 1, end)[0], one, end)
    return replace(one, span=(start, end)) if end - start >= 2 else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A name in Latin letters with the rest of its words, and with those in capitals beside it (Karl-Heinz |Bauer)."""
    before = (_LATIN_CUT if text[start].islower() else _LATIN_BEFORE).search(text[max(0, start - 40) : start])
    after = _LATIN_AFTER.match(text, end)
    return start - len(before[0] if before else ""), after.end() if after else end


def _whole_end(doc: Document, last: Word, one: Tagged, end: int) -> int:
    """Where the name ends if its last sign stands inside the word `last`."""
    if last.end == end or last.end - end > 3 or last.start < one.span[0]:
        return end
    if one.kind != "person":
        return last.end if last.tag == "ORG" and doc.text[last.end - 1] in _CLOSING else end
    cut = one.sure < SURE_OF_ENDS and last.tag == "PER" and _SIGNS.fullmatch(doc.text, end, last.end)
    return last.end if cut else end
