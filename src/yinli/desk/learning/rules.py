"""Pure decisions of learning: what a reviewer's decision says of each value that was read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yinli.core.judged import CORRECTED, MISSED, RIGHT, WRONG
from yinli.core.reading import entry_of
from yinli.desk.intake.values import PLURAL, as_text

# A choice that the reader leaves open is no value read, and none missed until somebody makes it.
_OPEN = (None, "", [], "unknown")


@dataclass(frozen=True)
class Part:
    """One value as it was read, and its rule."""

    value: Any
    rule: str


@dataclass(frozen=True)
class Given:
    """What is to be kept of one value; `place` counts the values of its field, those typed by hand last."""

    field: str
    place: int
    verdict: str
    rule: str = ""
    entry: str = ""


def parts_of(values: Sequence[Mapping], field: str) -> list[Part]:
    """The values of `field` that were read, each apart; of a field that holds one, the first."""
    found = [
        Part(value, entry["rule"])
        for entry in values
        if entry["field"] == field
        for value in _apart(field, entry["value"])
        if value not in _OPEN
    ]
    return found if field in PLURAL else found[:1]


def _apart(field: str, value: Any) -> list:
    return value if field in PLURAL and isinstance(value, list) else [value]


def typed_of(values: Sequence[Mapping], edits: Mapping[str, Any], field: str) -> list[Any]:
    """What a reviewer typed for `field` beyond what was read there."""
    read = {as_text(part.value) for part in parts_of(values, field)}
    return [one for one in _stands(edits, field) if as_text(one) not in read]


def _stands(edits: Mapping[str, Any], field: str) -> list[Any]:
    if field not in edits or edits[field] in _OPEN:
        return []
    return list(_apart(field, edits[field]))


def given(
    record: str,
    values: Sequence[Mapping],
    edits: Mapping[str, Any],
    is_rejected: bool,
    fields: Collection[str],
) -> list[Given]:
    """What a decided item says of every value of `fields`, those the reviewer saw."""
    found: list[Given] = []
    for field in fields:
        parts = parts_of(values, field)
        said = [WRONG] * len(parts) if is_rejected else _said_of(parts, values, edits, field)
        code = f"{record}.{field}"
        # What follows from nothing read (a title made up) was proposed by no rule.
        found += [
            Given(code, place, verdict, part.rule, _entry(part))
            for place, (part, verdict) in enumerate(zip(parts, said, strict=True))
            if part.rule
        ]
        if not is_rejected and all(part.rule for part in parts):
            replaced = said.count(CORRECTED)
            beyond = len(typed_of(values, edits, field)) - replaced
            found += [Given(code, len(parts) + replaced + more, MISSED) for more in range(beyond)]
    return found


def _said_of(parts: Sequence[Part], values, edits: Mapping[str, Any], field: str) -> list[str]:
    """Left as it was: right. Another put in its place: corrected. Taken away: wrong."""
    if field not in edits:
        return [RIGHT] * len(parts)
    stays = {as_text(one) for one in _stands(edits, field)}
    others = len(typed_of(values, edits, field))
    said = []
    for part in parts:
        if as_text(part.value) in stays:
            said.append(RIGHT)
        else:
            said.append(CORRECTED if others > 0 else WRONG)
            others -= 1
    return said


def _entry(part: Part) -> str:
    return entry_of(part.rule, part.value) if isinstance(part.value, str) else ""


def became(values: Sequence[Mapping], edits: Mapping[str, Any], field: str, place: int) -> tuple[str, str]:
    """The words of the value at `place` as they were read, and what the reviewer put there; "" for none."""
    parts, typed = parts_of(values, field), typed_of(values, edits, field)
    if place >= len(parts):
        at = place - len(parts)
        return "", as_text(typed[at]) if at < len(typed) else ""
    if field not in edits:
        return as_text(parts[place].value), ""
    stays = {as_text(one) for one in _stands(edits, field)}
    gone = [at for at, part in enumerate(parts) if as_text(part.value) not in stays]
    other = typed[gone.index(place)] if place in gone and gone.index(place) < len(typed) else None
    return as_text(parts[place].value), as_text(other)
