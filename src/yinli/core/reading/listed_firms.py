"""Firms that everybody may know: the short names of those listed in China, Hong Kong and America.

Read out of the package matchina (MIT), which keeps them up to date; a name counts only where it stands as a word.
"""

import importlib.util
import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from .document import Document
from .found import Span
from .general import words_between
from .geography import gazetteer
from .lexicons import rows
from .mentions import Mention, plain_words

# What an exchange adds to a short name: a share class, a mark of losses or of another place.
_ADDED = re.compile(r"^(\*?ST|XD|XR|DR|N)|[-－]?[A-ZＡ-Ｚ]{1,3}$|股份公司[ＡＢ]$")
_SHORTEST, _LONGEST = 2, 9
# Two signs are too few to be known wherever they stand.
_SELF_EVIDENT = 3


def short_names() -> tuple[str, ...]:
    """All short names, in order. Raises RuntimeError where the package is missing."""
    found = importlib.util.find_spec("matchina")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the package matchina is missing: run make setup")
    place = (Path(found.submodule_search_locations[0]) / "data/entities.db").as_uri() + "?mode=ro"
    with sqlite3.connect(place, uri=True) as held:
        listed = held.execute("SELECT name_cn, name_short_cn FROM entities").fetchall()
    names = {_ADDED.sub("", name.replace(" ", "").strip()) for row in listed for name in row if name}
    return tuple(sorted(name for name in names if _SHORTEST <= len(name) <= _LONGEST))


@cache
def _by_head() -> Mapping[str, tuple[str, ...]]:
    """First two signs → the names that begin so, longest first; everyday words and places are left out."""
    common = {row[0] for row in rows("words")} | plain_words()
    found: dict[str, list[str]] = {}
    for name in short_names():
        if len(name) >= _SELF_EVIDENT and name not in common and name not in gazetteer():
            found.setdefault(name[:2], []).append(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in found.items()}


def by_listing(doc: Document) -> list[Mention]:
    """Mentions of listed firms by their short names."""
    return [Mention(*span, "enterprise", "org.listed_firm") for span in _spans(doc)]


def _spans(doc: Document) -> Iterator[Span]:
    heads, text, at = _by_head(), doc.text, 0
    while at < len(text) - 1:
        name = next((n for n in heads.get(text[at : at + 2], ()) if text.startswith(n, at)), None)
        if name is not None and _is_a_word(doc, at, at + len(name)):
            yield at, at + len(name)
            at += len(name) - 1
        at += 1


def _is_a_word(doc: Document, start: int, end: int) -> bool:
    """Whether a stretch is no part of other words: letters go on in no word, places and everyday words are whole."""
    if doc.text[start].isascii() or doc.text[end - 1].isascii():
        return False
    words_in = words_between(doc.text, start, end)
    placed = len(words_in) == 1 and words_in[0].tag in ("LOC", "TIME")
    return not placed and not any(word.tag == "TIME" for word in words_in)
