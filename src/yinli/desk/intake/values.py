"""The values of a proposed record: as they were read, as a person corrected them, as they stand now."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

# Fields that hold several values, whether the text names one or many.
PLURAL = frozenset({"aliases", "industries", "members", "cities"})


def as_read(values: Sequence[Mapping]) -> dict[str, Any]:
    """Field → value of `[{field, value, spans, rule}]`; a field that is plural or was read twice is a list."""
    found: dict[str, Any] = {}
    for entry in values:
        field, value = entry["field"], entry["value"]
        if field in PLURAL:
            found.setdefault(field, []).extend(value if isinstance(value, list) else [value])
        elif field not in found:
            found[field] = value
    return found


def as_they_stand(values: Sequence[Mapping], edits: Mapping[str, Any]) -> dict[str, Any]:
    """The same with a person's corrections over it."""
    return {**as_read(values), **edits}


def spans_of(values: Sequence[Mapping], field: str) -> list[tuple[int, int]]:
    """Where the text says `field`, in order, each place once."""
    found = {tuple(span) for entry in values if entry["field"] == field for span in entry["spans"]}
    return sorted(found)


def rules_of(values: Sequence[Mapping], field: str) -> list[str]:
    """Which rules found `field`."""
    return list(dict.fromkeys(entry["rule"] for entry in values if entry["field"] == field and entry["rule"]))


def as_day(value: Any) -> date | None:
    """A whole ISO day; None for an empty value and for a day whose year nobody knows (09-03)."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def as_text(value: Any) -> str:
    """One value as a person reads and types it: lists by 、."""
    if isinstance(value, list):
        return "、".join(as_text(part) for part in value)
    if isinstance(value, Mapping):
        return " ".join(str(value.get(key) or "") for key in ("name", "title")).strip()
    return "" if value is None else str(value)
