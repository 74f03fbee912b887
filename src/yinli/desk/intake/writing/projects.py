"""Projects: only what was signed, stated as intent or spoken of by name."""

from datetime import date

from django.db.models import Model

from yinli.base.accounts.permissions import may
from yinli.desk.intake.models import Item
from yinli.desk.intake.rules import decimal_of, facts_shown
from yinli.desk.intake.writing.frame import Writing
from yinli.desk.pipeline.actions import AlreadyReported, open_lead
from yinli.domain.projects.actions import add_fact
from yinli.domain.projects.queries import same_project


def write_project(item: Item, writing: Writing) -> tuple[Model, bool]:
    """A lead with the facts that the text shows, or the enterprise's project of that name with those facts added."""
    values, by = writing.values(item), writing.by
    enterprise = writing.other(item, "enterprise")
    facts = dict.fromkeys(facts_shown(str(values.get("ground") or "")), writing.happened_on)
    known = same_project(enterprise, values["name"].strip())
    if known:
        # What the writer may not see, nothing is hung on: they are told to ask the bureau.
        if not may(by, "project.view", known):
            raise AlreadyReported(known, by)
        _add_facts(known, facts, writing)
        return known, False
    stated = {"track": values["track"]} if values.get("track") else {}
    if values.get("about"):
        stated["about"] = values["about"]
    if amount := decimal_of(values.get("planned_investment_yuan")):
        stated["amounts"] = {"planned_investment": amount}
    made = open_lead(
        values["name"][:120],
        enterprise,
        by=by,
        today=writing.today,
        industries=list(values.get("industries") or ()),
        channel="trip" if _from_a_trip(writing) else "",
        facts=facts,
        source=writing.source,
        **stated,
    )
    return made, True


def _add_facts(project: Model, facts: dict[str, date], writing: Writing) -> None:
    """What the text shows, where the writer may move the project; another unit's project is only named."""
    if may(writing.by, "project.advance", project):
        for kind, on in facts.items():
            add_fact(project, kind, on, by=writing.by, source=writing.source)


def _from_a_trip(writing: Writing) -> bool:
    return any(item.record == "trip" and item.decision == "accepted" for item in writing.items)
