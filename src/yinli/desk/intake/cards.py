"""The proposed records as the review page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinli.core.likeness import CAPS
from yinli.core.money import format_yuan
from yinli.desk.intake import fields, reviewing, rules
from yinli.desk.intake.models import Draft, Item
from yinli.desk.intake.places import address_of
from yinli.desk.intake.values import as_read, as_text, as_they_stand, rules_of, spans_of
from yinli.domain.visits.models import Visit

GROUP_LABELS = {
    "trip": gettext_lazy("Trip"),
    "enterprises": gettext_lazy("Enterprises and visits"),
    "projects": gettext_lazy("Projects"),
    "agreements": gettext_lazy("Agreements"),
    "results": gettext_lazy("Claimed results"),
    "follow_ups": gettext_lazy("Follow-ups"),
    "next_trips": gettext_lazy("Next trips"),
}
# Why a name may mean an enterprise in the books, and what speaks against it (core.likeness).
GROUND_WORDS = {
    "credit_code": gettext_lazy("same credit code"),
    "name": gettext_lazy("same name"),
    "alias": gettext_lazy("known under this name"),
    "stem": gettext_lazy("same distinguishing part"),
    "pinyin": gettext_lazy("sounds the same"),
    "one_sign": gettext_lazy("one sign differs"),
    "part": gettext_lazy("one name holds the other"),
    "group": gettext_lazy("belongs to it"),
    "alike": gettext_lazy("similar name"),
    "other_code": gettext_lazy("but another credit code"),
    "other_place": gettext_lazy("but another place in the name"),
}
# Shown even while empty: what decides how the record counts. The rest waits behind “more fields”.
ALWAYS = {"kind", "part", "signed_on", "ground", "indicator", "asked_of"}
# Told in the head of the card already.
NAMES = ("name", "title", "surface", "text")


@dataclass(frozen=True)
class Row:
    """One field of a card."""

    item: Item
    field: fields.Field
    value: Any
    read: Any
    error: str = ""
    typed: str | None = None
    is_lacking: bool = False

    @property
    def id(self) -> str:
        """What htmx and labels call it."""
        return f"f-{self.item.pk}-{self.field.code}"

    @property
    def text(self) -> str:
        """What the control holds: what was typed when that was no value, else the value."""
        return self.typed if self.typed is not None else as_text(self.value)

    @property
    def shown(self) -> str:
        """The same in an input of one line: money as people write it, every digit kept."""
        yuan = rules.decimal_of(self.value) if self.field.kind == "money" and self.typed is None else None
        return self.text if yuan is None else format_yuan(yuan, exact=True)

    @property
    def is_corrected(self) -> bool:
        """Whether a person put another value over the one that was read."""
        return self.field.code in self.item.edits

    @property
    def was(self) -> str:
        """The words that were read, where they were corrected."""
        return as_text(self.read)

    @property
    def options(self) -> list:
        """What can be chosen: the reviewer's own choice of the proposal first, where it names one."""
        offered = self.item.choices.get(self.field.code)
        every = list(self.field.options()) if self.field.options else []
        return [one for one in every if not offered or one[0] in (*offered, self.value)]

    @property
    def spans(self) -> str:
        """Where it stands in the text: "3-7 12-16"."""
        return " ".join(f"{a}-{b}" for a, b in spans_of(self.item.values, self.field.code))

    @property
    def rules(self) -> str:
        """Which rules found it."""
        return ", ".join(rules_of(self.item.values, self.field.code))

    @property
    def shows(self) -> bool:
        """Whether it stands on the card at once."""
        wanted = self.field.code in ALWAYS or self.field.code in NAMES
        return bool(self.text or self.error) or wanted or self.is_lacking


