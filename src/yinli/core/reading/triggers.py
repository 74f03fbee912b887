"""Which happening a clause tells, by the verbs of the trade; wishes, plans and nouns are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .lexicons import alternation, table
from .scene import Scene
from .sentences import Clause

_TOPIC = re.compile(
    r"就[^,。]{2,40}?(?=进行|开展|展开|深入|达成|交换|与|举行|充分|座谈|交流|探讨|洽谈|磋商|研讨)"
)
# So far around a verb words say whether it happened.
_WINDOW = 160
_DONE = re.compile(r"达成|签订了|签署了|签下|签了|商定|现场签|当场")
_NOMINAL = re.compile(r"(?:此次|本次|这次|招商)(?:招商)?考察$|总结[^,]{0,8}考察$")
# Types whose verbs also serve as nouns of a stronger one beside them.
_YIELDS = {
    "landing": {"signing", "mou"},
    "signing": {"mou"},
    "meeting": {"promotion_event"},
    "promotion_event": {"recruitment"},
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb of the trade that tells a happening of `type`."""

    type: str
    rule: str
    start: int
    end: int


def triggers(scene: Scene, clause: Clause) -> list[Trigger]:
    """The happenings of a clause, at most one a type, in order of the text."""
    text = scene.masked[clause.start : clause.end]
    found: dict[str, Trigger] = {}
    for kind, rule, pattern in patterns():
        happens = (m for m in pattern.finditer(text) if _happens(text, kind, m))
        match = next((m for m in happens if not _only_counts(scene, clause, m)), None)
        if match and kind not in found:
            found[kind] = Trigger(kind, rule, clause.start + match.start(), clause.start + match.end())
    kept = [t for t in found.values() if not _YIELDS.get(t.type, set()) & set(found)]
    return sorted(kept, key=lambda t: t.start)


def verbs(scene: Scene) -> Iterator[tuple[Trigger, bool]]:
    """Every verb of the trade in the text, and whether the words around it leave it standing (no wish, plan, noun)."""
    for sentence in scene.doc.sentences:
        for clause in sentence.clauses:
            text = scene.masked[clause.start : clause.end]
            for kind, rule, pattern in patterns():
                for match in pattern.finditer(text):
                    verb = Trigger(kind, rule, clause.start + match.start(), clause.start + match.end())
                    yield verb, _happens(text, kind, match)


def _only_counts(scene: Scene, clause: Clause, match: re.Match) -> bool:
    at = clause.start + match.start()
    return scene.is_count(at) and not scene.bodies(clause.start + match.end(), clause.end)


@cache
def patterns() -> list[tuple[str, str, re.Pattern]]:
    """(type, rule, pattern) of the verbs of the trade."""
    return [(row["type"], row["rule"], re.compile(row["pattern"])) for row in table("events")["trigger"]]


@cache
def _not_yet() -> re.Pattern:
    return re.compile(alternation("events", "filters.not_yet"))


@cache
def _as_noun() -> re.Pattern:
    return re.compile(alternation("events", "filters.as_noun"))


def _happens(text: str, kind: str, match: re.Match) -> bool:
    before, after = (
        text[max(0, match.start() - _WINDOW) : match.start()],
        text[match.end() : match.end() + _WINDOW],
    )
    if kind == "intent" and not _DONE.search(match.group()):
        return not re.search("原|未|没|不再|传闻|希望|要求", before)
    if kind == "visit" and (_NOMINAL.search(before + match.group()) or _as_noun().match(after)):
        return False
    if re.match(r"[^,]{0,16}的(?:公告|议案|通知|说明|报告)", after):
        return False
    if re.match(r"[^,]{0,3}(?:时间|未定|取消|延期|改期)|尚未|未能|未果", after) or re.search("零“?$", before):
        return False
    topical = _TOPIC.sub("", before)
    return _done_before(topical, match) or not _not_yet().search(topical)


def _done_before(topical: str, match: re.Match) -> bool:
    """达成了 … is done even beside 下一步; a plan after 明确 is not."""
    return bool(_DONE.search(match.group())) and not re.search("原|未|没|将|拟|希望|要求", topical)
