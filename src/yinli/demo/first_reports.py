"""First reports of the demo: most hold or held, some still lack somebody who can be reached; one is disputed.

It draws from a generator of its own, so that nothing told before it changes.
"""

from datetime import datetime, time, timedelta
from random import Random

from yinli.base.accounts.models import SYSTEM
from yinli.demo.world import World
from yinli.domain.first_report.dispute_actions import Claim, dispute
from yinli.domain.first_report.ledger_actions import enter_many
from yinli.domain.first_report.models import CreditShare, Report
from yinli.domain.first_report.rules import rules
from yinli.domain.projects.models import Project

_EARLY = ("lead", "contact")


def add_first_reports(world: World) -> None:
    """A report a project, the ledger in the order of its days, credit of projects that others land, a dispute."""
    rng = Random(len(world.projects) + 1)
    told = [_reported(world, rng, project) for project in world.projects]
    made = Report.objects.bulk_create([report for report, _lines in told], batch_size=1000)
    lines = [(report, *line) for report, (_same, its) in zip(made, told, strict=True) for line in its]
    enter_many(sorted(lines, key=lambda line: line[2]), by=SYSTEM)
    handed = [one for one in world.projects if one.reporting_unit_id not in (None, one.lead_unit_id)]
    CreditShare.objects.bulk_create(
        CreditShare(project=project, unit=unit, percent=percent)
        for project in handed
        for unit, percent in ((project.reporting_unit, 40), (project.lead_unit, 60))
    )
    _dispute_one(world, made)


def _reported(world: World, rng: Random, project: Project) -> tuple[Report, list]:
    at = project.created_at
    report = Report(
        enterprise=project.enterprise,
        project=project,
        what=project.name,
        unit=project.reporting_unit,
        reported_by=project.reported_by,
        reported_at=at,
    )
    by = {"by": str(project.reported_by)}
    lines = [("reported", at, by)]
    if project.stage in _EARLY and rng.random() < 0.3:
        return report, lines
    begins, report.valid_at = at.date(), at + timedelta(hours=rng.randint(1, 40))
    lines.append(("valid", report.valid_at, {**by, "until": rules().holds_until(begins)}))
    while _moved(project, begins) and report.renewals < rules().renewals:
        begins = rules().holds_until(begins) - timedelta(days=rng.randint(1, 20))
        if begins > world.as_of:
            break
        report.renewals += 1
        when = datetime.combine(begins, time(10), world.zone)
        lines.append(("renewed", when, {**by, "until": rules().holds_until(begins)}))
    report.holds_from_on = begins if report.renewals else at.date()
    report.holds_until_on = rules().holds_until(report.holds_from_on)
    return report, lines


def _moved(project: Project, begins) -> bool:
    return project.stage_since_on > begins


def _dispute_one(world: World, made: list[Report]) -> None:
    """The officer meets another unit's report of a project in talks, and says that they were there before."""
    officer = world.login("officer")
    at = datetime.combine(world.as_of, time(9, 40), world.zone)
    theirs = next(
        one
        for one in made
        if one.valid_at
        and one.holds_until_on >= world.as_of
        and one.unit_id != officer.unit_id
        and one.project.stage == "negotiating"
        and one.project.status == "active"
        and not one.project.confidential
    )
    grounds = "去年9月我方已在苏州与该企业投资总监面谈，双方约定今年春季来访，走访记录已登记。现对方先报，请招商局裁定。"
    dispute(theirs, Claim(theirs.what, grounds), by=officer, now=at)
