"""Two projects made one, one made two, and either taken back whole; whatever names them goes along."""

from datetime import date
from decimal import Decimal

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.core.workflow import MoveRefused
from yinli.desk.pipeline.actions import open_lead
from yinli.domain.agreements.actions import add_agreement, verify
from yinli.domain.agreements.models import Agreement
from yinli.domain.first_report.models import CreditShare
from yinli.domain.follow_ups.actions import ask
from yinli.domain.projects.actions import add_fact, edit_project, protect, resume, state_amount
from yinli.domain.projects.merge_actions import Part, RegroupingRefused, merge, naming_project, split, undo
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects
from yinli.domain.visits.actions import add_visit
from yinli.domain.visits.models import Visit

TODAY = date(2026, 9, 1)


@pytest.fixture
def twin(cast, lead):
    """The same project, opened a second time under another name, with a history of its own."""
    made = open_lead(
        "青禾二期封测线", lead.enterprise, by=cast.north_officer, today=TODAY, lead_unit=cast.north
    )
    add_visit(by=cast.north_officer, enterprise=lead.enterprise, project=made, held_on=TODAY, kind="visit")
    paper = add_agreement("投资协议", [lead.enterprise], by=cast.north_officer, project=made)
    verify(paper, "investment", TODAY, by=cast.north_officer, seen=paper.version)
    ask("送资料", by=cast.bureau_person, project=made)
    state_amount(made, "planned_investment", Decimal(5_000_000), by=cast.north_officer, today=TODAY)
    return fresh(made)


def fresh(row):
    """The row as it stands now."""
    return type(row).objects.get(pk=row.pk)


def whole(project):
    """Everything that names a project, and all it says of itself."""
    own = {f.attname: getattr(fresh(project), f.attname) for f in Project._meta.concrete_fields}
    own.pop("version")
    return own, sorted(naming_project(project))


def merged(origin, target, by):
    """Both as they stand, made one."""
    return merge(origin, target, by=by, seen=(origin.version, target.version), today=TODAY)


def test_whatever_named_the_merged_project_names_the_other(cast, lead, twin):
    merged(twin, lead, cast.bureau_person)
    stands = fresh(lead)
    assert Visit.objects.get().project == stands
    assert Agreement.objects.get().project == stands
    assert (stands.stage, stands.planned_investment_yuan) == ("signed", Decimal(5_000_000))
    gone = fresh(twin)
    assert (gone.status, gone.status_reason, gone.merged_into) == ("withdrawn", "duplicate", stands)


def test_taken_back_both_are_what_they_were(cast, lead, twin):
    before = whole(lead), whole(twin)
    done = merged(twin, lead, cast.bureau_person)
    undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert (whole(lead), whole(twin)) == before


def test_what_came_after_the_merger_stays_when_it_is_taken_back(cast, lead, twin):
    done = merged(twin, lead, cast.bureau_person)
    later = add_visit(
        by=cast.north_officer, enterprise=lead.enterprise, project=fresh(lead), held_on=TODAY, kind="visit"
    )
    undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert fresh(later).project == lead
    assert Visit.objects.exclude(pk=later.pk).get().project == twin


def test_a_fact_that_both_have_stays_with_each_and_is_named(cast, lead, twin):
    mine = add_fact(lead, "investment_agreement", date(2026, 8, 1), by=cast.north_officer)
    done = merged(fresh(twin), fresh(lead), cast.bureau_person)
    theirs = twin.facts.get(kind="investment_agreement")
    assert ["projects.projectfact", "project_id", theirs.pk] in [list(row) for row in done.stayed]
    assert lead.facts.get(kind="investment_agreement") == mine


def test_agreements_on_both_are_all_kept(cast, lead, twin):
    add_agreement("入区协议", [lead.enterprise], by=cast.north_officer, project=lead)
    merged(twin, fresh(lead), cast.bureau_person)
    assert Agreement.objects.filter(project=lead).count() == 2


def test_a_confidential_project_makes_what_it_is_merged_into_confidential(cast, lead, twin):
    protect(twin, [cast.north_officer, cast.bureau_person], by=cast.bureau_person, seen=twin.version)
    done = merged(fresh(twin), fresh(lead), cast.bureau_person)
    assert not projects(cast.south_officer).filter(pk=lead.pk).exists()
    assert not projects(cast.leader).filter(pk=lead.pk).exists()
    undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert projects(cast.leader).filter(pk=lead.pk).exists()
    assert not lead.named_people.exists()


def test_a_stale_page_merges_nothing(cast, lead, twin):
    with pytest.raises(StaleWrite):
        merge(twin, lead, by=cast.bureau_person, seen=(twin.version - 1, lead.version), today=TODAY)
    assert fresh(twin).status == "active"


@pytest.mark.parametrize("who", ["north_officer", "south_officer", "leader", "auditor"])
def test_only_those_above_merge(cast, lead, twin, who):
    with pytest.raises(NotAllowed):
        merged(twin, lead, getattr(cast, who))


def test_projects_of_different_investors_are_not_one(cast, lead):
    other = open_lead("另一家", "江南精工有限公司", by=cast.north_officer, today=TODAY)
    with pytest.raises(RegroupingRefused) as refused:
        merged(other, lead, cast.bureau_person)
    assert refused.value.code == "investors"


