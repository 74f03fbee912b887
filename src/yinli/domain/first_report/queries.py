"""Reads of first reports: what holds, what clashes, whose credit it is, the ledger as it stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from yinli.base.accounts.models import SYSTEM, Unit
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.queries import stands_for
from yinli.base.accounts.viewer import viewing_as
from yinli.domain.enterprises.models import Contact, Enterprise
from yinli.domain.first_report.models import CreditShare, Dispute, LedgerEntry, Probe, Report
from yinli.domain.first_report.rules import rules
from yinli.domain.projects.models import Project

STOPPED = ("lost", "withdrawn")
_ROWS = ("enterprise", "project__officer", "project__lead_unit", "unit", "reported_by__unit")


def stated(rows: QuerySet[Report], today: date) -> QuerySet[Report]:
    """`rows` with `state`, one of rules.STATES: decided by days and by whether the project still moves."""
    state = Case(
        When(Q(released_on__isnull=False) | Q(project__status__in=STOPPED), then=Value("released")),
        When(valid_at=None, then=Value("incomplete")),
        When(holds_until_on__gte=today, then=Value("holding")),
        default=Value("lapsed"),
        output_field=CharField(),
    )
    return rows.annotate(state=state)


def reports(viewer, today: date) -> QuerySet[Report]:
    """Reports the viewer may see, newest first, with their `state`."""
    return stated(visible(viewer, Report), today).select_related(*_ROWS).order_by("-reported_at", "-pk")


def reports_of_project(viewer, project: Project, today: date) -> QuerySet[Report]:
    """The project's reports, the first first."""
    return reports(viewer, today).filter(project=project).order_by(F("valid_at").asc(nulls_last=True), "pk")


def disputes(viewer) -> QuerySet[Dispute]:
    """Disputes the viewer may see: those to be ruled first, the most urgent before all."""
    # Not with its report: a join would leave out the disputes of those to whom the report is closed.
    rows = visible(viewer, Dispute).select_related("unit", "claimed_by", "ruled_by")
    return rows.order_by("status", "due_on", "pk")


def entries_of(report: Report) -> list[LedgerEntry]:
    """What the ledger says of a report the viewer was given, in its order."""
    return list(report.entries.order_by("number"))


@viewing_as(SYSTEM)
def probe_of(viewer, pk: int) -> Probe | None:
    """What the viewer ran into, and may dispute: their own questions alone, never others'."""
    return Probe.objects.filter(pk=pk, by_id=viewer.pk).select_related("report").first()


@viewing_as(SYSTEM)
def holding(enterprises: Collection[int], today: date) -> list[Report]:
    """Reports that hold for any of these enterprises, the first valid one first, whoever asks."""
    rows = stated(Report.objects.filter(enterprise__in=enterprises), today).filter(state="holding")
    return list(rows.select_related("unit", "enterprise", "project").order_by("valid_at", "pk"))


def clash(enterprise: Enterprise, what: str, unit: Unit | None, today: date) -> Report | None:
    """The report of another unit that holds for the same project of the same investor; None where none does."""
    asker = unit.pk if unit else None
    others = _of_others(holding([enterprise.pk], today), asker)
    apart = _ruled_apart([enterprise.pk]) if others else []
    for held in others:
        if _same(enterprise, what, held) and not _apart(apart, what, asker, held):
            return held
    return None


def _of_others(held: list[Report], asker: int | None) -> list[Report]:
    """Those that are not the asker's: a unit goes on with what those reported whose work it took over."""
    others = [one for one in held if one.unit_id != asker]
    if not others or asker is None:
        return others
    own = stands_for(asker)
    return [one for one in others if one.unit_id not in own]


def _same(enterprise: Enterprise, what: str, held: Report) -> bool:
    return rules().same_project(what, held.what, {enterprise.name, enterprise.name_stem})


@viewing_as(SYSTEM)
def _ruled_apart(enterprises: Collection[int]) -> list[Dispute]:
    """Disputes about reports for these enterprises that were ruled to be of two projects."""
    rows = Dispute.objects.filter(report__enterprise__in=enterprises, ruling="separate")
    return list(rows.select_related("report"))


def _apart(ruled: Iterable[Dispute], what: str, asker: int | None, held: Report) -> bool:
    """Whether a ruling says that the asker's project and the one held are two: the dispute was about the report held, or
    the report held is of the unit that disputed, and what is asked is what was ruled about."""
    return any(
        (one.report_id == held.pk and one.unit_id == asker and rules().same_project(what, one.what))
        or (
            one.unit_id == held.unit_id
            and one.report.unit_id == asker
            and rules().same_project(what, one.report.what)
        )
        for one in ruled
    )


def clashes(wanted: Iterable[tuple[Enterprise, str]], unit: Unit | None, today: date) -> set[tuple[int, str]]:
    """Of many (enterprise, what) at once those for which another unit's report holds."""
    asked = list(wanted)
    asker, held = unit.pk if unit else None, {}
    for report in _of_others(holding({enterprise.pk for enterprise, _what in asked}, today), asker):
        held.setdefault(report.enterprise_id, []).append(report)
    apart = _ruled_apart(held)
    return {
        (enterprise.pk, what)
        for enterprise, what in asked
        for report in held.get(enterprise.pk, ())
        if _same(enterprise, what, report) and not _apart(apart, what, asker, report)
    }


@viewing_as(SYSTEM)
def groups_of(some: Collection[Enterprise]) -> dict[int, set[int]]:
    """Key of each enterprise → keys of its parent, its daughters and its sisters."""
    tops = {one.pk: one.parent_id or one.pk for one in some}
    found: dict[int, set[int]] = {top: {top} for top in tops.values()}
    for pk, parent in Enterprise.objects.filter(parent__in=found).values_list("pk", "parent_id"):
        found[parent].add(pk)
    return {pk: found[top] - {pk} for pk, top in tops.items()}


def told_of(enterprise: Enterprise, unit: Unit | None, today: date) -> list[Report]:
    """Reports of other units to be told of beside a new one: of the same investor, and of its group."""
    found = holding([enterprise.pk, *groups_of([enterprise])[enterprise.pk]], today)
    return _of_others(found, unit.pk if unit else None)


@viewing_as(SYSTEM)
def reached_at(enterprises: Collection[int]) -> set[int]:
    """Those of the enterprises of which somebody has a phone number or an e-mail address in the books, whoever asks."""
    people = Contact.objects.filter(enterprise__in=enterprises)
    return {person.enterprise_id for person in people if person.phone or person.email}


@dataclass(frozen=True)
class Credit:
    """A unit's part in a project's results."""

    unit: Unit
    percent: Decimal


@viewing_as(SYSTEM)
def credit_of(projects: Iterable[Project]) -> dict[int, list[Credit]]:
    """Project key → whose its results are, the greatest part first: the shares ruled or agreed, else its lead unit's, else
    the reporting unit's; a figure asks this of projects whoever looks. Nobody's where it has neither."""
    rows = {project.pk: project for project in projects}
    found: dict[int, list[Credit]] = {}
    for share in CreditShare.objects.filter(project__in=rows).select_related("unit"):
        found.setdefault(share.project_id, []).append(Credit(share.unit, share.percent))
    for pk, project in rows.items():
        whole = project.lead_unit or project.reporting_unit
        if pk not in found:
            found[pk] = [Credit(whole, Decimal(100))] if whole else []
    return found


def ledger_end() -> tuple[int, str] | None:
    """(number, head) of the last entry; None for an empty ledger."""
    with viewing_as(SYSTEM):
        last = LedgerEntry.objects.order_by("-number").values_list("number", "head").first()
    return last
