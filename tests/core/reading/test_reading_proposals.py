"""The records a reading proposes."""

import json

from yinli.core.reading import propose, read


def of(proposed, record: str) -> dict:
    return {p.key: p for p in proposed if p.record == record}


def field(proposed, record: str, name: str) -> dict:
    """enterprise (or key) → value of one field."""
    rows = (p for p in proposed if p.record == record)
    return {p.refs.get("enterprise", p.key).removeprefix("enterprise:"): p.value(name) for p in rows}


def test_the_trip_is_proposed_once_with_its_people(proposed):
    trip = of(proposed, "trip")["trip:held"]
    assert trip.value("status") == "held"
    assert (trip.value("starts_on"), trip.value("ends_on")) == ("2024-05-13", "2024-05-16")
    assert trip.value("leader") == {"name": "沈若川", "title": "青榆区委书记"}
    assert [m["name"] for m in trip.value("members")] == ["顾明澜", "陆庭舟", "韩知秋"]
    assert trip.value("cities") == ["苏州", "杭州"]


def test_each_city_announced_next_is_a_planned_trip(proposed):
    planned = [p for p in of(proposed, "trip").values() if p.value("status") == "planned"]
    assert [p.value("cities") for p in planned] == [["成都"], ["武汉"]]


def test_several_happenings_at_one_enterprise_make_one_visit_of_the_richest_kind(proposed):
    kinds = field(proposed, "visit", "kind")
    assert kinds["澜舟微电子集团"] == "negotiation"
    assert kinds["泰衍新材料公司"] == "signing_ceremony"
    assert kinds["筑恒产城集团"] == "visit"


def test_every_visit_knows_the_part_its_enterprise_plays(proposed):
    parts = field(proposed, "visit", "part")
    assert parts["澜舟微电子集团"] == "investor"
    assert parts["筑恒产城集团"] == parts["合屿园区运营公司"] == "partner"
    assert parts["砺石创投"] == parts["沐川资本集团"] == "fund_manager"


def test_every_stop_keeps_its_own_city(proposed):
    cities = field(proposed, "visit", "city")
    assert cities["澜舟微电子集团"] == "苏州"
    assert cities["砺石创投"] == "杭州"
    assert cities["弘曜公司"] == "东莞"


def test_projects_come_only_from_deals_and_named_projects(proposed):
    assert field(proposed, "project", "basis") == {
        "霖沐智能装备（苏州）有限公司": "signing",
        "泰衍新材料公司": "signing",
        "砺石创投": "mou",
        "沐川资本集团": "intent",
        "澜舟微电子集团": "named_project",
        "霁禾生物科技有限公司": "named_project",
        "禾丰堂食品连锁有限公司": "named_project",
    }
    assert field(proposed, "project", "track")["砺石创投"] == "fund"


def test_a_study_stop_makes_a_visit_and_nothing_else(proposed):
    studies = [p for p in of(proposed, "visit").values() if p.value("kind") == "study"]
    assert len(studies) == 3
    assert all("enterprise" not in p.refs for p in studies)


def test_a_signing_ceremony_leaves_the_kind_of_agreement_to_the_reviewer(proposed):
    agreements = {p.refs["enterprise"]: p for p in of(proposed, "agreement").values()}
    ceremony = agreements["enterprise:泰衍新材料公司"]
    assert ceremony.value("kind") == "unknown"
    assert set(ceremony.choices["kind"]) == {"contract", "framework", "mou", "intent"}
    assert agreements["enterprise:砺石创投"].value("kind") == "mou"
    assert agreements["enterprise:浙江省智能制造协会"].value("kind") == "framework"
    assert all(p.value("publicity") == "claimed" for p in agreements.values())


def test_a_task_asked_of_sections_has_no_unit_yet(proposed):
    (task,) = of(proposed, "follow_up").values()
    assert task.value("asked_of") == "有关板块和部门"
    assert task.value("unit") is None
    assert task.refs == {
        "enterprise": "enterprise:澜舟微电子集团",
        "enterprise_2": "enterprise:霁禾生物科技有限公司",
    }


def test_every_reference_names_an_earlier_proposal(proposed):
    seen: set[str] = set()
    for proposal in proposed:
        assert set(proposal.refs.values()) <= seen
        assert proposal.key not in seen
        seen.add(proposal.key)


def test_every_value_is_plain_json_with_spans_in_the_text(news, proposed):
    for value in (v for p in proposed for v in p.values):
        json.dumps(value.value, ensure_ascii=False)
        assert value.rule
        assert all(0 <= a < b <= len(news.text) for a, b in value.spans)


def test_the_same_text_gives_the_same_keys(news, proposed):
    assert [p.key for p in propose(read(news.text))] == [p.key for p in proposed]


def test_a_text_about_something_else_proposes_nothing():
    text = "周末天气晴好,市民在公园散步,孩子们放着风筝。晚上气温下降,请注意添衣。"
    assert propose(read(text)) == ()


def test_a_longer_text_about_something_else_keeps_names_but_makes_no_record():
    text = "球队主教练王立表示,下赛季将引援。" * 12 + "俱乐部与东岚体育公司续约,转会费为500万元。"
    reading = read(text)
    assert reading.events == reading.amounts == reading.next_steps == ()
    assert propose(reading) == ()


def test_a_site_that_a_text_comes_back_to_is_one_record():
    day = "区长高林率队赴常州市考察学习,参观了{site}和常州创意园。\n"
    found = propose(read("".join(f"5月{n}日," + day.format(site="龙湖湾产业馆") for n in (3, 9))))
    keys = [one.key for one in found]
    assert len(keys) == len(set(keys)) and "visit:study:龙湖湾产业馆" in keys
