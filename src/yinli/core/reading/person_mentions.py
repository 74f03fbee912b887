"""Where names of people stand, told by a title, a post, speech, a list or the model, and their titles."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from .believed import SURE_OF_ENDS
from .cover import Cover
from .document import Document
from .found import Span
from .lexicons import alternation, words
from .mentions import Mention, halting
from .names_by_model import people_by_model
from .names_in_context import is_name
from .person_names import LATIN, foreign_end, name_end
from .tagger import named_shares
from .titles import widened
from .titles_behind import title_behind

# Below this share of the model a name told by rules is none.
DENIED = 0.002
_SPEECH = "一行|表示|说|介绍|透露|坦言|认为|指出|强调|告诉|率队|率|带队|主持|这样|在主会场|称"
_BARE = re.compile(r"(?:(?<=[,。“”!?;\n的:])|^)(?=[\u4e00-\u9fff])")
_POSTED = re.compile(
    r"(?:现任|担任|出任|现为|系|是)(?=[^,。;]{2,24}?(?:长|总裁|总经理|教授|主席|书记|CEO|创始人|合伙人|主任|专家))"
)
_STATIONED = re.compile(r"驻[\u4e00-\u9fff]{2,6}的(?=[\u4e00-\u9fff]{2,4}[、,])")
_GROUPED = re.compile(r"[两三四五六]位(?P<title>教授|专家|博士|院士|企业家|负责人|校友)")
# A part of a body closes the words before a head: all of them belong to the title.
_UNIT = re.compile(
    "(?:中心|代表处|办事处|委员会|管委会|监察组|学会|协会|公会|联会|商会|足协|学院|学校|研究院|研究所|集团|公司|分行|支行|厂|局|部|院|所|处|办|会)$"
)
_ASIDE = re.compile(r"\((?:挂职|兼职|[\u4e00-\u9fff]{0,2}级|主持工作|兼[\u4e00-\u9fff]{2,10})\)")
_BYLINE = re.compile(r"(?:记者|通讯员|编辑|责编|摄影|撰文|供稿|审核|校对|[文图摄][/:]):?\s*$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands, with the span of its title (empty for none)."""

    span: Span
    title: Span | None
    rule: str


def find_names(doc: Document, mentions: Iterable[Mention]) -> list[Named]:
    """Names told by a title, a post, speech or a list; the first statement of each comes first."""
    bodies = {m.end: m for m in mentions}
    titled = [n for match in _heads().finditer(doc.text) for n in _after_head(doc, match, bodies)]
    found = _ended(doc, [*titled, *_grouped(doc), *_posted(doc, bodies), *_stationed(doc), *_speaking(doc)])
    found += _by_model(doc, found, bodies)
    opened = frozenset(m.start for m in bodies.values())
    spans = sorted(named.span for named in found)
    found = [_widened(doc, named, bodies, opened) for named in found]
    found = [replace(one, title=_behind_names(doc, one, spans)) for one in found]
    return sorted(found, key=lambda n: (n.title is None, n.span))


def _ended(doc: Document, told: list[Named]) -> list[Named]:
    """Names told by rules, from where to where the model draws them if it is sure (巴图苏和|解释, 艾力·吐尔逊),
    without those that it takes for none (师傅说)."""
    if not told:
        return []
    sure, people = sorted(people_by_model(doc, SURE_OF_ENDS)), named_shares(doc)[0]
    return [
        replace(one, span=_overlapping(sure, one.span) or one.span)
        for one in told
        if people[slice(*one.span)].mean() >= DENIED
    ]


def _overlapping(spans: list[Span], span: Span) -> Span | None:
    """The last of sorted `spans` that shares a sign with `span`."""
    at = bisect_left(spans, (span[1], 0))
    return spans[at - 1] if at and spans[at - 1][1] > span[0] else None


def _widened(doc: Document, named: Named, bodies: dict[int, Mention], opened: frozenset[int]) -> Named:
    """With the whole title where it stands right before the name."""
    beside = named.title is None or named.span[0] - named.title[1] in (0, 1)
    title = widened(doc, named.title, named.span, bodies, opened) if beside else named.title
    title = title or title_behind(doc, named.span)
    return replace(named, title=title) if title != named.title else named


def _behind_names(doc: Document, named: Named, names: list[Span]) -> Span | None:
    """The title without a person who stands before it in a list (甲教授、乙大学校长丙); `names` are sorted."""
    if named.title is None or named.title[0] >= named.span[0]:
        return named.title
    start, end = named.title
    for other in names[bisect_left(names, (start, start)) : bisect_left(names, (end, end))]:
        if other[1] < end:
            mark = doc.text.find("、", other[1], end)
            led = other[1] if doc.text[other[1]] in "率带陪邀与和" else -1
            start = max(start, (mark if mark >= 0 else led) + 1)
    return start, end


def _by_model(doc: Document, told: list[Named], bodies: dict[int, Mention]) -> Iterable[Named]:
    """Names that only the model knows, with the title right before them, or that of the list they stand in."""
    titles = {named.span[1]: named.title for named in told}
    taken = Cover(len(doc.text), (named.span for named in told))
    for start, end in people_by_model(doc):
        if not taken.is_free(start, end):
            continue
        if _BYLINE.search(doc.text[max(0, start - 8) : start]):
            continue
        near = _heads().finditer(doc.text, max(0, start - 14), start)
        head = next((m for m in near if doc.text[m.end() : start] in ("", " ")), None)
        if head is not None:
            title: Span | None = (_title_start(doc, head.start(), bodies), head.end())
        else:
            title = titles.get(start - 1) if doc.text[start - 1 : start] == "、" else None
        titles[end] = title
        yield Named((start, end), title, "person.model")


