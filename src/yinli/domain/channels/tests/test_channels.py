"""A channel: set up, planned, reported, paid for, appraised, closed; who settles in an enclave and comes back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.core.dates import Period
from yinli.domain.channels import actions, queries, work_actions
from yinli.domain.channels.appraisal_actions import NotAppraised, Opinion, appraise
from yinli.domain.channels.models import Channel, Tenant
from yinli.domain.channels.tests.conftest import TODAY, opened
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects.actions import state_amount

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_an_agent_sees_its_own_channel_and_no_other(cast, agency, enclave):
    assert list(queries.channels(cast.agent)) == [agency]
    assert set(queries.channels(cast.bureau_person)) == {agency, enclave.channel}
    assert list(queries.channels(cast.south_officer)) == []


def test_whoever_works_at_a_channel_sees_and_reports_it(cast, agency):
    actions.edit_channel(agency, by=cast.bureau_person, seen=agency.version, staff=[cast.south_officer])
    assert list(queries.channels(cast.south_officer)) == [agency]
    work_actions.report_month(agency, date(2026, 8, 20), "走访三家企业", by=cast.south_officer, today=TODAY)
    assert [one.month for one in agency.work_reports.all()] == [date(2026, 8, 1)]


def test_a_month_reported_twice_stands_once(cast, agency):
    for text in ("初稿", "定稿"):
        work_actions.report_month(agency, date(2026, 8, 1), text, by=cast.agent, today=TODAY)
    assert [one.text for one in agency.work_reports.all()] == ["定稿"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"contract_from_on": None}, "contract"),
        ({"contract_until_on": date(2025, 1, 1)}, "contract"),
        ({"kind": "卫星"}, "kind"),
    ],
)
def test_a_channel_that_cannot_be_is_refused(cast, agency, values, code):
    with pytest.raises(actions.ChannelRefused) as refused:
        actions.edit_channel(agency, by=cast.bureau_person, seen=agency.version, **values)
    assert refused.value.code == code


def test_two_channels_never_have_one_name(cast, agency):
    with pytest.raises(actions.ChannelRefused) as refused:
        actions.add_channel(agency.name, "station", cast.bureau, by=cast.bureau_person)
    assert refused.value.code == "name"


def test_a_section_sets_up_no_channel(cast):
    with pytest.raises(NotAllowed):
        actions.add_channel("北京驻点", "station", cast.north, by=cast.north_manager)


def test_two_people_who_change_a_channel_at_once_do_not_overwrite_each_other(cast, agency):
    seen = agency.version
    actions.edit_channel(agency, by=cast.bureau_person, seen=seen, place="上海")
    with pytest.raises(StaleWrite):
        actions.edit_channel(agency, by=cast.bureau_person, seen=seen, place="北京")


def test_a_closed_channel_takes_nothing_but_late_bills(cast, agency):
    actions.close_channel(agency, "合同到期", by=cast.bureau_person, seen=agency.version, today=TODAY)
    with pytest.raises(actions.ChannelRefused):
        work_actions.report_month(agency, TODAY, "还在跑", by=cast.bureau_person, today=TODAY)
    work_actions.spend(
        agency, work_actions.Spent("fee", Decimal(10_000), TODAY), by=cast.bureau_person, today=TODAY
    )
    assert queries.spent([agency.pk], YEAR) == {agency.pk: 10_000}


def test_a_cost_written_down_wrongly_counts_no_more_and_stays_to_be_seen(cast, agency):
    cost = work_actions.spend(
        agency, work_actions.Spent("fee", Decimal(10_000), TODAY), by=cast.bureau_person, today=TODAY
    )
    work_actions.withdraw_cost(cost, "记错了", by=cast.bureau_person, today=TODAY)
    assert queries.spent([agency.pk], YEAR) == {}
    assert agency.costs.count() == 1
    with pytest.raises(work_actions.WorkRefused):
        work_actions.withdraw_cost(cost, "再撤一次", by=cast.bureau_person, today=TODAY)


def test_nothing_is_spent_on_a_day_that_has_not_come(cast, agency):
    spent = work_actions.Spent("fee", Decimal(1), TODAY + timedelta(days=1))
    with pytest.raises(work_actions.WorkRefused) as refused:
        work_actions.spend(agency, spent, by=cast.bureau_person, today=TODAY)
    assert refused.value.code == "future"


def test_a_year_stands_against_its_plan_whoever_looks(cast, agency, landed):
    targets = {"leads": Decimal(4), "landed": Decimal(2), "landed_investment": None}
    work_actions.plan_year(agency, 2026, targets, by=cast.bureau_person, seen=agency.version)
    state_amount(landed, "planned_investment", Decimal(200_000_000), by=SYSTEM, today=TODAY)
    lines = {line.code: line for line in queries.year_of(agency, 2026)}
    assert (lines["landed"].value, lines["landed"].percent) == (1, 50)
    assert (lines["landed_investment"].value, lines["landed_investment"].target) == (200_000_000, None)
    assert queries.year_of(agency, 2025)[2].value == 0


def test_a_landing_nobody_verified_is_not_counted(cast, agency):
    from yinli.domain.projects.actions import add_fact

    project = opened("青禾封测", cast.agent, cast.agency)
    add_fact(project, "registered", TODAY, by=SYSTEM)
    assert queries.results([agency.pk], YEAR)[agency.pk].get("landed", 0) == 0
    assert queries.results([agency.pk], YEAR)[agency.pk]["leads"] == 1


def test_a_year_is_marked_with_its_figures_and_in_words(cast, agency, landed):
    work_actions.plan_year(agency, 2026, {"landed": Decimal(1)}, by=cast.bureau_person, seen=agency.version)
    made = appraise(
        agency, Opinion(2026, "落户早于计划"), by=cast.bureau_person, seen=fresh(agency).version, today=TODAY
    )
    assert (made.mark, made.grade["en"]) == (Decimal("100.0"), "Excellent")
    assert ["landed", "1", "1.00", "100.0", "30"] in made.lines


def test_a_year_without_a_plan_is_not_marked(cast, agency):
    with pytest.raises(NotAppraised) as refused:
        appraise(agency, Opinion(2026, "好"), by=cast.bureau_person, seen=agency.version, today=TODAY)
    assert refused.value.code == "no_plan"


def test_a_firm_of_an_enclave_comes_back_as_its_own_project(cast, enclave):
    settled = work_actions.Settled("青禾半导体有限公司", date(2025, 6, 1))
    tenant = work_actions.settle(enclave.channel, settled, by=enclave.officer, today=TODAY)
    project = opened("青禾封测", enclave.officer, enclave.unit)
    other = opened("别家封测", enclave.officer, enclave.unit, firm="别家半导体有限公司")
    for wrong, day, code in (
        (other, TODAY, "other"),
        (project, date(2025, 5, 1), "early"),
        (project, TODAY + timedelta(days=1), "future"),
    ):
        with pytest.raises(work_actions.WorkRefused) as refused:
            work_actions.come_back(tenant, wrong, day, by=enclave.officer, today=TODAY)
        assert refused.value.code == code
    work_actions.come_back(tenant, project, TODAY, by=enclave.officer, today=TODAY)
    assert fresh(tenant).project == project


def test_a_daughter_of_the_firm_that_settled_may_come_back_in_its_place(cast, enclave):
    settled = work_actions.Settled("青禾半导体有限公司", date(2025, 6, 1))
    tenant = work_actions.settle(enclave.channel, settled, by=enclave.officer, today=TODAY)
    project = opened("青禾封测", enclave.officer, enclave.unit, firm="青禾微电子有限公司")
    type(project.enterprise).objects.filter(pk=project.enterprise_id).update(parent=tenant.enterprise)
    project.refresh_from_db()
    work_actions.come_back(tenant, project, TODAY, by=enclave.officer, today=TODAY)
    assert Tenant.objects.get().returned_on == TODAY


def test_nobody_settles_at_an_agent(cast, agency):
    firm = add_enterprise("青禾半导体有限公司", by=SYSTEM)[0]
    with pytest.raises(work_actions.WorkRefused) as refused:
        work_actions.settle(agency, work_actions.Settled(firm, TODAY), by=cast.bureau_person, today=TODAY)
    assert refused.value.code == "tenants"


def test_a_firm_settles_once(cast, enclave):
    settled = work_actions.Settled("青禾半导体有限公司", date(2025, 6, 1))
    work_actions.settle(enclave.channel, settled, by=enclave.officer, today=TODAY)
    with pytest.raises(work_actions.WorkRefused) as refused:
        work_actions.settle(enclave.channel, settled, by=enclave.officer, today=TODAY)
    assert refused.value.code == "settled"


def test_contracts_that_end_soon_are_named(cast, agency):
    soon = agency.contract_until_on - timedelta(days=60)
    assert list(Channel.objects.filter(queries.ending_soon(soon))) == [agency]
    assert not Channel.objects.filter(queries.ending_soon(soon - timedelta(days=1))).exists()
