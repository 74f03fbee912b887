"""Opening a lead: an enterprise and one line are enough, and nobody's report is written twice."""

from datetime import date
from decimal import Decimal

import pytest

from yinli.base.accounts.models import User
from yinli.base.accounts.permissions import NotAllowed
from yinli.core.money import parse_yuan
from yinli.desk.pipeline import actions
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.first_report.actions import Clash
from yinli.domain.projects.models import Project

FRIDAY = date(2026, 9, 4)


def open_lead(by, name="青禾封测", enterprise="青禾半导体有限公司", **values):
    return actions.open_lead(name, enterprise, by=by, today=FRIDAY, **values)


def test_an_enterprise_and_one_line_make_a_lead_of_mine_due_the_next_working_day(cast):
    lead = open_lead(cast.north_officer)
    assert (lead.stage, lead.status, lead.officer) == ("lead", "active", cast.north_officer)
    assert (lead.next_step, lead.next_step_due_on) == ("首次联系", date(2026, 9, 7))
    assert lead.reporting_unit == cast.north
    assert lead.enterprise.name == "青禾半导体有限公司"


def test_a_lead_of_somebody_who_is_no_officer_goes_to_the_officer_on_duty_in_their_unit(cast):
    User.objects.filter(pk=cast.north_officer.pk).update(on_duty=True)
    assert open_lead(cast.north_manager).officer == cast.north_officer


def test_a_manager_keeps_the_lead_while_nobody_is_on_duty(cast):
    assert open_lead(cast.north_manager).officer == cast.north_manager


def test_a_named_officer_takes_the_lead_whoever_opened_it(cast):
    assert open_lead(cast.bureau_person, officer=cast.south_officer).officer == cast.south_officer


def test_facts_amount_and_track_come_with_the_lead_and_move_it_to_where_they_reach(cast):
    lead = open_lead(
        cast.north_officer,
        track="leased",
        amounts={"planned_investment": parse_yuan("超5亿元")},
        facts={"contacted": date(2026, 9, 1), "mou": date(2026, 9, 3)},
    )
    assert (lead.track, lead.stage) == ("leased", "intent")
    assert lead.planned_investment_yuan == Decimal(500_000_000)
    assert lead.amounts.get().bound == "at_least"


def test_the_known_enterprise_is_used_and_not_written_twice(cast):
    open_lead(cast.north_officer)
    open_lead(cast.north_officer, name="青禾总部")
    assert Enterprise.objects.count() == 1


def test_the_same_project_of_the_same_enterprise_is_refused_and_named(cast):
    known = open_lead(cast.north_officer)
    with pytest.raises(actions.AlreadyReported, match=known.number) as refused:
        open_lead(cast.north_officer)
    assert refused.value.project == known


def test_another_unit_only_learns_that_it_was_reported(cast):
    known = open_lead(cast.north_officer, person={"name": "韩雪", "phone": "13800138000"})
    with pytest.raises(Clash) as refused:
        open_lead(cast.south_officer)
    assert known.number not in str(refused.value)


def test_where_no_report_holds_another_unit_may_report_it(cast):
    open_lead(cast.north_officer)
    assert open_lead(cast.south_officer).reporting_unit == cast.south


def test_a_colleague_who_does_not_see_it_learns_that_the_unit_has_it(cast):
    known = open_lead(cast.north_officer)
    known.named_people.add(cast.north_officer)
    Project.objects.filter(pk=known.pk).update(confidential=True)
    with pytest.raises(actions.AlreadyReported) as refused:
        open_lead(cast.north_manager)
    assert refused.value.project is None


def test_a_reader_cannot_open_a_lead(cast):
    for reader in (cast.auditor, cast.leader, cast.administrator):
        with pytest.raises(NotAllowed):
            open_lead(reader)
