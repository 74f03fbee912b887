"""Names of enterprises: one spelling to compare by, the part that distinguishes, pinyin to sort by.

Two names are the same when their normalised spellings are, or an alias is, or their stems are: unless the
names state different places, or the stem is only words that any enterprise may carry (科技, 投资).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from yinli.core.placenames import place_words

_LEGAL_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|责任公司|股份公司|总公司|分公司|公司|"
    r"合伙企业\(有限合伙\)|合伙企业\(普通合伙\)|\(有限合伙\)|\(普通合伙\)|合伙企业|"
    r"(?:co\.?,?)?ltd\.?|inc\.?|corp(?:oration)?\.?|llc|gmbh|plc|limited|company)$"
)
_GROUP = re.compile(r"(?:控股集团|集团控股|集团|控股|group|holdings?)$")
_BRANCH_PLACE = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"[a-z0-9]+")
_SPACE = re.compile(r"[\s\u200b\ufeff·・•]+")
_BRACKETS = str.maketrans(
    dict.fromkeys("〔［【〈《", "(") | dict.fromkeys("〕］】〉》", ")") | dict.fromkeys("“”\"'‘’「」『』", "")
)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """One spelling: NFKC, simplified characters, round brackets, no spaces or quotes, lower case."""
    folded = unicodedata.normalize("NFKC", name).translate(_BRACKETS)
    return str(_simplifier().convert(_SPACE.sub("", folded))).lower()


@lru_cache(maxsize=65536)
def pinyin(name: str) -> str:
    """Lower-case ASCII to sort by, syllables apart: 研祥 → "yan xiang"."""
    syllables = lazy_pinyin(normalise(name), style=Style.NORMAL, errors="default")
    said = unicodedata.normalize("NFKD", " ".join(syllables)).encode("ascii", "ignore").decode()
    return " ".join(_WORD.findall(said))


@lru_cache(maxsize=65536)
def stem(name: str) -> str:
    """What distinguishes an enterprise: without its legal form, 集团/控股, place prefix and bracketed place.

    Never empty: where nothing would remain, the normalised name stands.
    """
    whole = normalise(name)
    short = _BRANCH_PLACE.sub(lambda found: "" if _is_place(found.group(1)) else found.group(), whole)
    short = _stripped(short, _LEGAL_FORM)
    short = _stripped(short, _GROUP)
    short = _stripped(_without_place(short), _LEGAL_FORM)
    return short or whole


def similarity(a: str, b: str) -> float:
    """How alike two names are, from 0 to 1: shared bigrams (Dice) of their stems; 1 for equal names."""
    if normalise(a) == normalise(b):
        return 1.0
    left, right = _bigrams(stem(a)), _bigrams(stem(b))
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


similar = similarity


@dataclass(frozen=True)
class Match:
    """A known enterprise that a name may mean. `ground` is exact, alias, stem or similar."""

    known: str
    ground: str
    score: float


def is_same_name(a: str, b: str, aliases: Collection[str] = ()) -> bool:
    """Whether `b` (also called `aliases`) is certainly what `a` names. Likeness alone is never enough."""
    name = normalise(a)
    if name == normalise(b) or name in {normalise(alias) for alias in aliases}:
        return True
    return stem(a) == stem(b) and _distinguishes(stem(a)) and not contradict(name, b)


def best_matches(name: str, known: Iterable[str], at_least: float = 0.6) -> list[Match]:
    """Known names that `name` may mean, best first: the same ones, then those at least so alike."""
    found = [match for other in known if (match := _match(name, other)).score >= at_least]
    order = {"exact": 0, "stem": 1, "similar": 2}
    return sorted(found, key=lambda match: (order[match.ground], -match.score, match.known))


def _match(name: str, other: str) -> Match:
    if normalise(name) == normalise(other):
        return Match(other, "exact", 1.0)
    ground = "stem" if is_same_name(name, other) else "similar"
    return Match(other, ground, similarity(name, other))


def contradict(a: str, b: str) -> bool:
    """深圳甲公司 and 无锡甲公司 are two companies; 甲公司 may be either."""
    places = [set(_places(normalise(name))) for name in (a, b)]
    return bool(places[0] and places[1] and not places[0] & places[1])


def _places(name: str) -> list[str]:
    found = [inside for inside in _BRANCH_PLACE.findall(name) if _is_place(inside)]
    if prefix := place_words().prefix.match(name):
        found.append(prefix.group())
    return [place.rstrip("省市") for place in found]


def _distinguishes(short: str) -> bool:
    return len(place_words().generic.sub("", short)) > 1


def _is_place(text: str) -> bool:
    return text in ("中国", "集团", "控股") or bool(place_words().prefix.fullmatch(text))


def _without_place(name: str) -> str:
    place = place_words().prefix.match(name)
    rest = name[place.end() :] if place else name
    return rest if _distinguishes(rest) else name


def _stripped(name: str, ending: re.Pattern[str]) -> str:
    while len(rest := ending.sub("", name)) < len(name) and rest:
        name = rest
    return name


@lru_cache(maxsize=65536)
def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(max(len(text) - 1, 1)))
