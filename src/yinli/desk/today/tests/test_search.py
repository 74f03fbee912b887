"""Search: by name, pinyin, initials and number, over everything the viewer may see and nothing else."""

from datetime import date

import pytest
from django.utils import translation

from yinli.desk.pipeline.actions import open_lead
from yinli.desk.today.search import by_number, search
from yinli.domain.agreements.actions import add_agreement
from yinli.domain.enterprises.actions import add_alias, add_contact
from yinli.domain.trips.actions import add_trip

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def lead(cast):
    """A project, its enterprise with a brand and a person, an agreement and a trip."""
    found = open_lead(
        "青禾封测", "青禾半导体有限公司", by=cast.north_officer, today=TODAY, lead_unit=cast.north
    )
    add_alias(found.enterprise, "禾芯", by=cast.north_officer)
    add_contact(found.enterprise, "沈青禾", by=cast.north_officer, title="总经理")
    add_agreement("青禾战略合作协议", [found.enterprise], by=cast.north_officer, project=found)
    add_trip("青禾考察行", by=cast.north_officer, cities=["深圳"])
    return found


def titles(groups):
    return {group.title: [hit.title for hit in group.hits] for group in groups}


def test_one_word_finds_records_of_every_kind(cast, lead):
    found = titles(search(cast.north_officer, "青禾"))
    assert found["企业"] == ["青禾半导体有限公司"]
    assert found["项目"] == ["青禾封测"]
    assert found["协议"] == ["青禾战略合作协议"]
    assert found["出访"] == ["青禾考察行"]
    assert found["企业联系人"] == ["沈青禾"]


@pytest.mark.parametrize("asked", ["qinghe", "qing he", "qhfc", "封测", "封测 半导体"])
def test_a_project_is_found_by_pinyin_initials_and_several_words(cast, lead, asked):
    assert titles(search(cast.north_officer, asked))["项目"] == ["青禾封测"]


def test_an_enterprise_is_found_by_another_of_its_names(cast, lead):
    assert titles(search(cast.north_officer, "禾芯"))["企业"] == ["青禾半导体有限公司"]


def test_a_colleague_is_found_by_name(cast, lead):
    assert "林晓" in titles(search(cast.south_officer, "林晓"))["同事"]


def test_every_word_must_be_there(cast, lead):
    assert search(cast.north_officer, "青禾 远帆") == []


def test_another_unit_finds_the_enterprise_and_not_the_project(cast, lead):
    found = titles(search(cast.south_officer, "青禾"))
    assert "企业" in found
    assert "项目" not in found
    assert by_number(cast.south_officer, lead.number) == ""


def test_a_public_number_leads_straight_to_its_record(client, cast, lead):
    client.force_login(cast.north_officer)
    assert client.get("/search/", {"q": lead.number.lower()}).url == f"/projects/{lead.number}/"


def test_a_group_says_how_many_there_are_beyond_those_shown(cast):
    for number in range(11):
        open_lead(f"远帆{number}期", "远帆光电有限公司", by=cast.north_officer, today=TODAY)
    group = next(group for group in search(cast.north_officer, "远帆") if group.title == "项目")
    assert (len(group.hits), group.count) == (8, 11)
    assert group.more == "/projects/?q=远帆"


def test_signs_of_patterns_are_only_signs(cast, lead):
    for asked in ("%", "_", "(", "\\", "' or 1=1", "a" * 99):
        search(cast.north_officer, asked)


@pytest.mark.parametrize("role", ["administrator", "agent", "auditor", "talent_officer"])
def test_every_role_may_search_and_sees_its_own(client, cast, lead, role):
    client.force_login(getattr(cast, role))
    page = client.get("/search/", {"q": "青禾"}).content.decode()
    assert ("青禾封测" in page) == (role == "auditor")


def test_search_is_read_in_few_queries(client, cast, lead, django_assert_max_num_queries):
    client.force_login(cast.bureau_person)
    with django_assert_max_num_queries(15):
        assert client.get("/search/", {"q": "青禾"}).status_code == 200


def test_nothing_found_says_so(client, cast):
    client.force_login(cast.north_officer)
    assert "没有找到" in client.get("/search/", {"q": "不存在"}).content.decode()
