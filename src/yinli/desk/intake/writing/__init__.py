"""From accepted proposals to records: one module a kind, each value linked to the span it was read from."""

from collections.abc import Callable, Iterable

from django.db.models import Model

from yinli.desk.intake.models import Item
from yinli.desk.intake.rules import WRITING_ORDER
from yinli.desk.intake.writing.agreements import write_agreement
from yinli.desk.intake.writing.enterprises import write_contact, write_enterprise, write_fact
from yinli.desk.intake.writing.follow_ups import write_follow_up
from yinli.desk.intake.writing.frame import Writing
from yinli.desk.intake.writing.projects import write_project
from yinli.desk.intake.writing.results import write_result
from yinli.desk.intake.writing.trips import write_trip
from yinli.desk.intake.writing.visits import write_visit

__all__ = ["Writing", "write_item", "writing_order"]

Writer = Callable[[Item, Writing], tuple[Model, bool]]
WRITERS: dict[str, Writer] = {
    "enterprise": write_enterprise,
    "enterprise_fact": write_fact,
    "contact": write_contact,
    "project": write_project,
    "agreement": write_agreement,
    "trip": write_trip,
    "visit": write_visit,
    "claimed_result": write_result,
    "follow_up": write_follow_up,
}


def writing_order(items: Iterable[Item]) -> list[Item]:
    """What others need comes first; within a kind, the order of the text."""
    return sorted(items, key=lambda item: (WRITING_ORDER.index(item.record), item.position))


def write_item(item: Item, writing: Writing) -> tuple[Model, bool]:
    """Make the record, or find the one that is there, and cite where each value stands. Returns (record, is_new)."""
    made, is_new = WRITERS[item.record](item, writing)
    writing.keep(item, made)
    return made, is_new
