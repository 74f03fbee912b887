"""How a row becomes records. Called by `batch_actions`, within its transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from yinli.base.accounts.models import User
from yinli.base.accounts.permissions import may
from yinli.base.sources.sheet_actions import cite_each
from yinli.core import names
from yinli.core.sheets.grid import Line
from yinli.core.sheets.rows import RowRead
from yinli.desk.sheets.matching import Plan
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.domain.enterprises.models import Contact
from yinli.domain.projects.models import Project

# The rule by which evidence of a sheet is found.
RULE = "sheet.column"


class NotAtWork(Exception):
    """The sheet was settled, or asked for something else, since this work began."""

    def __init__(self, found: SheetImport):
        super().__init__(f"{found.number} is {found.status}")


@dataclass
class Task:
    """A row on its way into the books."""

    row: SheetRow
    read: RowRead
    plan: Plan

    @property
    def name_normal(self) -> str:
        """How its enterprise is known again."""
        return names.normalise(str(self.read.values["enterprise"]))


def new_enterprises(tasks: Sequence[Task]) -> dict[str, dict]:
    """Normalised name → what is known of an enterprise that is not in the books, each once."""
    found: dict[str, dict] = {}
    for task in tasks:
        if task.plan.enterprise is None:
            said = found.setdefault(task.name_normal, {"name": str(task.read.values["enterprise"])})
            if task.plan.code:
                said["credit_code"] = task.plan.code
            if "industries" in task.plan.new:
                said["industries"] = list(task.plan.new["industries"])
    return found


def lead(task: Task, found: SheetImport, by) -> dict[str, Any]:
    """What `open_leads` is given for a row. The day of the first contact is a fact, where `by` may write one down."""
    said, plan = task.read.values, task.plan
    row = {"name": plan.name, "enterprise": plan.enterprise, **plan.new, "told": origin(task, found)}
    officer = plan.new.get("officer") or by
    if "first_contact_on" in said and may(
        by, "project.advance", Project(officer=officer, reporting_unit=by.unit)
    ):
        row["facts"] = {"contacted": date.fromisoformat(str(said["first_contact_on"]))}
    return row


def origin(task: Task, found: SheetImport) -> dict[str, Any]:
    """What the entry of a row says beside the record: from where it came, who had registered it, and when."""
    said = task.read.values
    with translation.override(settings.LANGUAGE_CODE):
        note = _("Sheet %(number)s, row %(row)s") % {"number": found.number, "row": task.row.number}
        if "reported_by" in said:
            note += _("; registered by %(who)s") % {"who": said["reported_by"]}
    on = said.get("reported_on")
    return {"note": note, "on": date.fromisoformat(str(on)) if on else None}


def given_to(projects: Sequence[Project], by) -> dict[User, list[Project]]:
    """Person → the projects they were given; whoever imports knows of their own."""
    found: dict[User, list[Project]] = {}
    for project in projects:
        if project.officer and project.officer.pk != by.pk:
            found.setdefault(project.officer, []).append(project)
    return found


def hold_what_changed(tasks: Sequence[Task]) -> None:
    """Have the rows wait that would change a project otherwise than was shown when somebody said yes."""
    for task in tasks:
        if task.plan.kind == "update" and task.plan.changes != task.row.changes:
            project = task.plan.project
            task.read.wrong("changed_since", more=project.number if project else "")


def person(task: Task) -> dict[str, str]:
    """The person of a row, as contacts are written."""
    said = task.read.values
    title = str(said.get("contact_title", ""))
    return {"name": str(said["contact"])[:60], "title": title[:120], "phone": task.read.phone}


def cite(found: SheetImport, cited: Sequence[tuple[Contact, SheetRow]], by) -> None:
    """Say where each person was read: whoever erases them finds the document by it."""
    column = found.mapping.index("contact") if "contact" in found.mapping else None
    if column is None:
        return
    text = found.source.text
    told = []
    for contact, row in cited:
        end = text.find("\n", row.start)
        line = Line(
            row.number, row.start, tuple(text[row.start : end if end >= 0 else len(text)].split("\t"))
        )
        if column < len(line.cells) and line.cells[column]:
            told.append((contact, line.place(column)))
    cite_each(told, "name", found.source, RULE, by=by)
