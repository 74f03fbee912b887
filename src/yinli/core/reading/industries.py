"""Sector words of the bodies and projects a text tells of."""

import re
from collections.abc import Iterable
from functools import cache

from .document import Document
from .found import Span, Term
from .lexicons import alternation, words
from .mentions import halting, plain_words
from .scene import Scene
from .segment import Token

_DEEDS = re.compile(
    r"项目|合作|投资|产业|企业|基地|主要发展|致力于|业务|领域|建设|招商|专场|推介|制造|团队|落户|签约|专注于|研发|主营|从事|生产"
)
# Words that a text itself frames as a line of business, beside those of the lexicon.
_FRAMES = re.compile(
    r"(?:建设|兴建|打造|投资)(?P<built>[\u4e00-\u9fff]{2,8}?)(?:生产基地|生产线|制造基地|产业园|研发基地)"
    r"|(?:致力于|专注于|从事|主营)(?P<done>[\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?:的)?(?:开发|研发|生产|制造|销售|服务)"
    r"|(?<=做)(?P<made>[\u4e00-\u9fff]{2,6})(?=的〇)"
    r"|(?P<field>[\u4e00-\u9fff]{2,6})(?=产业(?:链|集群|项目|专题|招商))"
)


@cache
def _sector() -> re.Pattern:
    return re.compile(alternation("industries", "sectors"))


def find_industries(scene: Scene) -> tuple[Term, ...]:
    """Each sector word once, where a sentence gives it for a deal or a firm; not inside names of bodies."""
    found: dict[str, Term] = {}
    if not scene.organisations:
        return ()
    for sentence in scene.doc.sentences:
        if _DEEDS.search(scene.text(sentence)):
            for span, rule in _spans(scene, sentence.start, sentence.end):
                found.setdefault(scene.doc.surface(span), _term(scene, sentence.start, span, rule))
    kept = [t for t in found.values() if not _part_of(t, found.values())]
    return tuple(sorted(kept, key=lambda t: t.span))


def _spans(scene: Scene, start: int, end: int) -> Iterable[tuple[Span, str]]:
    for match in _sector().finditer(scene.masked, start, end):
        if not re.search(r"[元亿万]$", scene.masked[start : match.start()]):
            yield _widened(scene.doc, match.span()), "industry.sector"
    for match in _FRAMES.finditer(scene.masked, start, end):
        span = next(match.span(name) for name in ("built", "done", "made", "field") if match[name])
        worded = _worded(scene.doc, span)
        if worded and "〇" not in scene.masked[slice(*worded)]:
            yield worded, "industry.framed"


def _widened(doc: Document, span: Span) -> Span:
    """With the product word that follows (体外诊断|试剂) or the kind before it (户外|家具)."""
    start, end = span
    index = doc.token_index(end)
    if index < len(doc.tokens) and doc.tokens[index].start == end:
        following = doc.tokens[index].text
        if following in words("industries", "heads") and not following.startswith(("产业", "制造", "服务")):
            end = doc.tokens[index].end
    before = doc.tokens[doc.token_index(start) - 1] if doc.token_index(start) else None
    return (before.start if before and before.end == start and _qualifies(before) else start), end


def _qualifies(token: Token) -> bool:
    """Whether a word tells which kind of a sector's thing is meant."""
    named = token.kind in ("n", "a") and len(token.text) == 2
    return named and token.text not in plain_words() and not halting(token)


def _worded(doc: Document, span: Span) -> Span | None:
    """The nouns that close `span`, cut where no name could go on; None when nothing is left."""
    tokens = doc.tokens_in(*span)
    kept: list = []
    for token in reversed(tokens):
        if halting(token) or token.kind in ("ns", "v"):
            break
        kept.insert(0, token)
    general = all(t.text in plain_words() and t.text not in words("industries", "sectors") for t in kept)
    return (kept[0].start, span[1]) if kept and not general and span[1] - kept[0].start >= 2 else None


def _part_of(term: Term, others: Iterable[Term]) -> bool:
    """Whether `term` is only the inside of a longer one that stands in the same place."""
    return any(
        o.span != term.span and o.span[0] <= term.span[0] and term.span[1] <= o.span[1] for o in others
    )


def _term(scene: Scene, start: int, span: Span, rule: str) -> Term:
    before = scene.bodies(start, span[0])
    owner = before[-1][1].name if before else None
    return Term(scene.doc.surface(span), span, rule, owner)
