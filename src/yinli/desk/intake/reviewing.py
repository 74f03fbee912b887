"""What a decision on one proposed record means for the others, and what still stands in its way."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may
from yinli.desk.intake import rules
from yinli.desk.intake.fields import FIELDS, RECORDS
from yinli.desk.intake.models import Item
from yinli.desk.intake.values import as_text, as_they_stand


@dataclass(frozen=True)
class Hindrance:
    """Why a record cannot be accepted yet: `fields` are empty, or `by` may not write such records."""

    item: Item
    fields: tuple[str, ...] = ()
    forbidden: bool = False

    @property
    def words(self) -> str:
        """For the person: what is missing in which record."""
        told = {"record": RECORDS[self.item.record], "name": name_of(self.item)}
        if self.forbidden:
            return _("%(record)s “%(name)s”: your role may not write this kind of record.") % told
        labels = [str(field.label) for field in FIELDS[self.item.record] if field.code in self.fields]
        told["fields"] = ", ".join(labels)
        return _("%(record)s “%(name)s” needs: %(fields)s.") % told


class Undecidable(ValueError):
    """A record that cannot be accepted as it stands; `hindrances` say what each one lacks."""

    def __init__(self, hindrances: list[Hindrance]):
        self.hindrances = hindrances
        super().__init__(" ".join(one.words for one in hindrances))


def name_of(item: Item) -> str:
    """How a proposed record is called on the page."""
    values = as_they_stand(item.values, item.edits)
    found = next((values[f] for f in ("name", "title", "surface", "text", "place") if values.get(f)), "")
    return as_text(found)[:80]


def group(item: Item) -> str:
    """The group of the page in which the record stands."""
    return rules.group_of(item.record, as_they_stand(item.values, item.edits))


def needs(items: Iterable[Item]) -> dict[str, list[str]]:
    """Key → keys of the records without which it cannot be written."""
    items = list(items)
    known = {item.key for item in items}
    return {
        item.key: [key for key in rules.needed_keys(item.record, item.refs) if key in known] for item in items
    }


def accepted_together(items: Collection[Item], keys: Collection[str]) -> list[Item]:
    """The records of `keys` with all they need."""
    wanted = rules.all_needed(keys, needs(items))
    return [item for item in items if item.key in wanted]


def given_up_together(items: Collection[Item], keys: Collection[str]) -> list[Item]:
    """Accepted records that cannot stand once `keys` are given up; what is written stays written."""
    lost = rules.dependants(keys, needs(items))
    return [
        item for item in items if item.key in lost and item.decision == "accepted" and item.record_id is None
    ]


def hindrances(by, items: Iterable[Item]) -> list[Hindrance]:
    """What stands in the way of accepting `items`, one entry a record; empty when nothing does."""
    found = []
    for item in items:
        if item.record_id is not None:
            continue
        if not may(by, rules.ACTION_OF[item.record]):
            found.append(Hindrance(item, forbidden=True))
        elif empty := rules.lacking(item.record, as_they_stand(item.values, item.edits), item.refs):
            found.append(Hindrance(item, tuple(empty)))
    return found
