"""Shares, rates, multiples and proportions, as texts write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.ratiotext import find_ratios


def told(text):
    return [(r.value, r.unit, r.of, r.bound) for r in find_ratios(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "of", "bound"),
    [
        ("同比增长12.6%", "12.6", "percent", "yoy", "exact"),
        ("环比下降3%", "-3", "percent", "mom", "exact"),
        ("较上年提高0.8个百分点", "0.8", "points", "yoy", "exact"),
        ("增幅达15%", "15", "percent", "change", "exact"),
        ("占全市的近三成", "30", "percent", "share", "about"),
        ("三成半", "35", "percent", None, "exact"),
        ("开工率为66.7%", "66.7", "percent", "share", "exact"),
        ("比例不低于20%", "20", "percent", "share", "at_least"),
        ("百分之十五", "15", "percent", None, "exact"),
        ("同比增长1.5倍", "1.5", "times", "yoy", "exact"),
        ("翻两番", "4", "times", None, "exact"),
        ("按3:7出资", "3", "parts", None, "exact"),
    ],
)
def test_a_ratio_has_its_number_its_unit_and_what_it_measures(text, value, unit, of, bound):
    assert told(text) == [(Decimal(value), unit, of, bound)]


def test_a_range_keeps_both_ends():
    (found,) = find_ratios("增长10%-15%左右")
    assert (found.value, found.value_to, found.bound) == (10, 15, "about")
    (found,) = find_ratios("是去年的1.5-2倍")
    assert (found.value, found.value_to, found.unit) == (Decimal("1.5"), 2, "times")


@pytest.mark.parametrize(
    "text", ["9:30开会", "3:1战胜对手", "成立三成员小组", "一成立就签约", "2026年", "按时9:30到"]
)
def test_a_time_a_score_and_a_word_are_no_ratio(text):
    assert told(text) == []


@given(st.text(alphabet="0123456789.,%％:成倍番百分之点个翻了按占同比增长下降一二三十-至约以上", max_size=40))
def test_any_text_can_be_asked(text):
    for found in find_ratios(text):
        assert text[slice(*found.span)] == found.surface
