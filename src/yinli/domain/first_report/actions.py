"""The only writes of first reports. Each leaves a line in the ledger (ledger_actions)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from yinli.base.accounts.models import SYSTEM, Unit
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, lock, record, save_record
from yinli.core.dates import local_day
from yinli.domain.enterprises.actions import add_contact
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.first_report.ledger_actions import enter, enter_many
from yinli.domain.first_report.models import CreditShare, Probe, Report
from yinli.domain.first_report.queries import STOPPED, clash, reached_at
from yinli.domain.first_report.rules import rules
from yinli.domain.projects.actions import edit_project
from yinli.domain.projects.models import Project


def day_of(now: datetime) -> date:
    """The district's day of an instant."""
    return local_day(now, settings.DISTRICT_TZ)


class Clash(ValueError):
    """Another unit's report holds for this project. `report` is for whoever records the probe, not to be shown."""

    def __init__(self, report: Report):
        self.report = report
        super().__init__(_("This has been reported already. Please ask the investment bureau."))


class NotRenewed(ValueError):
    """A report cannot be renewed. `code`: not_valid, released, no_progress (no dated fact since it last began to hold) or
    too_often."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"the report is not renewed: {code}")


class UnknownSplit(ValueError):
    """A split that rules/first_report.toml does not allow."""


def hold_enterprise(enterprise: Enterprise) -> None:
    """Part of actions: until their end nobody else reports, completes or renews for this enterprise."""
    with viewing_as(SYSTEM):
        lock(enterprise)


@action
def report(project: Project, *, by, today: date) -> Report:
    """Write down that `by` reports a project, at the instant it was opened. It holds at once where somebody of the
    enterprise can be reached.

    Whoever opens the project has asked for a clash. Raises NotAllowed.
    """
    require(by, "project.create")
    made = Report.objects.create(
        enterprise=project.enterprise,
        project=project,
        what=project.name,
        unit=project.reporting_unit,
        reported_by_id=by.pk,
        reported_at=project.created_at,
    )
    record(by, "report.create", made, after={"what": made.what, "unit": made.unit})
    enter(made, "reported", by=by, now=made.reported_at)
    if reached_at([made.enterprise.pk]) or not rules().asks_for_contact:
        _make_valid(made, by=by, now=made.reported_at, today=today)
    return made


def _make_valid(made: Report, *, by, now: datetime, today: date) -> None:
    made.valid_at, made.holds_from_on, made.holds_until_on = now, today, rules().holds_until(today)
    save_record(made, ["valid_at", "holds_from_on", "holds_until_on"])
    record(by, "report.valid", made, after={"holds_until_on": made.holds_until_on}, on=today)
    enter(made, "valid", by=by, now=now, until=made.holds_until_on)


@action
def complete(made: Report, name: str, *, by, seen: int, now: datetime, **reached) -> Report:
    """Add the person of the enterprise who can be reached (`phone`, `email`, `title`): from now on the report holds.

    Raises NotAllowed, StaleWrite, NotRenewed (released) where it can hold no more, or Clash where another unit's report
    came to hold before.
    """
    made = lock(made, seen=seen)
    require(by, "report.complete", made)
    _check_in_force(made)
    if name.strip():
        add_contact(made.enterprise, name, by=by, **reached)
    if made.valid_at is None and reached_at([made.enterprise.pk]):
        _check_unclaimed(made, day_of(now))
        _make_valid(made, by=by, now=now, today=day_of(now))
    return made


def _check_in_force(made: Report) -> None:
    """Raise NotRenewed where the report was given up, or its project has stopped."""
    if made.released_on or made.project is None or made.project.status in STOPPED:
        raise NotRenewed("released")


def _check_unclaimed(made: Report, today: date) -> None:
    """Raise Clash where another unit's report holds for the same; whoever asks holds the enterprise from now on."""
    hold_enterprise(made.enterprise)
    if held := clash(made.enterprise, made.what, made.unit, today):
        raise Clash(held)


