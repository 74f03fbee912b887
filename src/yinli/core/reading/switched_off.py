"""What a district has switched off: rules of the reader, and single entries of its word lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from .lexicons import ordered

# Rules that know a thing by one word of a list: the list, and whether the word closes the thing or stands in it.
_LISTS = {
    "org.enterprise": ("organisations", "enterprise.legal", True),
    "org.brand": ("organisations", "enterprise.brand", True),
    "org.fund": ("organisations", "fund.endings", True),
    "org.park": ("organisations", "park.endings", True),
    "org.association": ("organisations", "association.endings", True),
    "org.university": ("organisations", "university.endings", True),
    "org.institution": ("organisations", "institution.endings", True),
    "org.bureau": ("organisations", "government.ends", True),
    "org.seat": ("organisations", "government.seats", True),
    "org.order": ("organisations", "government.order", True),
    "org.foreign": ("organisations", "government.foreign", True),
    "industry.sector": ("industries", "sectors", False),
}


class _Found(Protocol):
    @property
    def rule(self) -> str: ...


FoundT = TypeVar("FoundT", bound=_Found)


def _no_words(one: object) -> str:
    return ""


@dataclass(frozen=True)
class Off:
    """Names of rules, and entries as `entry_of` calls them. The reader does without both."""

    rules: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.rules or self.entries)

    def takes(self, rule: str, words: str = "") -> bool:
        """Whether what `rule` found in `words` rests on something switched off."""
        return rule in self.rules or bool(self.entries and entry_of(rule, words) in self.entries)

    def kept(self, found: Iterable[FoundT], words: Callable[[FoundT], str] = _no_words) -> tuple[FoundT, ...]:
        """`found` without what rests on something switched off; `words` says where each was found."""
        return tuple(one for one in found if not (self and self.takes(one.rule, words(one))))


NOTHING = Off()


def entry_of(rule: str, words: str) -> str:
    """The entry of a word list by which `rule` knew `words`, as `rule:word`; "" for a rule without such a list."""
    if rule not in _LISTS or not words:
        return ""
    name, key, closes = _LISTS[rule]
    # The longest fits first: …创投集团 is known by 集团 only where no longer form is listed.
    fits = (word for word in ordered(name, key) if (words.endswith(word) if closes else word in words))
    word = next(fits, "")
    return f"{rule}:{word}" if word else ""


def is_entry(code: str) -> bool:
    """Whether `code` names a word that stands in the list of a rule."""
    rule, _, word = code.partition(":")
    if rule not in _LISTS:
        return False
    name, key, _closes = _LISTS[rule]
    return word in ordered(name, key)
