"""How far one written name may mean an enterprise in the books, with the grounds for and against.

A ground has a weight; the best one is the score, and what speaks against it caps it. Only the grounds of SURE make
two names certainly the same: likeness alone never does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz.distance import Levenshtein

from yinli.core import names

# What each ground is worth by itself, 0 to 1.
WEIGHTS = MappingProxyType({
    "credit_code": 1.0, "name": 1.0, "alias": 0.98, "stem": 0.9, "pinyin": 0.8, "one_sign": 0.75, "part": 0.7,
    "group": 0.6, "alike": 0.5,
})  # fmt: skip
# What two names cannot both be, and what is left of the score then.
CAPS = MappingProxyType({"other_code": 0.1, "other_place": 0.45})
SURE = frozenset(["credit_code", "name", "alias", "stem"])
# From so many signs on one wrong sign is a slip; of two-sign names half would be wrong.
_SLIP_FROM = 3
_ALIKE = 0.5


@dataclass(frozen=True)
class Known:
    """An enterprise in the books, as far as its names tell who it is."""

    name: str
    aliases: tuple[str, ...] = ()
    credit_code: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Likeness:
    """`score` from 0 to 1, and the codes of its grounds, the weightiest first, then what speaks against it."""

    score: float
    grounds: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Whether it is certainly the same: for a ground that is sure, and with nothing against it."""
        return bool(SURE & set(self.grounds)) and not set(CAPS) & set(self.grounds)


def likeness(name: str, aliases: Collection[str], credit_code: str, known: Known) -> Likeness:
    """How far `name` (in its text also called `aliases`, perhaps with a credit code) may mean `known`."""
    if credit_code and credit_code == known.credit_code:
        # The code is the enterprise, whatever it calls itself today.
        return Likeness(1.0, ("credit_code",))
    grounds = sorted(set(_grounds(name, aliases, known)), key=lambda ground: -WEIGHTS[ground])
    against = tuple(_against(name, credit_code, known))
    best = max((WEIGHTS[ground] for ground in grounds), default=0.0)
    if grounds == ["alike"]:
        best *= names.similarity(name, known.name)
    return Likeness(min([best, *(CAPS[one] for one in against)]), (*grounds, *against))


def _grounds(name: str, aliases: Collection[str], known: Known) -> Iterable[str]:
    written = {names.normalise(one) for one in (name, *aliases)}
    if names.normalise(known.name) in written:
        yield "name"
    if {names.normalise(one) for one in known.aliases} & written:
        yield "alias"
    if names.is_same_name(name, known.name):
        yield "stem"
    yield from _by_stem(names.stem(name), known)
    if names.similarity(name, known.name) >= _ALIKE:
        yield "alike"


def _by_stem(own: str, known: Known) -> Iterable[str]:
    other = names.stem(known.name)
    if own == other:
        return
    if len(own) > 1 and names.pinyin(own) == names.pinyin(other):
        yield "pinyin"
    if min(len(own), len(other)) >= _SLIP_FROM and Levenshtein.distance(own, other, score_cutoff=1) == 1:
        yield "one_sign"
    if min(len(own), len(other)) > 1 and (own.startswith(other) or other.startswith(own)):
        yield "part"
    if known.parent and names.stem(known.parent) == own:
        yield "group"


def _against(name: str, credit_code: str, known: Known) -> Iterable[str]:
    if credit_code and known.credit_code:
        yield "other_code"
    if names.contradict(name, known.name):
        yield "other_place"
