"""How each read of the house is asked past its pages: does what it gives hold the row?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.matrix.rows import TODAY, Rows
from yinli.base.accounts import queries as accounts
from yinli.base.accounts.models import SYSTEM, Unit
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history import queries as history
from yinli.base.notices import queries as notices
from yinli.base.notices.models import Notice
from yinli.base.personal import places
from yinli.base.personal import queries as personal
from yinli.base.personal.holders import holder_named
from yinli.base.sources import queries as sources
from yinli.base.sources.actions import cite
from yinli.core.counting import indicators
from yinli.core.dates import year
from yinli.desk.intake import queries as intake
from yinli.desk.layouts import queries as layouts
from yinli.desk.learning import queries as learning
from yinli.desk.ledgers import queries as ledgers
from yinli.desk.pipeline import queries as pipeline
from yinli.desk.pipeline import regrouping_queries as regrouping
from yinli.desk.pipeline import saved_views
from yinli.desk.scoreboard import queries as scoreboard
from yinli.desk.sheets import queries as sheets
from yinli.desk.staff import queries as staff
from yinli.desk.staff.actions import edit_account
from yinli.desk.today import search
from yinli.domain.agreements import queries as agreements
from yinli.domain.channels import queries as channels
from yinli.domain.enterprises import queries as enterprises
from yinli.domain.enterprises import wording
from yinli.domain.first_report import queries as reports
from yinli.domain.follow_ups import queries as follow_ups
from yinli.domain.projects import queries as projects
from yinli.domain.projects.models import Project
from yinli.domain.talents import queries as talents
from yinli.domain.targets import queries as targets
from yinli.domain.trips import queries as trips
from yinli.domain.trips.models import Trip, TripFollowUp, TripStop
from yinli.domain.visits import queries as visits

YEAR = year(TODAY.year)
SKILLED = indicators()["high_skilled"]


def _twins(viewer, row, rows) -> bool:
    return row.partner in regrouping.partners(viewer, row)


@dataclass(frozen=True)
class Read:
    """A read, the noun of the row that is looked for, and whether it is found: (viewer, row, rows) → bool.

    `given` makes what the row needs beside it: (row, rows).
    """

    does: Callable
    noun: str
    finds: Callable[[Any, Any, Rows], Any]
    given: Callable[[Any, Rows], Any] = lambda row, rows: None

    @property
    def key(self) -> str:
        """How the matrix calls it: the app and the read."""
        app = self.does.__module__.removeprefix("yinli.").removesuffix("queries").rstrip("._")
        return f"READ {app}.{self.does.__name__}"


def _listed(does: Callable, noun: str) -> Read:
    """A read that gives the rows themselves."""
    return Read(does, noun, lambda viewer, row, rows: row in does(viewer))


def _is_gone(viewer, row, rows):
    """A unit that was dissolved, for the moment of the question."""
    rows = Unit.objects.filter(pk=row.pk)
    rows.update(closed_on=TODAY)
    found = staff.gone(viewer).filter(pk=row.pk).exists()
    rows.update(closed_on=None)
    return found


def _unit_of(does: Callable) -> Read:
    return Read(does, "user", lambda viewer, row, rows: row.unit in does(viewer))


def _came_from(viewer, row, rows) -> bool:
    with viewing_as(SYSTEM):
        project = Project.objects.get(pk=row.rows.get(number=3).project_number)
    return any(opens and one.sheet_import_id == row.pk for one, opens in sheets.origins(viewer, project))


def _cited(row, rows) -> None:
    cite(rows.nobodys, "name", row, (0, 3), "test", by=SYSTEM)


def _evidence(viewer, row, rows) -> bool:
    return any(one.opens for one in sources.evidence(viewer).filter(source=row))


def _page_of_trip(viewer, rows) -> Trip | None:
    return trips.trip_page(viewer).filter(pk=rows.row("trip", "own").pk).first()


def _on_trip(row, rows) -> None:
    TripStop.objects.create(trip=rows.row("trip", "own"), visit=row, position=99)


def _for_project(row, rows) -> None:
    visit = rows.row("visit", "other")
    type(visit).objects.filter(pk=visit.pk).update(project=row)
    _on_trip(visit, rows)


def _left(row, rows) -> None:
    TripFollowUp.objects.create(trip=rows.row("trip", "own"), follow_up=row)


def _stop_says(says: str):
    def finds(viewer, row, rows) -> bool:
        page = _page_of_trip(viewer, rows)
        stops = page.stops.all() if page is not None else ()
        return any(getattr(stop, says) for stop in stops if stop.position == 99)

    return finds


def _left_by_trip(viewer, row, rows) -> bool:
    page = _page_of_trip(viewer, rows)
    return page is not None and any(link.follow_up_id == row.pk for link in page.follow_up_links.all())


def _beside_enterprise(name: str):
    def finds(viewer, row, rows) -> bool:
        page = enterprises.enterprise_page(viewer).filter(pk=row.enterprise_id).first()
        return page is not None and row in getattr(page, name).all()

    return finds


def _changed(row, rows) -> None:
    edit_account(rows.person, name="another name", by=SYSTEM)


def _told(viewer, row, rows) -> bool:
    notice = Notice(to=viewer, kind="project.given", record_type="projects.project", record_id=row.pk)
    return notices.told(viewer, [notice])[0].record is not None


def _kept_too_long(row, rows) -> None:
    type(row.subject).objects.filter(pk=row.subject_id).update(keep_until=date(2000, 1, 1))


def _past_retention(viewer, row, rows) -> bool:
    return any(person.subject.pk == row.subject_id for person in personal.past_retention(viewer, TODAY))


def _holding(holder: str):
    return lambda viewer, row, rows: personal.holding_row(viewer, holder_named(holder), row.pk)


def _named(viewer, row, rows) -> bool:
    place = rows.row("certificate", "other").subject
    found = places.standing(viewer, place, {row.summary})
    return any(row.number in one.href for one in found.places)


def _searched(viewer, row, rows) -> bool:
    found = search.search(viewer, row.name.reveal())
    return any(
        hit.href.startswith(f"/enterprises/{row.enterprise.number}/") for group in found for hit in group.hits
    )


READS = [
    _listed(accounts.people, "user"),
    _unit_of(accounts.units),
    Read(history.seals, "", lambda viewer, row, rows: not history.seals(viewer).query.is_empty()),
    Read(notices.told, "project", _told),
    Read(places.standing, "visit", _named),
    Read(personal.holding_row, "contact", _holding("enterprises.contact")),
    Read(personal.holding_row, "span", _holding("sources.personalspan")),
    *(
        Read(personal.person, noun, lambda viewer, row, rows: personal.person(viewer, row.subject_id))
        for noun in ("contact", "talent", "certificate")
    ),
    *(Read(personal.past_retention, noun, _past_retention, _kept_too_long) for noun in ("contact", "talent")),
    _listed(sources.sources, "source"),
    Read(sources.personal_spans, "span", lambda viewer, row, rows: row in sources.personal_spans(viewer, row.source)),
    Read(sources.evidence, "source", _evidence, _cited),
    _listed(intake.drafts, "draft"),
    _listed(intake.draft_page, "draft"),
    _listed(learning.verdicts, "verdict"),
    _listed(learning.learned_names, "learned"),
    Read(learning.judged, "", lambda viewer, row, rows: learning.judged(viewer, learning.Asked()) is not None),
    Read(
        learning.count_behind, "",
        lambda viewer, row, rows: learning.count_behind(viewer, "right", learning.Asked()) is not None,
    ),
    Read(learning.versions, "", lambda viewer, row, rows: learning.versions(viewer) is not None),
    Read(learning.last_written, "", lambda viewer, row, rows: learning.last_written(viewer, 1) is not None),
    Read(learning.switches, "", lambda viewer, row, rows: not learning.switches(viewer).query.is_empty()),
    # What is left to settle is the system's alone.
    Read(learning.not_settled, "", lambda viewer, row, rows: learning.not_settled(viewer) is not None),
    _listed(sheets.sheet_imports, "sheet_import"),
    _listed(sheets.sheet_page, "sheet_import"),
    Read(sheets.origins, "sheet_import", _came_from),
    Read(scoreboard.figures, "", lambda viewer, row, rows: scoreboard.figures(viewer, YEAR, today=TODAY)),
    Read(scoreboard.claims_beside_ours, "", lambda viewer, row, rows: scoreboard.claims_beside_ours(viewer) is not None),
    Read(
        scoreboard.counted_rows, "certificate",
        lambda viewer, row, rows: row in scoreboard.counted_rows(viewer, SKILLED, YEAR),
    ),
    Read(scoreboard.near_misses, "", lambda viewer, row, rows: scoreboard.near_misses(viewer, SKILLED, YEAR) is not None),
    _listed(staff.everybody, "user"),
    _listed(staff.those_to_hand_over, "user"),
    _unit_of(staff.tree),
    Read(staff.gone, "unit", _is_gone),
    Read(search.search, "contact", _searched),
    _listed(agreements.agreements, "agreement"),
    _listed(enterprises.enterprises, "enterprise"),
    _listed(enterprises.enterprise_page, "enterprise"),
    Read(enterprises.enterprise_page, "contact", _beside_enterprise("contacts")),
    Read(enterprises.enterprise_page, "enterprise_fact", _beside_enterprise("facts")),
    # Not of a row: who reads the history of what they see.
    Read(
        wording.moments, "", lambda viewer, row, rows: wording.moments(viewer, rows.person), _changed,
    ),
    Read(
        enterprises.contact, "contact",
        lambda viewer, row, rows: enterprises.contact(viewer, row.enterprise, row.pk),
    ),
    _listed(enterprises.mergers, "merger"),
    Read(
        enterprises.twins, "enterprise",
        lambda viewer, row, rows: row in enterprises.twins(viewer, rows.nobodys, row.name),
    ),
    _listed(enterprises.registrations, "registration"),
    _listed(follow_ups.follow_ups, "follow_up"),
    _listed(projects.projects, "project"),
    Read(reports.reports, "report", lambda viewer, row, rows: row in reports.reports(viewer, TODAY)),
    _listed(reports.disputes, "dispute"),
    _listed(channels.channels, "channel"),
    _listed(channels.open_channels, "channel"),
    _listed(channels.awards, "award"),
    Read(channels.costs_of, "cost", lambda viewer, row, rows: row in channels.costs_of(viewer, row.channel)),
    Read(
        channels.appraisals_of, "appraisal",
        lambda viewer, row, rows: row in channels.appraisals_of(viewer, row.channel),
    ),
    Read(
        channels.awards_of, "award",
        lambda viewer, row, rows: row in channels.awards_of(viewer, row.channel),
    ),
    Read(
        channels.attribution_of, "attributed",
        lambda viewer, row, rows: channels.attribution_of(viewer, row.project) == row,
    ),
    Read(
        channels.came_by, "attributed",
        lambda viewer, row, rows: row.project in channels.came_by(viewer, row.channel).rows,
    ),
    _listed(pipeline.bulk_edits, "bulk_edit"),
    _listed(ledgers.ledgers, "ledger"),
    _listed(layouts.layouts, "layout"),
    _listed(ledgers.ledger_returns, "ledger_return"),
    _listed(saved_views.saved_views, "saved_view"),
    Read(regrouping.partners, "twin", _twins),
    _listed(regrouping.regroupings, "regrouping"),
    _listed(talents.talents, "talent"),
    _listed(talents.talent_page, "talent"),
    _listed(talents.certificates, "certificate"),
    _listed(talents.nominations, "nomination"),
    Read(
        talents.nominations_of, "nomination",
        lambda viewer, row, rows: row in talents.nominations_of(viewer, row.talent),
    ),
    Read(targets.targets, "target", lambda viewer, row, rows: row in targets.targets(viewer, row.year)),
    _listed(targets.claimed_results, "claim"),
    _listed(trips.trips, "trip"),
    _listed(trips.trip_page, "trip"),
    Read(trips.trip_page, "visit", _stop_says("visit_open"), _on_trip),
    Read(trips.trip_page, "project", _stop_says("project_open"), _for_project),
    Read(trips.trip_page, "follow_up", _left_by_trip, _left),
    _listed(visits.visits, "visit"),
]  # fmt: skip
