"""Blind marks: how people are found and told apart although their names are ciphertext.

A mark is a keyed digest of a word (64 bits, kept as a bigint). Who has the database without the secrets
learns nothing from it; it is cleared when the person is erased, and history never holds it.
"""

import hmac
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Lookup

from yinli.base.personal.keystore import derived
from yinli.core import names
from yinli.core.personal_numbers import spelling

_LETTERS = re.compile(r"[a-z]+")
# Fields whose value is found by its parts; of the others only the whole is known again.
_WORDS = ("name", "title")


def mark(kind: str, value: str) -> int:
    """The blind mark of `value` as a `kind` (word, pinyin, number …)."""
    key = derived(settings.YINLI_PERSONAL_KEY, "yinli blind marks")
    digest = hmac.digest(key, f"{kind}:{value}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big", signed=True)


def name_mark(name: str) -> int:
    """By which the same name is known again."""
    return mark("name", names.normalise(name))


def number_mark(value: str) -> int:
    """By which the same phone number or e-mail address is known again, however it is spelled."""
    return mark("number", spelling(value))


def marks_of(words: Mapping[str, str]) -> list[int]:
    """All marks of a person, from field → plain value ({"name": …, "phone": …}); of a name its signs, pairs
    of signs and pinyin."""
    found: set[int] = set()
    for field, value in words.items():
        if value and field in _WORDS:
            found.update(mark("word", part) for part in _parts(value))
        elif value:
            found.add(number_mark(value))
    if name := words.get("name", ""):
        found.add(name_mark(name))
        found.update(mark("pinyin", part) for part in _spoken(name))
    return sorted(found)


def _parts(value: str) -> set[str]:
    whole = names.normalise(value)
    return {*whole, *(whole[at : at + 2] for at in range(len(whole) - 1))}


def _spoken(name: str) -> Iterable[str]:
    """Every beginning of the pinyin, and of its initials, as people type them."""
    syllables = names.pinyin(name).split()
    for said in ("".join(syllables), "".join(one[0] for one in syllables)):
        yield from (said[:length] for length in range(1, len(said) + 1))


def asked(word: str) -> list[list[int]]:
    """What a typed word may mean: alternatives, each a list of marks that a person must all have."""
    whole = names.normalise(word)
    pairs = [whole[at : at + 2] for at in range(len(whole) - 1)] or [whole]
    found = [[mark("word", part) for part in pairs]]
    if _LETTERS.fullmatch(whole):
        found.append([mark("pinyin", whole)])
    return found


class MarksField(ArrayField):
    """The blind marks of a person; `marks__called="张三"` finds who is called so."""

    def __init__(self, base_field: Any = None, **options: Any):
        super().__init__(base_field or BigIntegerField(), **{"default": list, "blank": True, **options})

    def deconstruct(self) -> Any:
        """Without the base field, which is always the same."""
        name, path, args, kwargs = super().deconstruct()
        return (
            name,
            path,
            args,
            {k: v for k, v in kwargs.items() if k not in ("base_field", "default", "blank")},
        )


@MarksField.register_lookup
class Called(Lookup):
    """People whose name or title holds the word, or whose name is spoken so."""

    lookup_name = "called"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """One array containment (GIN) for each thing the word may mean."""
        left, parameters = self.process_lhs(compiler, connection)
        wanted = asked(str(self.rhs))
        where = " OR ".join([f"{left} @> %s::bigint[]"] * len(wanted))
        return f"({where})", [value for one in wanted for value in (*parameters, one)]
