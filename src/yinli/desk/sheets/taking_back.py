"""How rows are taken back. Called by `batch_actions`, within its transaction.

Projects go first, batch by batch; the people and enterprises that came with them are asked for once all of those are
gone, since a later row of the sheet may speak of them.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.permissions import may
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.queries import spoken_of
from yinli.base.sources.queries import cited_elsewhere
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.desk.sheets.queries import relied_on, rows_of
from yinli.domain.channels.attribution_actions import forget_origins
from yinli.domain.channels.models import Attribution
from yinli.domain.enterprises.actions import edit_enterprise
from yinli.domain.enterprises.bulk_actions import remove_contacts, remove_enterprises
from yinli.domain.enterprises.models import Contact, Enterprise
from yinli.domain.enterprises.queries import unchanged_contacts
from yinli.domain.first_report.actions import day_of, take_back
from yinli.domain.first_report.models import Report
from yinli.domain.projects.bulk_actions import OWN_ROWS, edit_projects, remove_projects
from yinli.domain.projects.models import Project

UNDONE, KEPT = SheetRow.State.UNDONE, SheetRow.State.KEPT


def projects(found: SheetImport, rows: Sequence[SheetRow], by, now: datetime) -> None:
    """Undo what these rows did to projects, and say of each whether it is undone or was left."""
    today = day_of(now)
    with viewing_as(SYSTEM):
        numbers = [row.project_number for row in rows]
        every = Project.objects.select_related("enterprise", "officer__unit", "lead_unit", "reporting_unit")
        known = every.in_bulk(numbers)
    told = cited_elsewhere(Project, known, found.source)
    for row in rows:
        project = known.get(row.project_number)
        calm = project is not None and project.version == row.project_version and project.pk not in told
        row.state = UNDONE if calm or row.kind == "same" else KEPT
    _restore([row for row in rows if row.state == UNDONE and row.kind == "update"], known, by, today)
    _remove([row for row in rows if row.state == UNDONE and row.kind == "new"], known, by, now)


def _restore(rows: Sequence[SheetRow], known: dict[int, Project], by, today: date) -> None:
    people, units = _named(rows)
    wanted = []
    for row in rows:
        project = known[row.project_number]
        former = {
            key: _given_back(key, pair[0], people, units)
            for key, pair in row.changes.items()
            if key != "credit_code"
        }
        if not may(by, "project.edit", project) or not _can_be_given(former, by):
            row.state = KEPT
            continue
        money = {key.removesuffix("_yuan"): value for key, value in former.items() if key.endswith("_yuan")}
        wanted.append((project, {**former, "amounts": money}))
    edit_projects(wanted, by=by, today=today)


def _can_be_given(former: dict[str, Any], by) -> bool:
    """Whether the former officer still has an account, and `by` may hand over to them."""
    person = former.get("officer")
    return "officer" not in former or (
        person is not None and person.is_active and may(by, "project.assign", Project(officer=person))
    )


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


def _remove(rows: Sequence[SheetRow], known: dict[int, Project], by, now: datetime) -> None:
    for row in rows:
        if not may(by, "project.close", known[row.project_number]):
            row.state = KEPT
    gone = [known[row.project_number] for row in rows if row.state == UNDONE]
    # Each was reported when it was opened: the ledger keeps that, and names neither project nor enterprise any more.
    stay = spoken_of(Project, {one.pk for one in gone}, (*OWN_ROWS, Report, Attribution))
    gone = [one for one in gone if one.pk not in stay]
    take_back(gone, by=by, now=now)
    forget_origins(gone, by=by)
    stay |= {one.pk for one in remove_projects(gone, by=by)}
    for row in rows:
        if row.project_number in stay:
            row.state = KEPT


def people_and_enterprises(found: SheetImport, rows: Sequence[SheetRow], by, now: datetime) -> None:
    """Remove the people and enterprises that these undone rows brought and nothing else speaks of; take back the
    credit codes that they gave to others."""
    people = {row.contact_number for row in rows if "contact" in row.made}
    people -= relied_on(people) | cited_elsewhere(Contact, people, found.source)
    unchanged = unchanged_contacts(people)
    remove_contacts([one for one in unchanged if may(by, "contact.edit", one)], by=by, now=now)
    gone = _remove_enterprises(found, [row for row in rows if "enterprise" in row.made], by)
    _take_codes([row for row in rows if "code" in row.made and row.enterprise_number not in gone], by)


def _remove_enterprises(found: SheetImport, rows: Sequence[SheetRow], by) -> set[int]:
    numbers = {row.enterprise_number for row in rows}
    told = cited_elsewhere(Enterprise, numbers, found.source)
    coded = rows_of(found, UNDONE, KEPT).filter(enterprise_number__in=numbers, made__contains=["code"])
    codes = Counter(coded.values_list("enterprise_number", flat=True))
    with viewing_as(SYSTEM):
        firms = Enterprise.objects.filter(pk__in=numbers - told).select_related("reported_by__unit")
        # A code given by a later row of the sheet is its only change.
        calm = [one for one in firms if one.version == 1 + codes[one.pk]]
    mine = [one for one in calm if may(by, "enterprise.edit", one)]
    stay = {one.pk for one in remove_enterprises(mine, by=by)}
    return {one.pk for one in mine} - stay


def _take_codes(rows: Sequence[SheetRow], by) -> None:
    codes = {row.enterprise_number: row.changes["credit_code"][1] for row in rows}
    with viewing_as(SYSTEM):
        firms = list(Enterprise.objects.filter(pk__in=codes).select_related("reported_by__unit"))
    for firm in firms:
        if firm.credit_code == codes[firm.pk] and may(by, "enterprise.edit", firm):
            edit_enterprise(firm, by=by, seen=firm.version, credit_code="")
