"""The short forms in which a text may go on writing a full name."""

import re
from functools import cache, lru_cache

from .geography import gazetteer
from .lexicons import alternation, rows, words
from .normalise import normalise

_BRACKET = re.compile(r"\([^)]*\)")


@cache
def _legal() -> re.Pattern:
    return re.compile(f"(?:{alternation('organisations', 'words.strip')})$")


@cache
def _trade() -> re.Pattern:
    listed = words("organisations", "words.trade") | words("organisations", "enterprise.brand")
    return re.compile(f"(?:{'|'.join(sorted(map(re.escape, listed), key=len, reverse=True))})$")


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """`name` without bracketed places and without its company form (禾丰堂公司 → 禾丰堂)."""
    bare, before = _BRACKET.sub("", normalise(name)), ""
    while bare != before and len(bare) > 2:
        before, shorter = bare, _legal().sub("", bare)
        bare = shorter if len(shorter) >= 2 else bare
    return bare


def is_full(name: str) -> bool:
    """Whether `name` closes with a registered company's form."""
    return name.endswith(("有限公司", "有限责任公司", "股份公司"))


@lru_cache(maxsize=4096)
def short_forms(name: str, kind: str) -> tuple[str, ...]:
    """Forms `name` may be cut to, longest first: without form, without head place, without line of business."""
    forms = [stem(name), without_place(name)] if kind == "enterprise" else [without_place(name)]
    for form in forms:
        forms += [cut for cut in _cuts(form, kind) if cut not in forms]
    return tuple(f for f in sorted(forms, key=len, reverse=True) if f != name and _can_stand(f))


def _cuts(form: str, kind: str):
    yield without_place(form)
    if kind == "enterprise":
        yield stem(form)
        yield _trade().sub("", form)
        yield _without_last_place(form)


def without_place(name: str) -> str:
    """`name` without the administrative place at its head, if enough is left."""
    for size in range(min(9, len(name) - 2), 1, -1):
        if name[:size] in gazetteer():
            return name[size:]
    return name


def _without_last_place(name: str) -> str:
    for size in range(2, min(4, len(name) - 1)):
        if name[-size:] in gazetteer():
            return name[:-size]
    return name


@cache
def _common() -> frozenset[str]:
    return frozenset(row[0] for row in rows("words"))


@cache
def _endings() -> frozenset[str]:
    kinds = ("fund", "park", "association", "university", "institution")
    return frozenset().union(*(words("organisations", f"{kind}.endings") for kind in kinds))


def _can_stand(form: str) -> bool:
    """Whether a short form is safe to look for: no everyday word, no place, no bare line of business."""
    return (
        len(form) >= 2
        and form not in _common()
        and form not in gazetteer()
        and form not in words("organisations", "words.plain")
        and form not in _endings()
        and not re.match(r"^[\W\d]|[(（]", form)
    )
