"""Happenings: which are told, with whom, where; and which words tell none."""

import pytest

from yinli.core.reading import read


def told(text: str) -> list[tuple]:
    return [(e.type, e.counterparts) for e in read(text).events]


def pairs(reading) -> set[tuple]:
    return {(e.type, name) for e in reading.events for name in e.counterparts or ("",)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("陆明一行走访了澜舟微电子集团。", "visit"),
        ("陆明与澜舟微电子集团负责人座谈交流。", "negotiation"),
        ("青榆区与澜舟微电子集团签订投资协议。", "signing"),
        ("青榆区与澜舟微电子集团签订了战略合作备忘录。", "mou"),
        ("陆明与澜舟微电子集团就设立基金达成了合作意向。", "intent"),
        ("澜舟微电子集团新厂区破土动工。", "groundbreaking"),
        ("澜舟微电子集团二期正式投产。", "production"),
        ("澜舟微电子集团落户青榆区。", "landing"),
        ("区长陆明会见了澜舟微电子集团总裁丁一白。", "meeting"),
        ("陆明受聘为澜舟微电子集团顾问。", "recruitment"),
    ],
)
def test_the_verb_tells_the_type(text, kind):
    assert told(text) == [(kind, ("澜舟微电子集团",))]


@pytest.mark.parametrize(
    "text",
    [
        "希望澜舟微电子集团加快推进项目签约。",
        "计划下月走访澜舟微电子集团。",
        "与澜舟微电子集团的合同尚未签约。",
        "全区新签约项目5个,涉及澜舟微电子集团。",
        "采取云拜访、云签约等方式招商。",
        "原定在苏州市举办的推介会取消。",
    ],
)
def test_wishes_plans_and_totals_are_no_happenings(text):
    assert told(text) == []


def test_two_companies_point_back_to_those_named_before():
    text = "在澜舟微电子集团和霁禾科技公司,相关板块分别与两家公司举行项目签约仪式。"
    assert told(text) == [("signing", ("澜舟微电子集团", "霁禾科技公司"))]


def test_both_sides_point_back_over_a_full_stop():
    text = "陆明一行走访了澜舟微电子集团。双方就共建实验室交换了意见。"
    assert told(text) == [("visit", ("澜舟微电子集团",)), ("negotiation", ("澜舟微电子集团",))]


def test_a_happening_told_twice_is_one_with_two_spans():
    text = "陆明一行来到澜舟微电子集团。在澜舟微电子集团,陆明考察了澜舟微电子集团展厅。"
    visits = [e for e in read(text).events if e.type == "visit" and e.counterparts]
    assert len(visits) == 1
    assert len(visits[0].spans) == 2


def test_the_hotel_of_a_ceremony_is_no_party_to_it():
    assert told("集中签约仪式在株洲云岚酒店举行。") == [("signing", ())]


def test_a_headline_does_not_tell_a_happening_twice():
    text = "青榆县举行集中签约仪式\n青榆县集中签约仪式在县会议中心举行。"
    assert told(text) == [("signing", ())]


def test_the_delegations_own_place_is_home_and_the_city_it_goes_to_is_not():
    text = "5月7日,市委书记郭强率武汉市党政代表团赴深圳、广州考察。在深圳期间,深圳市委书记孟凡与代表团交流。"
    assert read(text).home == "武汉"


def test_a_site_belongs_to_the_body_whose_name_it_carries(news):
    visit = next(e for e in news.events if e.place == "弘曜松山湖基地")
    assert visit.counterparts == ("弘曜公司",)
    assert visit.city == "东莞"


def test_sites_without_a_body_are_a_study(news):
    (study,) = [e for e in news.events if e.detail == "study"]
    assert study.counterparts == ()
    assert study.sites == ("杭州运河文化公园", "拱宸里街区（旧厂改造项目）", "良渚晓书馆")
    assert study.city == "杭州"


def test_the_news_tells_these_happenings_and_no_others(news):
    assert pairs(news) == {
        ("visit", ""),
        ("visit", "澜舟微电子集团"),
        ("visit", "霁禾生物科技有限公司"),
        ("negotiation", "澜舟微电子集团"),
        ("negotiation", "霁禾生物科技有限公司"),
        ("signing", "霖沐智能装备（苏州）有限公司"),
        ("signing", "泰衍新材料公司"),
        ("visit", "筑恒产城集团"),
        ("visit", "合屿园区运营公司"),
        ("visit", "砺石创投"),
        ("mou", "砺石创投"),
        ("promotion_event", "璟曜数据"),
        ("promotion_event", "阔澜软件"),
        ("promotion_event", "Norvane Systems GmbH"),
        ("mou", "浙江省智能制造协会"),
        ("negotiation", "沐川资本集团"),
        ("intent", "沐川资本集团"),
        ("visit", "弘曜公司"),
        ("visit", "禾丰堂食品连锁有限公司"),
        ("negotiation", "禾丰堂食品连锁有限公司"),
        ("negotiation", "弘曜公司"),
    }


def test_the_trip_has_its_days_leader_members_and_cities(news):
    assert (news.trip.event.date.first, news.trip.event.date.last) == ("2024-05-13", "2024-05-16")
    assert news.trip.leader.name == "沈若川"
    assert [m.name for m in news.trip.members] == ["顾明澜", "陆庭舟", "韩知秋"]
    assert news.trip.cities == ("苏州", "杭州")
    assert news.home == "青榆"


def test_facts_about_bodies_are_told_apart(news):
    assert {(f.kind, f.subject, f.other, f.year) for f in news.facts} == {
        ("listed", "澜舟微电子集团", "深交所", 2015),
        ("subsidiary_of", "霁禾生物科技有限公司", "禾岳控股", None),
        ("headquartered_at", "弘曜终端公司", "弘曜松山湖基地", None),
    }
