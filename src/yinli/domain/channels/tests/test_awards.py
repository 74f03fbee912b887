"""By which channel a project came, and what is paid for it: after verified landing, agreed by another person, once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.sources.actions import keep_paper
from yinli.core.dates import Period
from yinli.domain.channels import award_actions, queries, work_actions
from yinli.domain.channels.attribution_actions import AttributionRefused, Origin, attribute
from yinli.domain.channels.award_actions import AwardRefused, Decision, Paid
from yinli.domain.channels.models import Attribution, Award
from yinli.domain.channels.tests.conftest import PHOTO, TODAY, opened, verified
from yinli.domain.projects import actions as projects
from yinli.domain.projects.models import Project

LATER = TODAY + timedelta(days=30)


def origin_of(project):
    """By which channel a project came, as the database has it."""
    return Attribution.objects.select_related("project", "channel").get(project=project, ended_on=None)


def proposed(project, cast, scheme="agent_reward"):
    return award_actions.propose(origin_of(project), scheme, by=cast.bureau_person, today=LATER)


def refusals(project, scheme="agent_reward", day=LATER):
    """What stands in the way of paying for a project."""
    return next(due for due in queries.due_for(origin_of(project), day) if due.code == scheme).obstacles


def test_what_an_agent_opens_comes_by_its_channel(cast, agency):
    project = opened("青禾封测", cast.agent, cast.agency)
    assert origin_of(project).channel == agency
    assert Project.objects.get(pk=project.pk).channel == "agent"


def test_what_a_section_opens_comes_by_no_channel_until_somebody_says_so(cast, agency):
    project = opened("青禾封测", cast.north_officer, cast.north)
    assert queries.attribution_of(cast.bureau_person, project) is None
    attribute(project, Origin(agency), by=cast.bureau_person, seen=project.version, today=TODAY)
    assert origin_of(project).channel == agency


def test_an_officer_does_not_say_by_which_channel_a_project_came(cast, agency):
    project = opened("青禾封测", cast.north_officer, cast.north)
    with pytest.raises(NotAllowed):
        attribute(project, Origin(agency), by=cast.north_officer, seen=project.version, today=TODAY)


def test_another_channel_takes_the_place_of_one_for_a_reason_alone(cast, agency, enclave):
    project = opened("青禾封测", cast.agent, cast.agency)
    frame = {"by": cast.bureau_person, "seen": project.version, "today": TODAY}
    with pytest.raises(AttributionRefused) as refused:
        attribute(project, Origin(enclave.channel), **frame)
    assert refused.value.code == "reason"
    attribute(project, Origin(enclave.channel, "首次接触在飞地"), **frame)
    assert [one.ended_reason for one in Attribution.objects.filter(project=project).order_by("pk")] == [
        "首次接触在飞地",
        "",
    ]


def test_an_award_follows_the_rules_to_the_fen(cast, landed):
    made = proposed(landed, cast)
    assert (made.yuan, made.whole_yuan, made.scheme_version) == (52_000, 130_000, "2026")
    assert made.reckoning["bands"][0] == ["50000000", "2", "100000.00"]


def test_nothing_is_paid_before_the_landing_is_verified(cast, agency):
    project = opened("青禾封测", cast.agent, cast.agency)
    projects.state_amount(project, "paid_in", Decimal(80_000_000), by=SYSTEM, today=TODAY)
    projects.add_fact(project, "registered", TODAY, by=SYSTEM)
    assert refusals(project) == ("not_landed",)
    with pytest.raises(AwardRefused):
        proposed(project, cast)


def test_an_amount_whose_proof_nobody_saw_is_paid_for_with_nothing(cast, agency):
    project = opened("青禾封测", cast.agent, cast.agency)
    projects.state_amount(project, "paid_in", Decimal(80_000_000), by=SYSTEM, today=TODAY)
    verified(project, "registered", TODAY, cast)
    assert refusals(project) == ("basis_unproved",)


@pytest.mark.parametrize(
    ("changed", "obstacle"),
    [
        ({"declared_on": None}, "not_declared"),
        ({"contract_until_on": TODAY}, "no_contract"),
        ({"contract_from_on": date(2026, 12, 1)}, "no_contract"),
    ],
)
def test_an_agent_is_paid_under_contract_and_declaration_alone(cast, agency, landed, changed, obstacle):
    type(agency).objects.filter(pk=agency.pk).update(**changed)
    assert refusals(landed) == (obstacle,)


def test_an_agent_named_after_the_signing_is_paid_nothing(cast, landed):
    projects.add_fact(landed, "investment_agreement", TODAY - timedelta(days=1), by=SYSTEM)
    assert refusals(landed) == ("attributed_late",)


def test_whoever_proposed_it_does_not_agree_to_it(cast, landed, second):
    made = proposed(landed, cast)
    frame = {"seen": made.version, "today": LATER}
    with pytest.raises(AwardRefused) as refused:
        award_actions.decide(made, Decision(True), by=cast.bureau_person, **frame)
    assert refused.value.codes == ("own",)
    assert award_actions.decide(made, Decision(True), by=second, **frame).state == "agreed"


def test_the_database_itself_keeps_two_people_apart(cast, landed):
    made = proposed(landed, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=made.pk).update(
            state="agreed", decided_on=LATER, decided_by=cast.bureau_person
        )


def test_one_sum_is_proposed_once(cast, landed):
    proposed(landed, cast)
    with pytest.raises(AwardRefused) as refused:
        proposed(landed, cast)
    assert refused.value.codes == ("proposed",)


def test_a_sum_that_was_agreed_is_not_due_again(cast, landed, second):
    made = proposed(landed, cast)
    award_actions.decide(made, Decision(True), by=second, seen=made.version, today=LATER)
    assert refusals(landed) == ("nothing_open",)


def test_the_next_step_pays_the_rest_of_what_the_basis_gives_by_then(cast, landed, second):
    made = proposed(landed, cast)
    award_actions.decide(made, Decision(True), by=second, seen=made.version, today=LATER)
    verified(landed, "equipment_in", LATER, cast)
    projects.state_amount(landed, "paid_in", Decimal(150_000_000), by=SYSTEM, today=LATER)
    # 200,000 by now, 70 per cent of it, less the 52,000 that were agreed.
    assert proposed(landed, cast).yuan == 88_000


def test_a_basis_that_fell_since_is_proposed_anew(cast, landed, second):
    made = proposed(landed, cast)
    projects.state_amount(landed, "paid_in", Decimal(10_000_000), by=SYSTEM, today=LATER)
    with pytest.raises(AwardRefused) as refused:
        award_actions.decide(made, Decision(True), by=second, seen=made.version, today=LATER)
    assert refused.value.codes == ("moved",)
    refusal = award_actions.decide(
        made, Decision(False, "基数变了"), by=second, seen=made.version, today=LATER
    )
    assert refusal.state == "refused"
    assert proposed(landed, cast).yuan == 8_000


def test_a_refusal_says_why(cast, landed, second):
    made = proposed(landed, cast)
    with pytest.raises(AwardRefused) as refused:
        award_actions.decide(made, Decision(False, " "), by=second, seen=made.version, today=LATER)
    assert refused.value.codes == ("reason",)


def paid(made, cast, day=LATER):
    slip = Paid(day, keep_paper(PHOTO + b"slip", "回单.jpg", by=cast.bureau_person))
    made.refresh_from_db()
    return award_actions.pay(made, slip, by=cast.bureau_person, seen=made.version, today=LATER)


def test_what_is_paid_has_a_slip_and_is_a_cost_of_the_channel(cast, agency, landed, second):
    made = proposed(landed, cast)
    award_actions.decide(made, Decision(True), by=second, seen=made.version, today=LATER)
    assert paid(made, cast).state == "paid"
    assert queries.spent([agency.pk], Period(date(2026, 1, 1), date(2026, 12, 31))) == {agency.pk: 52_000}


def test_nothing_is_paid_that_nobody_agreed_to(cast, landed):
    with pytest.raises(AwardRefused) as refused:
        paid(proposed(landed, cast), cast)
    assert refused.value.codes == ("state",)


def test_a_landing_that_was_withdrawn_since_is_not_paid_for(cast, landed, second):
    made = proposed(landed, cast)
    award_actions.decide(made, Decision(True), by=second, seen=made.version, today=LATER)
    landed.refresh_from_db()
    projects.withdraw_fact(
        landed, "registered", "fact_mistaken", by=cast.bureau_person, seen=landed.version, today=LATER
    )
    with pytest.raises(AwardRefused) as refused:
        paid(made, cast)
    assert refused.value.codes == ("moved", "not_landed")


def test_where_money_was_proposed_the_channel_stays(cast, enclave, landed):
    proposed(landed, cast)
    landed.refresh_from_db()
    with pytest.raises(AttributionRefused) as refused:
        attribute(
            landed, Origin(enclave.channel, "改"), by=cast.bureau_person, seen=landed.version, today=LATER
        )
    assert refused.value.code == "awarded"


def test_an_enclave_shares_only_in_firms_that_had_settled_there(cast, enclave):
    project = opened("青禾封测", enclave.officer, enclave.unit)
    projects.state_amount(project, "paid_in", Decimal(100_000_000), by=SYSTEM, today=TODAY)
    for kind in ("registered", "capital_paid_in"):
        verified(project, kind, TODAY, cast)
    assert refusals(project, "enclave_sharing") == ("not_returned",)
    settled = work_actions.Settled("青禾半导体有限公司", date(2025, 6, 1))
    tenant = work_actions.settle(enclave.channel, settled, by=enclave.officer, today=TODAY)
    work_actions.come_back(tenant, project, TODAY, by=enclave.officer, today=TODAY)
    assert proposed(project, cast, "enclave_sharing").yuan == 150_000


def test_the_agent_sees_what_is_paid_to_it_and_a_stranger_does_not(cast, landed):
    made = proposed(landed, cast)
    assert list(queries.awards(cast.agent)) == [made]
    assert list(queries.awards(cast.south_officer)) == []


def test_of_a_confidential_project_the_channel_shows_that_there_is_one_more(cast, agency, landed):
    projects.protect(landed, [cast.bureau_person], by=cast.bureau_person, seen=landed.version)
    assert queries.came_by(cast.leader, agency) == queries.Came([], 1)
