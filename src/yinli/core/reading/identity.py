"""One identity for all written forms of a body within a document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .cover import Cover
from .document import Document
from .found import Organisation, Span
from .mentions import Mention
from .short_forms import is_full, short_forms, stem

_IN_BRACKETS = re.compile(r"\((?:以下)?(?:简称|下称)?[:“]?([\u4e00-\u9fffA-Za-z]{2,10})”?\)")
_EQUATED = re.compile(r"\((?:以下)?(?:全称|简称|下称)(?:为|是)?[:“]?|,?即")


_SAID_SHORT = 5


@dataclass(slots=True)
class _Body:
    kind: str
    rule: str
    forms: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def full(self) -> str:
        """The fullest form written: a registered name before a longer loose one."""
        return max(self.forms, key=lambda f: (is_full(f), len(f)))


def unite(doc: Document, mentions: Sequence[Mention]) -> tuple[Organisation, ...]:
    """Bodies in order of appearance; every further place where a short form stands is a mention too."""
    bodies = _grouped(doc, mentions)
    taken = Cover(len(doc.text), ((m.start, m.end) for m in mentions))
    # A short form is first of all that of the body whose stem it is (禾为 of 禾为公司, not of 禾为终端公司).
    for shorten in (_stems, _further):
        for body in sorted(bodies, key=lambda b: -max(map(len, b.forms))):
            others = {f for b in bodies if b is not body for f in b.forms} | {
                stem(f) for b in bodies if b is not body for f in b.forms
            }
            _find_more(doc, body, shorten(body) - (others - _stems(body)), taken)
    return tuple(sorted((_organisation(b) for b in bodies), key=lambda o: o.mentions[0]))


def _grouped(doc: Document, mentions: Sequence[Mention]) -> list[_Body]:
    bodies: list[_Body] = []
    by_form: dict[str, _Body] = {}
    disclosed = dict(_disclosed(doc, mentions))
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        form = doc.surface((mention.start, mention.end))
        body = by_form.get(form) or by_form.get(disclosed.get(form, "")) or _kin(form, mention.kind, bodies)
        if body is None:
            body = _Body(mention.kind, mention.rule)
            bodies.append(body)
        by_form[form] = body
        body.forms[form].append((mention.start, mention.end))
    return bodies


def _kin(form: str, kind: str, bodies: Iterable[_Body]) -> _Body | None:
    """A body already seen under a longer name that `form` shortens: first of all the one whose stem it is."""
    same_kind = [body for body in bodies if body.kind == kind]
    for body in sorted(same_kind, key=lambda one: form not in {stem(longer) for longer in one.forms}):
        if any(_shortens(form, longer, kind) for longer in body.forms):
            return body
    return None


def _shortens(form: str, longer: str, kind: str) -> bool:
    """X公司 is short for X中国汽车有限公司, a registered name, but not for X终端公司, itself a short one."""
    if form in short_forms(longer, kind):
        return True
    # 区人社局 is the 寒亭区人社局 that the text named.
    if kind == "government" and form[0] in "省市区县州旗":
        return longer.endswith(form) or (form[-1] == longer[-1] and is_shortened(form, longer))
    # 哈工程 and 陕科大 are how people say universities.
    if kind == "university" and form[0] == longer[0] and 2 < len(form) <= _SAID_SHORT:
        return is_shortened(form, longer)
    if kind != "enterprise":
        return False
    bare = stem(form)
    return bare == stem(longer) or (is_full(longer) and bare in short_forms(longer, kind))


def _disclosed(doc: Document, mentions: Sequence[Mention]) -> Iterable[tuple[str, str]]:
    """Pairs of forms a text itself equates: A(全称B), A,即B."""
    ordered = sorted(mentions, key=lambda m: m.start)
    for one, two in zip(ordered, ordered[1:], strict=False):
        between = doc.text[one.end : two.start]
        in_brackets = between == "(" and doc.text[two.end : two.end + 1] == ")"
        if in_brackets or (len(between) <= 8 and _EQUATED.fullmatch(between)):
            pair = sorted((doc.surface((one.start, one.end)), doc.surface((two.start, two.end))), key=len)
            yield pair[0], pair[1]


def bracketed(doc: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Short forms given in brackets right behind a name (…同业公会(电电公会)) that are not mentions yet."""
    ends = {m.end: m for m in mentions}
    found = []
    for match in _IN_BRACKETS.finditer(doc.text):
        long = ends.get(match.start())
        short = match.group(1)
        if long and is_shortened(short, doc.text[long.start : long.end]) and match.end() - 1 not in ends:
            found.append(Mention(*match.span(1), long.kind, "org.bracket"))
    return found


def is_shortened(short: str, long: str) -> bool:
    """Whether every sign of `short` stands in `long`, in the same order."""
    rest = iter(long)
    return len(short) < len(long) and all(sign in rest for sign in short)


def _stems(body: _Body) -> set[str]:
    stems = {s for f in body.forms if (s := stem(f)) in short_forms(f, body.kind)}
    return set(body.forms) | (stems if body.kind == "enterprise" else set())


def _further(body: _Body) -> set[str]:
    return {short for form in body.forms for short in short_forms(form, body.kind)}


def _find_more(doc: Document, body: _Body, wanted: set[str], taken: Cover) -> None:
    for form in sorted(wanted, key=len, reverse=True):
        for match in re.finditer(re.escape(form), doc.original):
            if taken.is_free(*match.span()):
                body.forms[form].append(match.span())
                taken.take(*match.span())


def _organisation(body: _Body) -> Organisation:
    name = body.full()
    aliases = sorted((f for f in body.forms if f != name), key=lambda f: (-len(f), f))
    spans = sorted({span for spans in body.forms.values() for span in spans})
    return Organisation(name, body.kind, tuple(aliases), tuple(spans), body.rule)
