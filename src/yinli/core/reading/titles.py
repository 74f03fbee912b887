"""Where the title before a name begins, by the classes of its words: nouns and bodies belong to it, verbs do not."""

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from .document import Document
from .found import Span
from .general import Word, general_words, words_between
from .lexicons import alternation
from .mentions import Mention

_OF_TITLES = frozenset(["n", "nz", "vn", "an", "nw", "ORG", "LOC", "s"])
_BEFORE_TITLES = frozenset(["p", "v", "c", "d", "u", "r", "TIME", "w"])
# Verbs, adjectives and numbers by which posts are told apart.
_POSTS = re.compile(
    r"执行|代理?|兼|驻|常驻|副|总|高级|常务|首席|第[一二三四五]|退休|特聘|特别|名誉|荣誉|创会|轮值|候任|新任|老|第[一二三四五六]代|分管|兼职|原任?|[一二三四]级|全球|资深|联合"
)
_LONGEST = 40
# A part of a body whose name may hold a 与 (指导与服务中心).
_PART = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:中心|委员会|学院|办公室|事业部|研究所|处)")
# Words for a body in general, which name none.
_GENERIC = re.compile("公司|企业|集团|[院校所局行会](?!长)")
# Posts of other worlds than the trade: a teller is a person by how the word ends.
_PERSON = re.compile(
    r"(?:[长员师官监席任记士总]|经理|教练|主管|代表|领事|主任|老板|店主|民警|律师|顾问|助理|秘书|教授|专家|掌门人|负责人|创始人|主播|成员|教师|博导|导师)$"
)
# What sticks to the head of a title: a verb's 着, a nationality.
_NOT_OF_IT = re.compile(r"[随带跟拉陪]?着|[\u4e00-\u9fff]{2,6}籍(?=[\u4e00-\u9fffA-Za-z])")
# Words for somebody that are no post.
_NO_POST = re.compile(
    r"(?:同学|先生|女士|老师|球员|队员|选手|村民|市民|居民|群众|学生|客人|记者|通讯员|校友|人员|官员|家长|亲戚|业主|网友|委员|队长|前锋|后卫|门将)$"
)


def widened(
    doc: Document, title: Span | None, name: Span, bodies: Mapping[int, Mention], opened: Collection[int]
) -> Span | None:
    """The span of the title before `name` where words tell more than rules did; None for no title. `bodies` are the
    mentions by their end, `opened` where they begin."""
    end = title[1] if title else name[0] - (doc.text[name[0] - 1 : name[0]] == " ")
    start = _trimmed(doc, min(title[0] if title else end, _start(doc, end, bodies)), end, opened)
    if odd := _NOT_OF_IT.match(doc.text, start, end):
        start = odd.end()
    if title is None and not is_title(doc.text[start:end]):
        return None
    return (start, end) if start < end else title


def is_whole(doc: Document, span: Span) -> bool:
    """Whether a stretch is a post from its first word to its last: no word in it begins a sentence's other parts."""
    odd = any(
        word.tag in _BEFORE_TITLES and not _POSTS.fullmatch(doc.text[word.start : word.end])
        for word in words_between(doc.text, *span)
    )
    return is_title(doc.text[slice(*span)]) and not odd


def is_clause(doc: Document, span: Span) -> bool:
    """Whether a stretch is more than a title: a verb or a preposition stands behind a post (县长会见董事长); or no post is
    named (老师)."""
    start, end = span
    acts = any(
        word.tag in ("v", "p", "c")
        and not _POSTS.match(doc.text[word.start : word.end])
        and _headed().search(doc.text[start : word.start])
        for word in words_between(doc.text, start, end)
    )
    return acts or bool(_NO_POST.search(doc.text[start:end]))


def is_title(text: str) -> bool:
    """Whether words close like a post."""
    return bool(_headed().search(text) or _PERSON.search(text)) and not _NO_POST.search(text)


@cache
def _headed() -> re.Pattern:
    return re.compile(f"(?:{alternation('people', 'heads')}|委员|成员)$")


@lru_cache(maxsize=2)
def _ends(text: str) -> frozenset[tuple[int, str]]:
    return frozenset((word.end, word.tag) for word in general_words(text))


def _start(doc: Document, end: int, bodies: Mapping[int, Mention]) -> int:
    at = end
    while end - at < _LONGEST and at > 0:
        if at in bodies:
            at = bodies[at].start
            continue
        word = words_between(doc.text, at - 1, at)[0]
        inside = next((place for place in range(at - 1, word.start, -1) if place in bodies), None)
        further = inside or _over(doc, word, at, bodies)
        if further is None:
            break
        at = further
    return at


def _over(doc: Document, word: Word, at: int, bodies: Mapping[int, Mention]) -> int | None:
    """Where the word that ends at `at` begins if it belongs to a title; None if it does not."""
    text = doc.text[word.start : at]
    if "\n" in text or text.isspace():
        return None
    if text.endswith(")"):
        opened = doc.text.rfind("(", max(0, at - 12), at)
        placed = doc.area_ends.get(at - 1) == opened + 1 or doc.text[opened:at] == "(中国)"
        return opened if placed or opened in bodies or (opened, "ORG") in _ends(doc.text) else None
    if text[-1:] == "、":
        before = doc.text[max(0, at - 12) : at - 1]
        return at - 1 if _headed().search(before) and not before.endswith("博士") else None
    if text in ("与", "和") and _PART.match(doc.text, at) and _is_common(doc, word.start):
        return word.start
    if text == "该" and _GENERIC.match(doc.text, at):
        return word.start
    if any(not (sign.isalnum() or sign in "()·&-") for sign in text):
        return _after_mark(doc, word, at)
    return word.start if word.tag in _OF_TITLES or _POSTS.fullmatch(text) else None


def _is_common(doc: Document, end: int) -> bool:
    """Whether an everyday word ends here, and no name."""
    token = doc.tokens[doc.token_index(end - 1)]
    return token.end == end and token.kind in ("n", "v", "vn") and len(token.text) > 1


def _after_mark(doc: Document, word: Word, at: int) -> int | None:
    """A word that LAC drew over a mark (、市侨联) begins behind it."""
    marks = [place for place in range(word.start, at) if not doc.text[place].isalnum()]
    behind = marks[-1] + 1
    return behind if behind < at and word.tag in _OF_TITLES else None


def _trimmed(doc: Document, start: int, end: int, opened: Collection[int]) -> int:
    """Without words at its head that no title begins with, unless a body, of those `opened`, or a place begins there."""
    for word in words_between(doc.text, start, end):
        text = doc.text[max(start, word.start) : word.end]
        if (
            start in opened
            or start in doc.area_starts
            or word.tag in _OF_TITLES
            or word.tag == "PER"
            or _POSTS.match(text)
        ):
            break
        if word.tag in _BEFORE_TITLES and word.end < end and text != "该":
            start = word.end
            continue
        break
    return start
