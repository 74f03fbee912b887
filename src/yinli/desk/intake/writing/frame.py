"""What every writer shares: the document, who writes, and the records made so far."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model

from yinli.base.sources.actions import cite_all
from yinli.desk.intake.models import Draft, Item
from yinli.desk.intake.rules import keys_in, of_role
from yinli.desk.intake.values import as_day, as_they_stand

# The rule of a value that a person corrected: it was read there, and is written as they said.
CORRECTED = "reviewer"


class Writing:
    """One commit of a draft. `made` maps the keys of proposals to their records."""

    def __init__(self, draft: Draft, by, today: date, items: Sequence[Item]):
        self.source, self.published_on = draft.source, draft.published_on
        self.by, self.today, self.items = by, today, items
        self.made: dict[str, Model] = {}
        for item in items:
            if item.record_id is not None:
                self.made[item.key] = apps.get_model(item.record_type)._base_manager.get(pk=item.record_id)

    def values(self, item: Item) -> dict[str, Any]:
        """The values of a proposal as they stand."""
        return as_they_stand(item.values, item.edits)

    def others(self, item: Item, role: str) -> list[Model]:
        """The records that `item` refers to in this role, as far as they were accepted, each once."""
        keys = keys_in(of_role(item.refs, role))
        return list(dict.fromkeys(self.made[key] for key in keys if key in self.made))

    def other(self, item: Item, role: str) -> Model | None:
        """The first of them."""
        return next(iter(self.others(item, role)), None)

    @property
    def trip(self) -> Model | None:
        """The trip that the document tells, where it was accepted."""
        held = (item.key for item in self.items if item.record == "trip" and self.is_held(item))
        return next((self.made[key] for key in held if key in self.made), None)

    def is_held(self, item: Item) -> bool:
        """Whether a proposed trip took place, and is not planned."""
        return self.values(item).get("status") == "held"

    def project_of(self, enterprise: Model | None) -> Model | None:
        """The project that this document made for an enterprise, if any."""
        projects = (row for key, row in self.made.items() if row._meta.label_lower == "projects.project")
        return next((row for row in projects if enterprise and row.enterprise_id == enterprise.pk), None)

    @property
    def happened_on(self) -> date:
        """The day of what the document tells without a day of its own: its trip's last, else its publication's."""
        held = (self.values(item) for item in self.items if item.record == "trip" and self.is_held(item))
        ends = [day for values in held if (day := as_day(values.get("ends_on")))]
        return ends[0] if ends else self.published_on or self.today

    def keep(self, item: Item, made: Model) -> None:
        """Remember what the proposal became, and cite every value that was read."""
        self.made[item.key] = made
        citations = [
            (entry["field"], (start, end), CORRECTED if entry["field"] in item.edits else entry["rule"])
            for entry in item.values
            for start, end in entry["spans"]
        ]
        cite_all(made, citations, self.source, by=self.by)
