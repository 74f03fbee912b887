"""One written name of a body: where it stands, its kind, and how names grow leftward from their ending."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .cover import Cover
from .document import Document
from .lexicons import words
from .segment import Token

# Function words that end a name even as single signs; those of _SWALLOW also occur inside names (和, 为).
_FUNCTION = frozenset(
    "的了在与和及同跟由被把对向从往于到至给为是有着等并已将拟会还又再也就说让使以访见赴来去其该本各每某却则而或即不没未继"
)
_SWALLOW = frozenset("和同为有")
_HARD_KINDS = frozenset("pcurymq")
_STOP_KINDS = frozenset("vdtf")
_LONGEST = 34
_BEHIND = re.compile(
    "(?:协办|合办|承办|主办|联办|党工委|(?:全资|旗下|参股|附属)(?:附属|控股|子)?(?:公司|企业))$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span with the kind of body it names and the rule that found it."""

    start: int
    end: int
    kind: str
    rule: str


@cache
def plain_words() -> frozenset[str]:
    """Words that make no name by themselves: general ones, lines of business, sectors."""
    return (
        words("organisations", "words.plain")
        | words("organisations", "words.trade")
        | words("industries", "sectors")
    )


def halting(token: Token) -> bool:
    """Whether a name cannot contain `token`."""
    if token.kind in ("mark", "digits"):
        return True
    if len(token.text) == 1:
        return token.text in _FUNCTION
    if token.kind in _HARD_KINDS:
        return True
    if token.text in plain_words():
        return False
    return token.kind in _STOP_KINDS or token.text in words("organisations", "words.halt")


def distinct(tokens: Sequence[Token]) -> int:
    """How many signs of `tokens` belong to no general word and no place."""
    plain = plain_words()
    own = [t for t in tokens if t.kind not in ("ns", "mark") and (len(t.text) == 1 or t.text not in plain)]
    # A place inside a coined word is part of it (岚江源 is no 江源).
    inner = [t for i, t in enumerate(tokens) if i and t.kind == "ns" and _single(tokens[i - 1])]
    return sum(len(t.text) for t in own + inner)


def _single(token: Token) -> bool:
    return len(token.text) == 1 and token.kind != "mark"


def grow_left(doc: Document, start: int) -> list[Token]:
    """The tokens of the name that ends in a form starting at `start`, from its first word to that form."""
    index = doc.token_index(start)
    tokens: list[Token] = []
    if doc.tokens[index].start < start:
        tokens.append(doc.tokens[index])
    at = index - 1
    while at >= 0 and start - doc.tokens[at].start <= _LONGEST:
        token = doc.tokens[at]
        if token.text == ")":
            inner = _bracket(doc, at)
            if not inner:
                break
            tokens[:0] = inner
            at -= len(inner)
            continue
        if _counted(doc, at):
            break
        if halting(token) and not (_swallowed(doc, at) and not _coined(tokens)):
            break
        tokens.insert(0, token)
        at -= 1
    return _trim(tokens)


def _counted(doc: Document, at: int) -> bool:
    """Whether token `at` is the measure of a number (八家公司)."""
    return (
        doc.tokens[at].text in tuple("家个名位批项") and at > 0 and doc.tokens[at - 1].kind in ("m", "digits")
    )


def _swallowed(doc: Document, at: int) -> bool:
    """Whether the function word at `at` is the second sign of a two-sign name (禾为) that opens here."""
    if doc.tokens[at].text not in _SWALLOW or at < 1:
        return False
    first, before = doc.tokens[at - 1], doc.tokens[at - 2] if at > 1 else None
    if len(first.text) != 1 or halting(first):
        return False
    return before is None or len(before.text) > 1 or halting(before)


def _coined(tokens: Sequence[Token]) -> bool:
    return any(t.kind in ("?", "latin") or (len(t.text) == 1 and t.kind != "mark") for t in tokens)


def _bracket(doc: Document, at: int) -> list[Token]:
    """The tokens of a short bracket that closes at token `at`, brackets included; empty when it is no name."""
    for first in range(at - 1, max(-1, at - 6), -1):
        if doc.tokens[first].text == "(":
            inner = list(doc.tokens[first : at + 1])
            return inner if all(t.kind == "ns" or len(t.text) <= 2 for t in inner) else []
    return []


def _trim(tokens: list[Token]) -> list[Token]:
    lead = words("organisations", "words.lead")
    while len(tokens) > 1 and (tokens[0].text in lead or tokens[0].text == "("):
        tokens = tokens[1:]
    return tokens


def cut_off(doc: Document, mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions without words behind the name that are none of it (某某商会|协办, 某某新区|党工委)."""
    found = []
    for one in mentions:
        behind = _BEHIND.search(doc.text[one.start + 2 : one.end])
        found.append(replace(one, end=one.start + 2 + behind.start()) if behind else one)
    return found


def longest(mentions: Sequence[Mention]) -> list[Mention]:
    """Without the mentions that lie inside or cross a longer one; touching ones are one name (某校友会长三角分会)."""
    kept: list[Mention] = []
    taken = Cover(max((mention.end for mention in mentions), default=0))
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if taken.is_free(mention.start, mention.end):
            kept.append(mention)
            taken.take(mention.start, mention.end)
    joined: list[Mention] = []
    for mention in sorted(kept, key=lambda m: m.start):
        if joined and joined[-1].end == mention.start and mention.kind != "enterprise":
            mention = Mention(joined.pop().start, mention.end, mention.kind, mention.rule)
        joined.append(mention)
    return joined
