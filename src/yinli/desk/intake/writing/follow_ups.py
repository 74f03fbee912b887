"""Follow-ups: what was asked, of whom in the text's own words; the unit is named later."""

from django.db.models import Model

from yinli.desk.intake.models import Item
from yinli.desk.intake.values import as_day, as_text
from yinli.desk.intake.writing.frame import Writing
from yinli.domain.follow_ups.actions import ask
from yinli.domain.follow_ups.queries import same_text
from yinli.domain.trips.actions import link_follow_up


def write_follow_up(item: Item, writing: Writing) -> tuple[Model, bool]:
    """The follow-up with these words of this document, linked to its trip, enterprises and project."""
    values = writing.values(item)
    enterprises = writing.others(item, "enterprise")
    known = same_text(writing.source, values["text"].strip())
    follow_up = known or ask(
        values["text"],
        by=writing.by,
        enterprises=enterprises,
        asked_of=as_text(values.get("asked_of"))[:120],
        due_on=as_day(values.get("due_on")),
        project=writing.project_of(enterprises[0]) if len(enterprises) == 1 else None,
        source=writing.source,
    )
    trip = writing.other(item, "trip") or writing.trip
    if trip is not None:
        link_follow_up(trip, follow_up, by=writing.by)
    return follow_up, known is None
