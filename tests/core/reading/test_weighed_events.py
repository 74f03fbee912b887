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
    assert all(0 <= sure <= 1 for sure, _span in first.parts.values())
    assert first.parts == second.parts and (first.words == second.words).all()


@pytest.mark.parametrize("text", ["", "。", "签约", "签约,签约,签约", "滨江区"])
def test_texts_without_bodies_are_weighed_too(text):
    if text:
        here = scene(text)
        found = find_events(here)
        assert weighed(here, found, told(here, found)) is not None
    assert parts(text) == set()
