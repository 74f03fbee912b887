"""Two records of one enterprise made one: every reference goes along, names find the other, all of it can be undone."""

from datetime import date

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.desk.pipeline.actions import open_lead
from yinli.domain.agreements.actions import add_agreement
from yinli.domain.enterprises import actions
from yinli.domain.enterprises.merge_actions import MergerRefused, merge, naming_enterprise, undo
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.enterprises.queries import candidates_for, same_name, searchable, suggestions, with_codes
from yinli.domain.projects.models import Project
from yinli.domain.visits.actions import add_visit

TODAY = date(2026, 9, 1)
CODE = "91320211MA1ABCDE1J"


@pytest.fixture
def pair(cast):
    """The same enterprise twice: one with a project, a visit, an agreement, a person, a fact; one with a code."""
    poor = actions.add_enterprise("青禾半导体", by=cast.north_officer, city="苏州")[0]
    rich = actions.add_enterprise("青禾芯片（苏州）有限公司", by=cast.bureau_person)[0]
    open_lead(
        "青禾封测", poor, by=cast.north_officer, today=TODAY, person={"name": "韩雪", "phone": "13800138000"}
    )
    add_visit(by=cast.north_officer, enterprise=poor, held_on=TODAY, kind="visit")
    add_agreement("框架协议", [poor], by=cast.north_officer)
    actions.add_fact(poor, "other", "在苏州有工厂", by=cast.north_officer)
    daughter = actions.add_enterprise("青禾光电有限公司", by=cast.bureau_person)[0]
    actions.set_parent(daughter, poor, by=cast.bureau_person)
    return fresh(poor), fresh(rich)


def fresh(row):
    return Enterprise.objects.get(pk=row.pk)


def whole(enterprise):
    """All it says of itself, and everything that names it."""
    own = {f.attname: getattr(fresh(enterprise), f.attname) for f in Enterprise._meta.concrete_fields}
    own.pop("version")
    return own, sorted(naming_enterprise(enterprise))


def merged(pair, by):
    return merge(*pair, by=by, seen=(pair[0].version, pair[1].version), today=TODAY)


def test_whatever_named_the_one_names_the_other(cast, pair):
    named = len(naming_enterprise(pair[0]))
    done = merged(pair, cast.bureau_person)
    assert (len(done.moved), done.stayed) == (named, [])
    assert naming_enterprise(fresh(pair[0])) == []
    assert fresh(pair[1]).city == "苏州"


def test_its_name_finds_the_other_from_then_on(cast, pair):
    merged(pair, cast.bureau_person)
    assert same_name("青禾半导体") == pair[1]
    assert pair[0] not in candidates_for("青禾半导体有限公司")
    assert list(suggestions(cast.bureau_person, "青禾半导体")) == [pair[1]]
    assert not searchable(Enterprise.objects.all()).filter(pk=pair[0].pk).exists()
    opened = open_lead("青禾二期", "青禾半导体", by=cast.north_officer, today=TODAY)
    assert opened.enterprise == pair[1]


def test_a_credit_code_goes_along(cast, pair):
    coded = actions.edit_enterprise(pair[0], by=cast.bureau_person, seen=pair[0].version, credit_code=CODE)
    merged((fresh(coded), pair[1]), cast.bureau_person)
    assert with_codes([CODE]) == {CODE: pair[1]}


def test_taken_back_both_are_what_they_were(cast, pair):
    before = whole(pair[0]), whole(pair[1])
    done = merged(pair, cast.bureau_person)
    undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert (whole(pair[0]), whole(pair[1])) == before


def test_an_agreement_that_both_signed_keeps_both_and_says_so(cast, pair):
    add_agreement("三方协议", list(pair), by=cast.north_officer)
    done = merged(pair, cast.bureau_person)
    assert [row[0] for row in done.stayed] == ["agreements.agreementparty"]


def test_two_credit_codes_are_two_enterprises(cast, pair):
    one = actions.edit_enterprise(pair[0], by=cast.bureau_person, seen=pair[0].version, credit_code=CODE)
    other = actions.edit_enterprise(
        pair[1], by=cast.bureau_person, seen=pair[1].version, credit_code="91320214MA1ABCDE21"
    )
    with pytest.raises(MergerRefused) as refused:
        merged((fresh(one), fresh(other)), cast.bureau_person)
    assert refused.value.code == "codes"


def test_a_daughter_is_merged_into_her_mother(cast, pair):
    daughter = Enterprise.objects.get(name="青禾光电有限公司")
    merged((daughter, fresh(pair[0])), cast.bureau_person)
    assert fresh(pair[0]).parent is None


def test_of_a_chain_the_last_is_taken_back_first(cast, pair):
    first = merged(pair, cast.bureau_person)
    third = actions.add_enterprise("青禾集团", by=cast.bureau_person)[0]
    second = merged((fresh(pair[1]), third), cast.bureau_person)
    with pytest.raises(MergerRefused) as refused:
        undo(first, by=cast.bureau_person, seen=1, today=TODAY)
    assert refused.value.code == "merged_on"
    undo(second, by=cast.bureau_person, seen=1, today=TODAY)
    undo(first, by=cast.bureau_person, seen=1, today=TODAY)
    assert fresh(pair[0]).merged_into is None


def test_only_the_bureau_merges_and_not_from_a_stale_page(cast, pair):
    with pytest.raises(NotAllowed):
        merged(pair, cast.north_officer)
    with pytest.raises(StaleWrite):
        merge(*pair, by=cast.bureau_person, seen=(pair[0].version - 1, pair[1].version), today=TODAY)


def test_merged_and_parted_from_the_pages(client, cast, pair):
    client.force_login(cast.bureau_person)
    choose = client.get(f"/enterprises/{pair[0].number}/merge/?q=青禾").content.decode()
    assert f"/merge/{pair[1].number}/" in choose
    seen = {"seen": pair[0].version, "target_seen": pair[1].version}
    client.post(f"/enterprises/{pair[0].number}/merge/{pair[1].number}/", seen)
    assert "已并入另一家企业" in client.get(f"/enterprises/{pair[0].number}/").content.decode()
    page = client.get(f"/enterprises/{pair[1].number}/").content.decode()
    number = page.split("/mergers/")[1].split("/")[0]
    client.post(f"/enterprises/{pair[1].number}/mergers/{number}/undo/", {"seen": 1})
    assert fresh(pair[0]).merged_into is None


def test_what_the_merging_person_does_not_see_goes_along_too(cast, pair):
    project = Project.objects.get()
    project.named_people.add(cast.north_officer)
    Project.objects.filter(pk=project.pk).update(confidential=True)
    merged(pair, cast.bureau_person)
    assert Project.objects.get().enterprise_id == pair[1].pk


def test_the_daughter_that_stays_has_no_parent_of_its_own_name(cast, pair):
    actions.set_parent(pair[1], pair[0], by=cast.bureau_person)
    pair = fresh(pair[0]), fresh(pair[1])
    done = merged(pair, cast.bureau_person)
    assert fresh(pair[1]).parent is None
    undo(done, by=cast.bureau_person, seen=done.version, today=TODAY)
    assert fresh(pair[1]).parent_id == pair[0].pk


def test_one_further_below_is_merged_the_other_way_round(cast, pair):
    daughter = Enterprise.objects.get(name="青禾光电有限公司")
    actions.set_parent(pair[1], daughter, by=cast.bureau_person)
    pair = fresh(pair[0]), fresh(pair[1])
    with pytest.raises(MergerRefused) as refused:
        merged(pair, cast.bureau_person)
    assert refused.value.code == "group"
