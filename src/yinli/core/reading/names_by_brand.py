"""Short company names without a legal form: a coined word and a line of business (…科技, …药业)."""

import re
from functools import cache

from .document import Document
from .lexicons import ordered, words
from .mentions import Mention, halting
from .segment import Token

_PROJECTS = re.compile(r"等\d*[余多]?个?[\u4e00-\u9fff]{0,4}(?:项目|产业|领域|行业)")


def by_brand(doc: Document) -> list[Mention]:
    """A name is a place or nothing, two to four coined signs, and a line of business; words around it
    must end there. A name all of everyday signs also needs a word of the trade beside it."""
    found = []
    for index in range(len(doc.tokens)):
        ending = _ending(doc, index)
        if ending and _closed(doc, index) and (mention := _branded(doc, index, ending)):
            found.append(mention)
    return found


@cache
def _endings() -> frozenset[str]:
    return words("organisations", "enterprise.brand")


def _ending(doc: Document, index: int) -> int:
    """How many tokens, `index` last, write a brand ending; 0 for none."""
    text = doc.tokens[index].text
    if text in _endings():
        return 1
    pair = doc.tokens[index - 1].text + text if index else ""
    return 2 if pair in _endings() else 0


def _closed(doc: Document, index: int) -> bool:
    """Whether a name may end after token `index`: what follows is no further noun."""
    if index + 1 >= len(doc.tokens):
        return True
    token = doc.tokens[index + 1]
    if token.kind == "digits":
        return False
    return (
        halting(token)
        or not token.text.strip()
        or token.text in words("people", "heads")
        or token.kind == "latin"
    )


def _branded(doc: Document, index: int, size: int) -> Mention | None:
    core: list[Token] = []
    at = index - size
    while at >= 0 and _coined(doc.tokens[at]) and sum(len(t.text) for t in core) < 4:
        core.insert(0, doc.tokens[at])
        at -= 1
    if not 2 <= sum(len(t.text) for t in core) <= 4 or not core:
        return None
    place = doc.tokens[at] if at >= 0 and doc.tokens[at].kind == "ns" else None
    before = doc.tokens[at - 1 if place else at] if at >= (1 if place else 0) else None
    sure = _rare(core) or place is not None or _hinted(before) or _telling(doc, index, size)
    if not _opened(before) or not sure or _of_projects(doc, index):
        return None
    start = (place or core[0]).start
    return Mention(start, doc.tokens[index].end, "enterprise", "org.brand")


def _coined(token: Token) -> bool:
    """A single sign, or a run of Latin letters, that closes no name."""
    return token.kind == "latin" or (len(token.text) == 1 and not halting(token))


def _opened(before: Token | None) -> bool:
    return (
        before is None
        or halting(before)
        or not before.text.strip()
        or before.text in words("organisations", "words.halt")
    )


def _rare(core: list[Token]) -> bool:
    return any(t.kind in ("?", "latin") for t in core)


def _hinted(before: Token | None) -> bool:
    return before is not None and before.text in words("organisations", "words.hints")


def _of_projects(doc: Document, index: int) -> bool:
    """Whether the name closes a list of projects (箱包加工、康养旅游等8个项目)."""
    return _PROJECTS.match(doc.text, doc.tokens[index].end) is not None


def _telling(doc: Document, index: int, size: int) -> bool:
    """Whether the ending alone shows a firm (药业), where others are also plain nouns (环境)."""
    ending = "".join(t.text for t in doc.tokens[index - size + 1 : index + 1])
    return ending in words("organisations", "enterprise.telling")


def ends_like_brand(text: str) -> bool:
    """Whether `text` closes with a line of business after at least two signs of its own."""
    return any(
        text.endswith(e) and len(text) - len(e) >= 2 for e in ordered("organisations", "enterprise.brand")
    )
