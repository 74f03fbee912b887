"""Counted results as a report claims them, beside our own count."""

from django.db.models import Model

from yinli.desk.intake.models import Item
from yinli.desk.intake.rules import decimal_of
from yinli.desk.intake.values import as_day, as_text
from yinli.desk.intake.writing.frame import Writing
from yinli.domain.targets.actions import claim_result


def write_result(item: Item, writing: Writing) -> tuple[Model, bool]:
    """The claim, once a document and wording; linked to our indicator where its words name the same."""
    values = writing.values(item)
    return claim_result(
        writing.source,
        values["surface"],
        decimal_of(values["count"]),
        by=writing.by,
        counted_in=as_text(values.get("counted_in"))[:10],
        of=as_text(values.get("of"))[:80],
        basis=as_text(values.get("basis"))[:40],
        op=as_text(values.get("op"))[:4],
        threshold_yuan=decimal_of(values.get("threshold_yuan")),
        as_of=as_day(values.get("as_of")) or writing.published_on,
        indicator=as_text(values.get("indicator")),
    )
