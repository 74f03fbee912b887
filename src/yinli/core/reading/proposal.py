"""One proposed record and its values, each with the words it was read from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .found import Span


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value (plain JSON), where the text says it (empty for what follows from a rule), by which rule."""

    field: str
    value: object
    spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record to make. `key` is stable within the document; `refs` point from a role to another proposal's
    key; `choices` are fields the reviewer must decide, with what may be chosen."""

    key: str
    record: str
    values: tuple[Value, ...]
    refs: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def value(self, name: str) -> object:
        """The value of field `name`; None where it is not proposed."""
        return next((v.value for v in self.values if v.field == name), None)


Made = tuple[Proposal, ...]


def key_of(record: str, *parts: object) -> str:
    """A key that the same document always gives again."""
    return ":".join((record, *(str(p) for p in parts)))


def enterprise_key(made: Iterable[Proposal], name: str) -> str | None:
    """The key of the enterprise proposed under `name`, if one is."""
    return next((p.key for p in made if p.record == "enterprise" and p.value("name") == name), None)