def test_a_tombstone_is_neither_merged_nor_taken_up_nor_given_facts(cast, lead, twin):
    merged(twin, lead, cast.bureau_person)
    gone = fresh(twin)
    with pytest.raises(RegroupingRefused):
        merged(gone, fresh(lead), cast.bureau_person)
    with pytest.raises(MoveRefused):
        resume(gone, "电话", TODAY, by=cast.bureau_person, seen=gone.version)
    with pytest.raises(MoveRefused):
        add_fact(gone, "contacted", TODAY, by=cast.bureau_person)


def test_of_a_chain_the_last_merger_is_taken_back_first(cast, lead, twin):
    third = open_lead("青禾三期", lead.enterprise, by=cast.north_officer, today=TODAY)
    first = merged(twin, lead, cast.bureau_person)
    second = merged(fresh(lead), third, cast.bureau_person)
    with pytest.raises(RegroupingRefused) as refused:
        undo(first, by=cast.bureau_person, seen=first.version, today=TODAY)
    assert refused.value.code == "merged_on"
    undo(second, by=cast.bureau_person, seen=second.version, today=TODAY)
    undo(first, by=cast.bureau_person, seen=first.version, today=TODAY)
    assert fresh(twin).status == fresh(lead).status == "active"
    with pytest.raises(RegroupingRefused):
        undo(fresh(first), by=cast.bureau_person, seen=fresh(first).version, today=TODAY)


def test_a_parted_project_gives_away_what_is_chosen_and_nothing_else(cast, twin):
    rows = [row for row in naming_project(twin) if row[0] == "agreements.agreement"]
    facts = [("projects.projectfact", "project_id", twin.facts.get(kind="investment_agreement").pk)]
    done = split(twin, Part("青禾设备", rows + facts), by=cast.bureau_person, seen=twin.version, today=TODAY)
    new = done.target
    assert Agreement.objects.get().project == new
    assert Visit.objects.get().project == twin
    assert (fresh(new).stage, fresh(twin).stage) == ("signed", "contact")
    assert (new.officer, new.lead_unit, new.next_step_due_on) == (
        twin.officer,
        twin.lead_unit,
        twin.next_step_due_on,
    )


def test_a_parting_taken_back_leaves_nothing_behind(cast, twin):
    before = whole(twin)
    rows = naming_project(twin)
    done = split(twin, Part("青禾设备", rows), by=cast.bureau_person, seen=twin.version, today=TODAY)
    undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert whole(twin)[1] == before[1]
    assert (fresh(done.target).status, fresh(done.target).merged_into) == ("withdrawn", twin)


def test_rows_of_another_project_do_not_go_along(cast, lead, twin):
    strangers = naming_project(twin)
    done = split(lead, Part("青禾设备", strangers), by=cast.bureau_person, seen=lead.version, today=TODAY)
    assert done.moved == []
    assert Agreement.objects.get().project == twin


def test_what_each_half_plans_to_invest_is_what_was_stated_of_it(cast, twin):
    state_amount(twin, "planned_investment", Decimal(9_000_000), by=cast.north_officer, today=TODAY)
    last = twin.amounts.order_by("pk").last()
    rows = [("projects.projectamount", "project_id", last.pk)]
    twin = fresh(twin)
    done = split(twin, Part("青禾设备", rows), by=cast.bureau_person, seen=twin.version, today=TODAY)
    sums = [fresh(one).planned_investment_yuan for one in (twin, done.target)]
    assert sums == [Decimal(5_000_000), Decimal(9_000_000)]
    undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert fresh(twin).planned_investment_yuan == Decimal(9_000_000)


def test_a_merger_taken_back_does_not_open_what_was_closed_since(cast, lead, twin):
    done = merged(twin, lead, cast.bureau_person)
    protect(fresh(lead), [cast.bureau_person], by=cast.bureau_person, seen=fresh(lead).version)
    undo(fresh(done), by=cast.bureau_person, seen=fresh(done).version, today=TODAY)
    assert fresh(lead).confidential


def test_a_half_closed_since_closes_the_whole_when_it_comes_back(cast, twin):
    done = split(twin, Part("青禾设备", []), by=cast.bureau_person, seen=twin.version, today=TODAY)
    new = fresh(done.target)
    protect(new, [cast.bureau_person], by=cast.bureau_person, seen=new.version)
    undo(fresh(done), by=cast.bureau_person, seen=fresh(done).version, today=TODAY)
    assert fresh(twin).confidential


def test_a_parting_is_not_taken_back_once_the_whole_was_merged_away(cast, lead, twin):
    done = split(twin, Part("青禾设备", []), by=cast.bureau_person, seen=twin.version, today=TODAY)
    merged(fresh(twin), fresh(lead), cast.bureau_person)
    with pytest.raises(RegroupingRefused) as refused:
        undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert refused.value.code == "merged_on"


def test_a_merged_project_takes_nothing_any_more(cast, lead, twin):
    merged(twin, lead, cast.bureau_person)
    gone = fresh(twin)
    with pytest.raises(NotAllowed):
        state_amount(gone, "planned_investment", Decimal(1), by=cast.bureau_person, today=TODAY)
    with pytest.raises(NotAllowed):
        edit_project(gone, by=cast.bureau_person, seen=gone.version, grade="A")


def test_shares_of_two_merged_projects_do_not_add_up_to_more_than_all(cast, lead, twin):
    for project in (lead, twin):
        for unit, percent in ((cast.north, 60), (cast.south, 40)):
            CreditShare.objects.create(project=project, unit=unit, percent=percent)
    done = merged(twin, lead, cast.bureau_person)
    assert sum(share.percent for share in CreditShare.objects.filter(project=lead)) == 100
    undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert CreditShare.objects.filter(project=twin).count() == 2
