"""Pure decisions of the review: what belongs together, what must stand first, what a claim means."""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from yinli.core import names

# The order on the page, and the records of each group. Planned trips stand apart, at the end.
GROUPS = ("trip", "enterprises", "projects", "agreements", "results", "follow_ups", "next_trips")
_GROUP_OF = {
    "trip": "trip",
    "enterprise": "enterprises",
    "enterprise_fact": "enterprises",
    "contact": "enterprises",
    "visit": "enterprises",
    "project": "projects",
    "agreement": "agreements",
    "claimed_result": "results",
    "follow_up": "follow_ups",
}
# What is written first: a visit needs its enterprise, its trip and its project.
WRITING_ORDER = (
    "enterprise",
    "enterprise_fact",
    "contact",
    "project",
    "agreement",
    "trip",
    "visit",
    "claimed_result",
    "follow_up",
)
# These cannot stand without their enterprises; whatever else they refer to is linked where it was accepted.
_NEED_ENTERPRISES = ("enterprise_fact", "contact", "visit", "project", "agreement")
_NEEDS_FIELDS = {
    "enterprise": ("name",),
    "enterprise_fact": ("text",),
    "contact": ("name",),
    "trip": ("title",),
    "project": ("name",),
    "agreement": ("title",),
    "claimed_result": ("surface", "count"),
    "follow_up": ("text",),
}
# Facts of stages.toml that a report itself shows. A signing ceremony shows talks; its paper proves the rest.
_FACT_OF = {
    "mou": ("talks_held", "mou"),
    "intent": ("talks_held", "intent_stated"),
    "signing": ("talks_held",),
    "negotiation": ("talks_held",),
    "named_project": ("talks_held",),
}
# What a role must be allowed to do before it may accept such a record.
ACTION_OF = {
    "enterprise": "enterprise.create",
    "enterprise_fact": "enterprise.create",
    "contact": "enterprise.create",
    "trip": "trip.create",
    "visit": "visit.create",
    "project": "project.create",
    "agreement": "agreement.create",
    "claimed_result": "intake.review",
    "follow_up": "follow_up.create",
}


def group_of(record: str, values: Mapping[str, Any]) -> str:
    """The group of the page in which a proposed record stands."""
    if record == "trip" and values.get("status") == "planned":
        return "next_trips"
    return _GROUP_OF[record]


def keys_in(refs: Mapping[str, Any]) -> list[str]:
    """Every key that `refs` names, whatever its role."""
    found = []
    for named in refs.values():
        found += [named] if isinstance(named, str) else list(named or ())
    return found


def needed_keys(record: str, refs: Mapping[str, Any]) -> list[str]:
    """The keys of the records without which this one cannot be written."""
    return keys_in(of_role(refs, "enterprise")) if record in _NEED_ENTERPRISES else []


def of_role(refs: Mapping[str, Any], role: str) -> dict[str, Any]:
    """The references in one role, however many: enterprise, enterprise_2 …"""
    return {name: named for name, named in refs.items() if name == role or name.startswith(f"{role}_")}


def all_needed(keys: Iterable[str], needs: Mapping[str, Collection[str]]) -> set[str]:
    """`keys` and everything they need, and what that needs; `needs` maps key → needed keys."""
    found, waiting = set(), list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += needs.get(key, ())
    return found


def dependants(keys: Iterable[str], needs: Mapping[str, Collection[str]]) -> set[str]:
    """What cannot stand without `keys`, directly or through others; `keys` themselves are left out."""
    found: set[str] = set()
    lost = set(keys)
    while more := {
        key for key, needed in needs.items() if key not in lost | found and set(needed) & (lost | found)
    }:
        found |= more
    return found


def lacking(record: str, values: Mapping[str, Any], refs: Mapping[str, Any]) -> list[str]:
    """Fields that must be filled in before the record can be accepted."""
    empty = [field for field in _NEEDS_FIELDS.get(record, ()) if values.get(field) in (None, "", [])]
    if record == "trip" and values.get("status") == "held":
        empty += [field for field in ("starts_on", "ends_on") if not values.get(field)]
    if record == "visit" and not needed_keys(record, refs) and not values.get("place"):
        empty.append("place")
    return empty


def facts_shown(ground: str) -> tuple[str, ...]:
    """Fact kinds of stages.toml that a report shows for a project it grounds on (mou, intent, signing …)."""
    return _FACT_OF.get(ground, ("talks_held",))


def indicator_meant(claim: Mapping[str, Any], indicators: Iterable[Any]) -> str:
    """The code of the indicator that a claimed result means, or "".

    The indicator's own name stands in the claim's words, and both name the same value class or none. The longest
    name wins: 新增高技能人才 before 人才. Nothing is guessed from likeness.
    """
    said = names.normalise(str(claim.get("surface", "")))
    stated = decimal_of(claim.get("threshold_yuan"))
    meant = [
        indicator
        for indicator in indicators
        if indicator.kind == "count" and indicator.threshold == stated and _says(said, indicator.label["zh"])
    ]
    return max(meant, key=lambda indicator: len(indicator.label["zh"])).code if meant else ""


def _says(said: str, label: str) -> bool:
    """Whether the name stands in the words, and no digit before it makes another number of it."""
    return bool(re.search(r"(?<![\d.])" + re.escape(names.normalise(label)), said))


def decimal_of(value: Any) -> Decimal | None:
    """A number as read or typed; None where there is none."""
    try:
        return Decimal(str(value).replace(",", "")) if value not in (None, "") else None
    except InvalidOperation:
        return None