@cache
def _heads() -> re.Pattern:
    return re.compile(alternation("people", "heads"))


@cache
def _seats() -> re.Pattern:
    return re.compile(f"(?:{alternation('people', 'seats')})$")


@cache
def _linked() -> re.Pattern:
    """An earlier head joined to this one: 区委常委、| 创始人兼 |."""
    return re.compile(f"(?:{alternation('people', 'heads')})(?:、|兼|,兼)$")


def _after_head(doc: Document, match: re.Match, bodies: dict[int, Mention]) -> Iterable[Named]:
    # 副县长(挂职)某某: what stands in brackets behind the post belongs to it.
    aside = _ASIDE.match(doc.text, match.end())
    title = (_title_start(doc, match.start(), bodies), aside.end() if aside else match.end())
    at = title[1]
    if doc.text[at : at + 1] == " ":
        at += 1
    while (end := name_end(doc, at, titled=True) or _foreign(doc, title, at)) is not None:
        yield Named((at, end), title, "person.title")
        if LATIN.match(doc.text, at) and doc.text[end : end + 1] == "(":
            end = doc.text.find(")", end) + 1 or end
        joint = re.match("、 ?|以及|和(?=[\u4e00-\u9fff]{2,3}(?:[,。、]|参加|陪同|出席))", doc.text[end:])
        if not joint:
            return
        at = end + joint.end()


def _foreign(doc: Document, title: Span, at: int) -> int | None:
    return foreign_end(doc, at) if re.search("日本|韩国", doc.text[slice(*title)]) else None


def _title_start(doc: Document, start: int, bodies: dict[int, Mention]) -> int:
    """Where the title begins that closes with the head at `start`."""
    places = doc.area_ends
    while True:
        window = doc.text[max(0, start - 12) : start]
        if start in bodies:
            start = bodies[start].start
        elif start in places:
            start = places[start]
        elif linked := _linked().search(window):
            start -= len(window) - linked.start()
        elif seat := _seats().search(window):
            start -= len(window) - seat.start()
        else:
            return _through_name(doc, start)


def _through_name(doc: Document, start: int) -> int:
    """Further left over a short name of a body that no other rule found (迅岚达总裁)."""
    at = start
    index = doc.token_index(start - 1) if start else -1
    while index >= 0 and start - doc.tokens[index].start <= 14 and not halting(doc.tokens[index]):
        if not doc.tokens[index].text.strip():
            break
        at = doc.tokens[index].start
        index -= 1
    tokens = [t for t in doc.tokens[index + 1 : doc.token_index(start)] if t.end <= start]
    return at if tokens and (is_name(tokens, lone=False) or _UNIT.search(tokens[-1].text)) else start


def _grouped(doc: Document) -> Iterable[Named]:
    """为A、B两位教授: each is one."""
    for match in _GROUPED.finditer(doc.text):
        clause = doc.clause_at(match.start())
        for at in range(clause.start if clause else match.start(), match.start()):
            listed = re.compile(r"[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){1,5}").fullmatch(
                doc.text, at, match.start()
            )
            spans = _all_names(doc, at, match.start()) if listed else None
            if spans:
                yield from (Named(span, match.span("title"), "person.group") for span in spans)
                break


def _all_names(doc: Document, start: int, end: int) -> list[Span] | None:
    spans = [m.span() for m in re.compile("[^、]+").finditer(doc.text, start, end)]
    return spans if all(name_end(doc, a, titled=True) == b for a, b in spans) else None


def _posted(doc: Document, bodies: dict[int, Mention]) -> Iterable[Named]:
    """A现任某院院长: the title follows the name."""
    for match in _POSTED.finditer(doc.text):
        head = _heads().search(doc.text, match.end(), min(len(doc.text), match.end() + 28))
        start = next(
            (
                s
                for s in range(match.start() - 4, match.start() - 1)
                if s >= 0 and name_end(doc, s) == match.start()
            ),
            None,
        )
        if head is None or start is None:
            continue
        clause = doc.clause_at(match.end())
        if clause and head.end() <= clause.end and _title_start(doc, head.start(), bodies) <= match.end() + 1:
            yield Named((start, match.start()), (match.end(), head.end()), "person.post")


def _stationed(doc: Document) -> Iterable[Named]:
    for match in _STATIONED.finditer(doc.text):
        if (end := name_end(doc, match.end())) is not None:
            yield Named((match.end(), end), None, "person.station")


def _speaking(doc: Document) -> Iterable[Named]:
    """A name that opens a clause and speaks or leads."""
    speech = re.compile(_SPEECH)
    for match in _BARE.finditer(doc.text):
        start = match.end()
        end = name_end(doc, start)
        if end is None or doc.text[start:end] in words("people", "heads"):
            continue
        if speech.match(doc.text, end) and not _BYLINE.search(doc.text[max(0, start - 8) : start]):
            yield Named((start, end), None, "person.speech")
