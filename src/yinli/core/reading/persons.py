"""People with their titles, and the bodies that titles name."""

import re
from collections.abc import Iterable
from functools import cache

from .cover import Cover
from .document import Document
from .found import Organisation, Person
from .lexicons import alternation, words
from .mentions import Mention, halting
from .names_by_ending import kind_of
from .names_in_context import is_name
from .normalise import as_written
from .person_mentions import Named

_SEPARATE = re.compile("[·•・ ]")
# Among so many names that follow in their order a longer one that begins alike is looked for.
_NEAR = 5


def employers(doc: Document, names: Iterable[Named], mentions: Iterable[Mention]) -> list[Mention]:
    """Bodies written only as the front of a business title (迅岚达总裁), not yet found."""
    taken = list(mentions)
    found = []
    for named in names:
        if named.title is None or not (head := _business().search(doc.text, *named.title)):
            continue
        start = named.title[0]
        inside = any(m.start < head.start() and m.end > start for m in taken)
        tokens = doc.tokens_in(start, head.start())
        if not inside and tokens and not any(map(halting, tokens)) and is_name(tokens, lone=False):
            name = doc.text[start : head.start()]
            found.append(Mention(start, head.start(), kind_of(name), "org.employer"))
    return found


def persons(doc: Document, names: Iterable[Named], bodies: Iterable[Organisation]) -> tuple[Person, ...]:
    """One person a name, with the first title said and every place where the name stands."""
    bodies = tuple(bodies)
    named_bodies = Cover(len(doc.text), (span for body in bodies for span in body.mentions))
    first: dict[str, Named] = {}
    # The title that names a body tells more than one that does not (教授).
    for named in sorted(names, key=lambda n: (_vagueness(doc, n), not _named_body(n, named_bodies), n.span)):
        first.setdefault(doc.surface(named.span), named)
    parts = _parts_of_names(doc, first)
    found = [_person(doc, name, named, bodies) for name, named in first.items() if name not in parts]
    return tuple(sorted(found, key=lambda p: p.spans[0]))


def _parts_of_names(doc: Document, first: dict[str, Named]) -> set[str]:
    """Names that are only a part of a foreigner's who is named in full (平林 of 平林修二, 勃兰特 of 卢卡斯·勃兰特)."""
    ordered = sorted(first)
    tails = {_SEPARATE.split(name)[-1] for name in ordered if _SEPARATE.search(name)}
    found = {name for name in ordered if name in tails and not _SEPARATE.search(name)}
    for at, name in enumerate(ordered):
        longer = (other for other in ordered[at + 1 : at + 1 + _NEAR] if other.startswith(name))
        full = next((other for other in longer if len(other) >= len(name) + 2), None)
        if full is not None and (first[name].title is None or first[full].title is not None):
            found.add(name)
    return found | {name for name in ordered if first[name].title is None and _stands_in_a_name(doc, name)}


def _stands_in_a_name(doc: Document, name: str) -> bool:
    """Whether a name without a title is written as part of a longer one somewhere."""
    if name.isascii():
        single = " " not in name and re.search(rf"[A-Z][A-Za-z'-]*\.? {re.escape(name)}", doc.original)
        return bool(single)
    return any(f"{dot}{name}" in doc.original or f"{name}{dot}" in doc.original for dot in "·•・")


def _person(doc: Document, name: str, named: Named, bodies: tuple[Organisation, ...]) -> Person:
    spans = [m.span() for m in re.finditer(re.escape(name), doc.original)]
    title = as_written(doc.surface(named.title), doc.text[slice(*named.title)]) if named.title else None
    return Person(name, title, tuple(spans) or (named.span,), named.rule, _employer(doc, named, bodies))


def _vagueness(doc: Document, named: Named) -> int:
    """0 for a title of one's own, 1 for a collective one (区领导), 2 for none."""
    if named.title is None:
        return 2
    return int(doc.text[slice(*named.title)] in words("people", "collective"))


def _named_body(named: Named, bodies: Cover) -> bool:
    return named.title is not None and not bodies.is_free(*named.title)


def _employer(doc: Document, named: Named, bodies: tuple[Organisation, ...]) -> str | None:
    """The body inside the title, or for a bare business title (与董事长…座谈) the one named just before."""
    if named.title is None:
        return None
    start, end = named.title
    for body in bodies:
        if any(a < end and b > start for a, b in body.mentions):
            return body.name
    sentence = doc.sentence_at(start)
    if sentence is None or not _headed().fullmatch(doc.text, start, end):
        return None
    before = [(b, o.name) for o in bodies for a, b in o.mentions if sentence.start <= a and b <= start]
    return max(before)[1] if before else None


@cache
def _business() -> re.Pattern:
    return re.compile(alternation("people", "bodies"))


@cache
def _headed() -> re.Pattern:
    """A title without any body in it, of the kind a body gives."""
    return re.compile(f"(?:{alternation('people', 'bodies')}|会长|理事长|院长|所长|负责人)")
