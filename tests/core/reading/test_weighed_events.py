"""Rules tell, the model weighs: what it adds, and what it may not."""

import pytest

from yinli.core.reading import NOTHING, Off, read
from yinli.core.reading.document import Document
from yinli.core.reading.events import find_events
from yinli.core.reading.happening_features import TYPES
from yinli.core.reading.reader import scene_of
from yinli.core.reading.told_by_model import told
from yinli.core.reading.weighed_events import weighed

# Told without any verb of the lists.
TOLD_OTHERWISE = (
    "3月6日,经过半年的接触,苏州澜舟微电子有限公司最终花落滨江经济开发区,把总部和研发中心一并安在了这里。"
)


def parts(text, without=NOTHING):
    return {(e.type, name) for e in read(text, without=without).events for name in e.counterparts}


def scene(text):
    return scene_of(Document(text, None, ()))


def test_what_is_told_without_the_verbs_of_the_trade_is_read():
    assert find_events(scene(TOLD_OTHERWISE)) == ()
    assert ("landing", "苏州澜舟微电子有限公司") in parts(TOLD_OTHERWISE)


def test_the_model_is_switched_off_like_a_rule():
    assert parts(TOLD_OTHERWISE, Off(rules=frozenset({"event.model"}))) == set()


@pytest.mark.parametrize(
    "text",
    [
        "计划下月走访苏州澜舟微电子有限公司。",
        "苏州澜舟微电子有限公司将于明年落户滨江区。",
        "苏州澜舟微电子有限公司成立于2010年,产品供应多家整车企业。",
    ],
)
def test_plans_and_background_are_not_added(text):
    assert parts(text) == set()


def test_every_body_has_a_share_for_every_type_and_the_same_text_the_same():
    here = scene(TOLD_OTHERWISE)
    first, second = (told(here, ()) for _ in range(2))
    assert {kind for _name, kind in first.parts} == set(TYPES)
    assert all(0 <= sure <= 1 for sure, *_where in first.parts.values())
    assert first.parts == second.parts and (first.words == second.words).all()


@pytest.mark.parametrize("text", ["", "。", "签约", "签约,签约,签约", "滨江区"])
def test_texts_without_bodies_are_weighed_too(text):
    if text:
        here = scene(text)
        found = find_events(here)
        assert weighed(here, found, told(here, found)) is not None
    assert parts(text) == set()


IN_OTHER_WORDS = (
    "昨天上午九点,镇长孟凡超先到了苏州澜舟微电子有限公司,在车间里转了一个钟头;下午又去了常州砺石装备有限公司,"
    "跟总经理秦岭坐下来谈了两个小时,把厂房的层高和电价一项项对了一遍。晚上回到镇里,他对同事说,两家都肯来看看,"
    "至于什么时候来,还得等对方开过会才知道。同事把这一天的油票和过路费贴好,放进抽屉,又把两张名片夹在本子里,说明天再打电话。"
)
AN_OUTING = (
    "昨天上午九点,市一中校长孟凡超带着三十名学生到了苏州园林,在假山前转了一个钟头;下午又去了常州恐龙园,跟讲解员秦岭"
    "坐下来聊了两个小时,把恐龙的牙齿和骨头一块块认了一遍。晚上回到学校,他对同事说,孩子们都肯写日记,至于写得好不好,"
    "还得等语文老师看过才知道。同事把这一天的门票和过路费贴好,放进抽屉,又把两张合影夹在本子里,说明天再冲印。"
)


def test_a_text_without_words_of_the_trade_is_about_promotion_where_something_happened():
    assert parts(IN_OTHER_WORDS) >= {
        ("visit", "苏州澜舟微电子有限公司"),
        ("visit", "常州砺石装备有限公司"),
        ("negotiation", "常州砺石装备有限公司"),
    }
    assert parts(AN_OUTING) == set() and read(AN_OUTING).metrics == ()
