"""A unit that says it was first: within working days the bureau rules, and what follows from it happens."""

from datetime import date
from decimal import Decimal

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.notices.models import Notice
from yinli.domain.first_report import actions, queries
from yinli.domain.first_report.dispute_actions import (
    Claim,
    Ruling,
    RulingRefused,
    dispute,
    rule,
    withdraw_dispute,
)
from yinli.domain.first_report.tests.conftest import NOW, TODAY, later, opened

CLAIM = Claim("青禾封测二厂", "我方3月已与其副总面谈。")


@pytest.fixture
def disputed(cast, held):
    """The south disputes the north's report."""
    return dispute(held, CLAIM, by=cast.south_officer, now=NOW)


def test_it_is_due_within_three_working_days_and_the_bureau_is_told(cast, disputed):
    assert disputed.due_on == date(2026, 9, 4)
    assert Notice.objects.filter(to=cast.bureau_person, kind="dispute.opened").exists()


def test_a_unit_disputes_a_report_once_at_a_time(cast, held, disputed):
    assert dispute(held, CLAIM, by=cast.south_officer, now=later(1)) == disputed


def test_without_grounds_there_is_no_dispute(cast, held):
    with pytest.raises(ValueError, match="says why"):
        dispute(held, Claim("青禾", "  "), by=cast.south_officer, now=NOW)


def test_both_sides_see_the_claim_and_only_one_the_report(cast, disputed):
    assert not queries.reports(cast.south_officer, TODAY).exists()
    for officer in (cast.north_officer, cast.south_officer):
        assert queries.disputes(officer).get() == disputed
    assert not queries.disputes(cast.park_officer).exists()


def test_ruled_for_who_disputes_the_report_is_theirs(cast, held, disputed):
    rule(disputed, Ruling("given", "对方先行面谈，有走访记录。"), by=cast.bureau_person, seen=1, now=later(1))
    assert queries.reports(cast.south_officer, TODAY).get().unit == cast.south
    kinds = [line.content["kind"] for line in queries.entries_of(held)]
    assert kinds == ["reported", "valid", "disputed", "ruled"]


def test_ruled_as_shared_credit_is_shared(cast, held, disputed):
    rule(disputed, Ruling("shared", "共同推动。", "7:3"), by=cast.bureau_person, seen=1, now=later(1))
    shares = {one.unit: one.percent for one in queries.credit_of([held.project])[held.project_id]}
    assert shares == {cast.north: Decimal(70), cast.south: Decimal(30)}


def test_both_sides_are_told_of_the_ruling(cast, disputed):
    rule(disputed, Ruling("upheld", "首报有效。"), by=cast.bureau_person, seen=1, now=later(1))
    told = {notice.to for notice in Notice.objects.filter(kind="dispute.ruled")}
    assert told == {cast.south_officer, cast.north_officer}


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        (Ruling("upheld", " "), "words"),
        (Ruling("nonsense", "x"), "unknown"),
        (Ruling("shared", "x"), "split"),
        (Ruling("shared", "x", "2:1"), "split"),
    ],
)
def test_a_ruling_that_says_not_why_or_not_how_is_refused(cast, disputed, ruling, code):
    with pytest.raises(RulingRefused) as refused:
        rule(disputed, ruling, by=cast.bureau_person, seen=1, now=NOW)
    assert refused.value.code == code


def test_only_the_bureau_rules(cast, disputed):
    with pytest.raises(NotAllowed):
        rule(disputed, Ruling("given", "x"), by=cast.south_officer, seen=1, now=NOW)


def test_the_other_side_does_not_withdraw_it(cast, disputed):
    with pytest.raises(NotAllowed):
        withdraw_dispute(disputed, by=cast.north_officer, seen=1, now=NOW)


def test_withdrawn_it_is_not_ruled_any_more(cast, disputed):
    withdraw_dispute(disputed, by=cast.south_officer, seen=1, now=NOW)
    with pytest.raises(RulingRefused) as refused:
        rule(disputed, Ruling("given", "x"), by=cast.bureau_person, seen=2, now=NOW)
    assert refused.value.code == "ruled"


def test_ruled_as_two_projects_neither_is_in_the_others_way(cast, held, disputed, firm):
    rule(disputed, Ruling("separate", "一期与二期分属两地。"), by=cast.bureau_person, seen=1, now=later(1))
    assert queries.clash(firm, CLAIM.what, cast.south, TODAY) is None
    assert queries.clash(firm, CLAIM.what, cast.north_park, TODAY) == held
    theirs = actions.report(
        opened(firm, CLAIM.what, cast.south_officer, cast.south), by=cast.south_officer, today=TODAY
    )
    assert theirs.valid_at
    assert queries.clash(firm, held.what, cast.north, TODAY) is None
    assert queries.clashes([(firm, CLAIM.what)], cast.south, TODAY) == set()


def test_of_a_project_taken_back_nothing_is_left_to_give_or_to_share(cast, held, disputed):
    actions.take_back([held.project], by=cast.north_officer, now=NOW)
    with pytest.raises(RulingRefused) as refused:
        rule(disputed, Ruling("shared", "共同推动。", "7:3"), by=cast.bureau_person, seen=1, now=NOW)
    assert refused.value.code == "gone"


def test_a_confidential_projects_report_is_ruled_by_those_who_see_it(cast, held, disputed):
    project = held.project
    project.named_people.add(cast.north_officer)
    project.confidential = True
    project.save(update_fields=["confidential"])
    with pytest.raises(NotAllowed):
        rule(disputed, Ruling("upheld", "首报有效。"), by=cast.bureau_person, seen=1, now=NOW)


def test_only_who_ran_into_a_report_disputes_it_by_the_page(cast, held, client):
    from yinli.domain.first_report.actions import note_probe

    met = note_probe(held, "青禾封测二厂", by=cast.south_officer, now=NOW)
    client.force_login(cast.park_officer)
    assert client.get(f"/reports/disputes/new/?met={met.pk}").status_code == 404
    client.force_login(cast.south_officer)
    assert "青禾封测二厂" in client.get(f"/reports/disputes/new/?met={met.pk}").content.decode()
