"""Names of people by their shape: a surname and one or two signs, or two Latin words, and what may follow."""

import re
from functools import cache

from .document import Document
from .lexicons import alternation, rows, words

LATIN = re.compile(
    r"[A-Z][a-z]{1,30}(?:-[A-Z][a-z]{1,30})?(?:[ ·][A-Z][a-z]{1,30}(?:-[A-Z][a-z]{1,30})?){1,3}"
)

_HOW_CALLED = frozenset("总老哥姐叔姨嫂工")


@cache
def _follows() -> re.Pattern:
    return re.compile(rf"$|[^\u4e00-\u9fff]|(?:{alternation('people', 'follows')})")


@cache
def _common() -> dict[str, str]:
    return {word: kind for word, _, kind in rows("words")}


def cuts_a_word(doc: Document, start: int) -> bool:
    """Whether an everyday word goes on where a name would begin (下阶|段青榆)."""
    token = doc.tokens[doc.token_index(start)]
    return token.start < start < token.end and token.kind not in ("?", "latin", "ns")


def name_end(doc: Document, start: int, titled: bool = False) -> int | None:
    """Where the name that begins at `start` ends; None when no name begins there. Only after a title may an
    everyday word (高峰) be a name."""
    if latin := LATIN.match(doc.text, start):
        return latin.end()
    surname = _surname(doc.text, start)
    if not surname or _begins_otherwise(doc, start):
        return None
    ends = [end for size in (1, 2) if _possible(doc, start, end := start + surname + size, titled)]
    if len(ends) == 2 and _takes(doc.text, ends[0]):
        return ends[0]
    return ends[-1] if ends else None


def foreign_end(doc: Document, start: int) -> int | None:
    """Where a Japanese or Korean name after its title ends: two to four signs, then what may follow a name."""
    for size in (2, 3, 4):
        if re.fullmatch(r"[\u4e00-\u9fff]+", doc.text[start : start + size]) and _follows().match(
            doc.text, start + size
        ):
            return start + size
    return None


def _surname(text: str, start: int) -> int:
    if text[start : start + 2] in words("people", "compound"):
        return 2
    return 1 if text[start : start + 1] in words("people", "surnames") else 0


def _possible(doc: Document, start: int, end: int, titled: bool) -> bool:
    name = doc.text[start:end]
    return (
        re.fullmatch(r"[\u4e00-\u9fff]+", name) is not None
        and len(name) == end - start
        and not called(name)
        and (name not in _common() or (titled and _common()[name] == "n"))
        and (_follows().match(doc.text, end) is not None or _verb_at(doc, end))
    )


def called(name: str) -> bool:
    """Whether it is a surname and how somebody is called (尹总, 杨老), which is nobody's name."""
    return len(name) == 2 and name[1] in _HOW_CALLED


def _verb_at(doc: Document, at: int) -> bool:
    """Whether a verb of two signs or more begins at `at`."""
    token = doc.tokens[doc.token_index(at)] if at < len(doc.text) else None
    return token is not None and token.start == at and token.kind == "v" and len(token.text) > 1


def _takes(text: str, end: int) -> bool:
    """Whether the word after a two-sign name is surely no part of it (丁磊说, 何川与)."""
    return (
        re.match(
            r"说|现任|现为|以及|陪同|[在与和就对率带是为任等将从向到同也还于则](?=[\u4e00-\u9fff\d])",
            text[end:],
        )
        is not None
    )


def _begins_otherwise(doc: Document, start: int) -> bool:
    """A place or a post begins here (江苏, 区长), so no surname does."""
    token = doc.tokens[doc.token_index(start)]
    return start in doc.area_starts or (token.start == start and token.text in words("people", "heads"))