@action
def renew(made: Report, *, by, seen: int, now: datetime) -> Report:
    """Let a report hold for another term, since the project has moved.

    Raises NotAllowed, StaleWrite, NotRenewed, or Clash where it had lapsed and another unit's holds by now.
    """
    made = lock(made, seen=seen)
    require(by, "report.renew", made)
    _check_renewable(made)
    before, today = made.holds_until_on, day_of(now)
    _check_unclaimed(made, today)
    made.holds_from_on, made.holds_until_on = today, rules().holds_until(today)
    made.renewals += 1
    save_record(made, ["holds_from_on", "holds_until_on", "renewals"])
    told = {"before": {"holds_until_on": before}, "after": {"holds_until_on": made.holds_until_on}}
    record(by, "report.renew", made, on=today, **told)
    enter(made, "renewed", by=by, now=now, until=made.holds_until_on)
    return made


def _check_renewable(made: Report) -> None:
    if made.valid_at is None:
        raise NotRenewed("not_valid")
    _check_in_force(made)
    if made.renewals >= rules().renewals:
        raise NotRenewed("too_often")
    if not made.project.facts.filter(withdrawn_on=None, happened_on__gt=made.holds_from_on).exists():
        raise NotRenewed("no_progress")


@action
def release(made: Report, reason: str, *, by, seen: int, now: datetime) -> Report:
    """Give a report up: others may report the project. Raises NotAllowed, StaleWrite, ValueError without a reason."""
    made = lock(made, seen=seen)
    require(by, "report.release", made)
    if not reason.strip():
        raise ValueError("a report is released for a reason")
    if made.released_on:
        return made
    today = day_of(now)
    made.released_on, made.released_reason = today, reason.strip()[:200]
    save_record(made, ["released_on", "released_reason"])
    record(by, "report.release", made, note=made.released_reason, on=today)
    enter(made, "released", by=by, now=now, why=made.released_reason)
    return made


@action
def transfer(made: Report, unit: Unit, split: str, *, by, seen: int, now: datetime) -> Report:
    """Let another unit land the project: it becomes its lead unit, and credit is shared `split` (reporter : who lands).

    Raises NotAllowed, StaleWrite, UnknownSplit.
    """
    made = lock(made, seen=seen)
    require(by, "report.transfer", made)
    edit_project(made.project, by=by, seen=made.project.version, lead_unit=unit)
    share_credit(made, unit, split, by=by)
    save_record(made, [])
    record(by, "report.transfer", made, after={"unit": unit, "split": split})
    enter(made, "transferred", by=by, now=now, to=unit.name, split=split)
    return made


@action
def share_credit(made: Report, other: Unit, split: str, *, by) -> None:
    """Share the credit of a report's project between its unit and another; raises NotAllowed, UnknownSplit."""
    require(by, "report.transfer", made)
    if split not in rules().splits:
        raise UnknownSplit(split)
    parts = dict.fromkeys([made.unit, other])
    shares = dict(zip(parts, rules().splits[split], strict=False)) if len(parts) == 2 else {other: 100}
    with viewing_as(SYSTEM):
        CreditShare.objects.filter(project=made.project).delete()
        for unit, percent in shares.items():
            if unit is not None and percent:
                CreditShare.objects.create(project=made.project, unit=unit, percent=percent)


@action
def note_probe(held: Report, asked: str, *, by, now: datetime) -> Probe:
    """Write down that somebody ran into a report they may not see; by this row they may dispute it."""
    require(by, "project.create")
    since = now - timedelta(days=1)
    with viewing_as(SYSTEM):
        # The same question is asked many times: once a day says it.
        same = Probe.objects.filter(report=held, by_id=by.pk, asked=asked[:120], at__gt=since).first()
        return same or Probe.objects.create(report=held, by_id=by.pk, asked=asked[:120], at=now)


@action
def take_back(projects, *, by, now: datetime) -> None:
    """Part of taking projects back that were written down by mistake: their reports stay in the ledger, released."""
    today = day_of(now)
    for project in projects:
        require(by, "project.close", project)
    with viewing_as(SYSTEM):
        held = Report.objects.select_for_update(of=("self",)).select_related("enterprise", "unit")
        found = list(held.filter(project__in=[one.pk for one in projects]))
        enter_many([(made, "released", now, {"why": GONE}) for made in found if not made.released_on], by=by)
        for made in found:
            made.released_on, made.released_reason = made.released_on or today, made.released_reason or GONE
            made.project = made.enterprise = None
            save_record(made, ["project", "enterprise", "released_on", "released_reason"])


GONE = "written down by mistake"
