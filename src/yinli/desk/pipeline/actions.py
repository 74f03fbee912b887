"""Opening a lead: the one way a project begins."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from yinli.base.accounts.models import Unit
from yinli.base.accounts.queries import duty_officer
from yinli.base.history.actions import action
from yinli.desk.pipeline.rules import leads
from yinli.domain.channels.attribution_actions import attribute_new
from yinli.domain.enterprises.actions import add_contact, add_enterprise
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.first_report.actions import Clash, hold_enterprise, report
from yinli.domain.first_report.queries import clash
from yinli.domain.projects.actions import add_fact, check_hand_over, create_project
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects, same_project


class AlreadyReported(ValueError):
    """The enterprise has a project of this name. `project` is None when the asker may not see it."""

    def __init__(self, known: Project, by):
        self.project = projects(by).filter(pk=known.pk).first()
        if self.project is None:
            super().__init__(_("This has been reported already. Please ask the investment bureau."))
            return
        told = {"number": known.number, "name": known.name, "enterprise": self.project.enterprise.name}
        super().__init__(_("%(enterprise)s already has this project: %(number)s %(name)s.") % told)


class NobodyOnDuty(ValueError):
    """Nobody can take the lead: its reporter is no officer and no unit has an officer on duty."""

    def __init__(self):
        super().__init__(_("Nobody is on duty to take this lead. Name an officer, or ask the bureau to."))


@action
def open_lead(name: str, enterprise: Enterprise | str, *, by, today: date, **values) -> Project:
    """Open a lead: an enterprise (or its name) and one line of text.

    `values` are fields of Project (track, industries, channel, lead_unit, officer, next_step …), and
    `amounts` {basis: Amount or Decimal yuan}, `facts` {kind: day}, `source` the Source all of it was read in, `person`
    {name, title, phone, email} who answers there. The lead is a first report: it holds where somebody can be reached.
    Raises NotAllowed, AlreadyReported, Clash, NobodyOnDuty.
    """
    facts, source = values.pop("facts", None) or {}, values.pop("source", None)
    if isinstance(enterprise, str):
        enterprise, _is_new = add_enterprise(enterprise, by=by)
    # Two units that report the same investor in the same second come one after the other.
    hold_enterprise(enterprise)
    check_hand_over(by, values)
    values, person = _without_person(values)
    _check_unreported(name.strip(), enterprise, values.get("reporting_unit", by.unit), by, today)
    if person:
        add_contact(enterprise, person.pop("name"), by=by, **person)
    project = create_project(name, enterprise, by=by, today=today, **with_defaults(values, by, today))
    for kind, on in facts.items():
        add_fact(project, kind, on, by=by, source=source)
    project.refresh_from_db()
    report(project, by=by, today=today)
    attribute_new(project, by=by, today=today)
    return project


def _check_unreported(name: str, enterprise: Enterprise, unit: Unit | None, by, today: date) -> None:
    """Raise AlreadyReported where `by` sees the project, or it is their own unit's; Clash where another unit's report
    holds. A project of another unit whose report no longer holds is in nobody's way."""
    known = same_project(enterprise, name)
    if known and projects(by).filter(pk=known.pk).exists():
        raise AlreadyReported(known, by)
    if held := clash(enterprise, name, unit, today):
        raise Clash(held)
    if known and unit is not None and known.reporting_unit_id == unit.pk:
        raise AlreadyReported(known, by)


def _without_person(values: dict) -> tuple[dict, dict]:
    """(`values` for the project, the person of the enterprise named among them)."""
    person = values.pop("person", None) or {}
    return values, {key: value for key, value in person.items() if value} if person.get("name") else {}


def with_defaults(values: dict, by, today: date) -> dict:
    """`values` completed with whose lead it is and what comes next."""
    start = {
        "reporting_unit": by.unit,
        **leads().start(today, settings.LANGUAGE_CODE),
    }
    if not (values.get("officer") or values.get("officer_id")):
        start["officer"] = officer_for(by)
        values = {key: value for key, value in values.items() if key not in ("officer", "officer_id")}
    return {**start, **values}


def officer_for(by):
    """Who takes a lead that `by` opens; raises NobodyOnDuty."""
    rules = leads()
    if by.role in rules.takes_own:
        return by
    keeper = by if by.role in rules.keeps_when_nobody_is_on_duty else None
    officer = duty_officer(by.unit) or keeper
    if officer is None:
        raise NobodyOnDuty()
    return officer
