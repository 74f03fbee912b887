"""Agreements as a report claims them: they prove nothing until somebody saw the paper."""

from django.db.models import Model

from yinli.desk.intake.models import Item
from yinli.desk.intake.rules import decimal_of
from yinli.desk.intake.values import as_day
from yinli.desk.intake.writing.frame import Writing
from yinli.domain.agreements.actions import add_agreement
from yinli.domain.agreements.queries import same_agreement


def write_agreement(item: Item, writing: Writing) -> tuple[Model, bool]:
    """The agreement of this title in this document, as claimed; its kind stays unknown unless it was chosen."""
    values = writing.values(item)
    known = same_agreement(writing.source, values["title"].strip()[:160])
    if known and known not in writing.made.values():
        return known, False
    parties = writing.others(item, "enterprise")
    project = writing.other(item, "project") or writing.project_of(next(iter(parties), None))
    made = add_agreement(
        values["title"],
        parties,
        by=writing.by,
        kind=values.get("kind") or "unknown",
        signed_on=as_day(values.get("signed_on")),
        home_side=str(values.get("home_side") or "")[:120],
        amount_yuan=decimal_of(values.get("amount_yuan")),
        project=project,
        source=writing.source,
    )
    return made, True
