"""How a row becomes records, and how it is taken back. Called by `batch_actions`, within its transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.permissions import may
from yinli.base.accounts.viewer import viewing_as
from yinli.base.sources.sheet_actions import cite_each
from yinli.core import names
from yinli.core.sheets.grid import Line
from yinli.core.sheets.rows import RowRead
from yinli.desk.sheets.matching import Plan
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.domain.enterprises.actions import edit_enterprise
from yinli.domain.enterprises.bulk_actions import remove_contacts, remove_enterprises
from yinli.domain.enterprises.models import Contact, Enterprise
from yinli.domain.enterprises.queries import unchanged_contacts
from yinli.domain.projects.bulk_actions import edit_projects, remove_projects
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


def take_back(rows: Sequence[SheetRow], by, now: datetime, today: date) -> None:
    """Undo these rows in the books, and say of each whether it is undone or was left."""
    with viewing_as(SYSTEM):
        numbers = [row.project_number for row in rows]
        found = Project.objects.select_related("enterprise", "officer__unit", "lead_unit", "reporting_unit")
        projects = found.in_bulk(numbers)
    for row in rows:
        project = projects.get(row.project_number)
        calm = project is not None and project.version == row.project_version
        row.state = SheetRow.State.UNDONE if calm or row.kind == "same" else SheetRow.State.KEPT
    _restore([row for row in rows if row.state == "undone" and row.kind == "update"], projects, by, today)
    made = [row for row in rows if row.state == "undone" and row.kind == "new"]
    _remove(made, projects, by, now)


def _restore(rows: Sequence[SheetRow], projects: dict[int, Project], by, today: date) -> None:
    people, units = _named(rows)
    wanted = []
    for row in rows:
        project = projects[row.project_number]
        if not may(by, "project.edit", project):
            row.state = SheetRow.State.KEPT
            continue
        former = {key: _given_back(key, pair[0], people, units) for key, pair in row.changes.items()}
        if not _can_be_given(former, by):
            row.state = SheetRow.State.KEPT
            continue
        if "credit_code" in former:
            _take_code(project.enterprise, row.changes["credit_code"][1], by)
        money = {key.removesuffix("_yuan"): value for key, value in former.items() if key.endswith("_yuan")}
        wanted.append((project, {**former, "amounts": money}))
    edit_projects(wanted, by=by, today=today)


def _can_be_given(former: dict[str, Any], by) -> bool:
    """Whether the former officer still has an account, and `by` may hand over to them."""
    person = former.get("officer")
    return "officer" not in former or (
        person is not None and person.is_active and may(by, "project.assign", Project(officer=person))
    )


def _take_code(enterprise: Enterprise, code: str, by) -> None:
    if enterprise.credit_code == code and may(by, "enterprise.edit", enterprise):
        edit_enterprise(enterprise, by=by, seen=enterprise.version, credit_code="")


def _named(rows: Sequence[SheetRow]) -> tuple[dict[int, User], dict[int, Unit]]:
    def keys(name: str) -> set[int]:
        return {int(pair[0]) for row in rows if (pair := row.changes.get(name)) and pair[0]}

    with viewing_as(SYSTEM):
        people = User.objects.select_related("unit").in_bulk(keys("officer"))
        return people, Unit.objects.in_bulk(keys("lead_unit"))


def _given_back(key: str, value: Any, people: dict[int, User], units: dict[int, Unit]) -> Any:
    """A value that a row keeps, as the books hold it."""
    if key in ("officer", "lead_unit"):
        return (people if key == "officer" else units).get(int(value)) if value else None
    if key.endswith("_yuan"):
        return Decimal(value) if value else None
    if key.endswith("_on"):
        return date.fromisoformat(value) if value else None
    return value


def _remove(rows: Sequence[SheetRow], projects: dict[int, Project], by, now: datetime) -> None:
    """Projects first, then the people and enterprises that came with them and of which nothing else speaks."""
    for row in rows:
        if not may(by, "project.close", projects[row.project_number]):
            row.state = SheetRow.State.KEPT
    gone = [row for row in rows if row.state == SheetRow.State.UNDONE]
    stay = {one.pk for one in remove_projects([projects[row.project_number] for row in gone], by=by)}
    for row in gone:
        if row.project_number in stay:
            row.state = SheetRow.State.KEPT
    gone = [row for row in gone if row.state == SheetRow.State.UNDONE]
    people = unchanged_contacts({row.contact_number for row in gone if "contact" in row.made})
    remove_contacts([one for one in people if may(by, "contact.edit", one)], by=by, now=now)
    with viewing_as(SYSTEM):
        firms = Enterprise.objects.filter(
            pk__in=[row.enterprise_number for row in gone if "enterprise" in row.made]
        )
        calm = [one for one in firms.select_related("reported_by__unit") if one.version == 1]
    remove_enterprises([one for one in calm if may(by, "enterprise.edit", one)], by=by)