@dataclass(frozen=True)
class Card:
    """One proposed record. `missing` are rejected ones it cannot stand without; `home` is its enterprise."""

    item: Item
    missing: tuple[Item, ...] = ()
    home: Item | None = None

    @property
    def is_below(self) -> bool:
        """Whether it stands below the enterprise it tells of."""
        return self.home is not None

    @property
    def title(self) -> str:
        """What it is called; a visit by whom it went to."""
        if self.item.record == "visit" and self.home is not None:
            return reviewing.name_of(self.home)
        return reviewing.name_of(self.item)

    @property
    def label(self) -> str:
        """Which kind of record it is; a visit says of which kind."""
        values = as_they_stand(self.item.values, self.item.edits)
        said = dict(Visit.Kind.choices).get(values.get("kind"), "") if self.item.record == "visit" else ""
        return str(said or fields.RECORDS[self.item.record])

    @property
    def icon(self) -> str:
        """Its picture."""
        return fields.ICONS[self.item.record]

    @cached_property
    def rows(self) -> list[Row]:
        """Its fields in order."""
        read, now = as_read(self.item.values), as_they_stand(self.item.values, self.item.edits)
        empty = rules.lacking(self.item.record, now, self.item.refs)
        return [
            Row(self.item, field, now.get(field.code), read.get(field.code), is_lacking=field.code in empty)
            for field in fields.FIELDS[self.item.record]
        ]

    @property
    def matches(self) -> list[dict]:
        """Enterprises in the books that it may be, each {id, name, number, city, score, grounds}."""
        return self.item.choices.get("match") or []

    @staticmethod
    def told(match: dict) -> str:
        """The grounds for and against a match, in words; empty for one found before grounds were kept."""
        grounds = [ground for ground in match.get("grounds", ()) if ground in GROUND_WORDS]
        # The weightiest ground says it; whatever speaks against it must be said.
        shown = [*grounds[:1], *(one for one in grounds[1:] if one in CAPS)]
        return " · ".join(str(GROUND_WORDS[ground]) for ground in shown)

    @property
    def needs_a_look(self) -> bool:
        """Whether a near name is known and nobody has said yet that it is the same."""
        return bool(self.matches) and self.item.match_id is None and self.item.decision == "pending"

    @property
    def written_at(self) -> str:
        """The address of what it became."""
        return address_of(self.item.record_type, self.item.record_id) if self.item.record_id else ""

    @property
    def state(self) -> tuple:
        """What its head shows; another state means that the head has to be drawn again."""
        return (self.item.decision, self.missing, self.needs_a_look, self.title, self.label)


@dataclass(frozen=True)
class Group:
    """The cards of one heading."""

    code: str
    cards: tuple[Card, ...]

    @property
    def label(self) -> str:
        """Its heading."""
        return str(GROUP_LABELS[self.code])

    @property
    def pending(self) -> int:
        """How many wait for a decision."""
        return sum(card.item.decision == "pending" for card in self.cards)


@dataclass(frozen=True)
class Progress:
    """How far the review is."""

    total: int
    decided: int
    accepted: int
    to_write: int

    @property
    def pending(self) -> int:
        """Not decided yet."""
        return self.total - self.decided


def cards_of(items: Sequence[Item]) -> list[Card]:
    """Every card, an enterprise's facts, people and visits right after it."""
    needs, by_key = reviewing.needs(items), {item.key: item for item in items}
    lost = {key for key, item in by_key.items() if item.decision == "rejected"}
    home = {item.key: _home(item, by_key) for item in items}

    def order(item: Item) -> tuple:
        first = by_key[home[item.key]].position if home[item.key] else item.position
        return (first, home[item.key] is not None, rules.WRITING_ORDER.index(item.record), item.position)

    return [
        Card(
            item,
            tuple(by_key[key] for key in needs[item.key] if key in lost and item.decision != "rejected"),
            by_key.get(home[item.key] or ""),
        )
        for item in sorted(items, key=order)
    ]


def _home(item: Item, by_key: dict[str, Item]) -> str | None:
    """The enterprise below which a fact, a person or a visit stands."""
    if item.record not in ("enterprise_fact", "contact", "visit"):
        return None
    return next((key for key in rules.needed_keys(item.record, item.refs) if key in by_key), None)


def groups_of(cards: Sequence[Card]) -> list[Group]:
    """The cards under their headings, empty headings left out."""
    grouped: dict[str, list[Card]] = {code: [] for code in rules.GROUPS}
    for card in cards:
        grouped[reviewing.group(card.item)].append(card)
    return [Group(code, tuple(found)) for code, found in grouped.items() if found]


def progress_of(items: Sequence[Item]) -> Progress:
    """How far the review is."""
    decided = sum(item.decision != "pending" for item in items)
    accepted = [item for item in items if item.decision == "accepted"]
    return Progress(len(items), decided, len(accepted), sum(item.record_id is None for item in accepted))


def all_spans(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Every span that some record points at."""
    return [tuple(span) for item in items for entry in item.values for span in entry["spans"]]


def closed_words(draft: Draft) -> str:
    """What to say of a draft that is no longer under review."""
    if draft.status == Draft.Status.ACCEPTED:
        return _("This document has been written into the books.")
    return _("This document was put aside. Nothing of it was written.")
