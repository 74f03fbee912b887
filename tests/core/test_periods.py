"""Quarters, halves, plans and the like, as texts name them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.periodtext import find_periods, forms

FEBRUARY, AUGUST = date(2026, 2, 10), date(2026, 8, 20)


def days(text, on=AUGUST):
    return [(p.first and p.first.isoformat(), p.last and p.last.isoformat()) for p in find_periods(text, on)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("十五五时期", "2026-01-01", "2030-12-31"),
        ("十三五末", "2020-01-01", "2020-12-31"),
        ("2025年三季度", "2025-07-01", "2025-09-30"),
        ("2024年Q3", "2024-07-01", "2024-09-30"),
        ("去年第四季度", "2025-10-01", "2025-12-31"),
        ("三季度末", "2026-09-01", "2026-09-30"),
        ("前三季度", "2026-01-01", "2026-09-30"),
        ("上半年", "2026-01-01", "2026-06-30"),
        ("去年下半年", "2025-07-01", "2025-12-31"),
        ("上季度", "2026-04-01", "2026-06-30"),
        ("今年以来", "2026-01-01", "2026-08-20"),
        ("年内", "2026-08-20", "2026-12-31"),
        ("下个月", "2026-09-01", "2026-09-30"),
        ("上周", "2026-08-10", "2026-08-16"),
        ("近三年来", "2023-08-20", "2026-08-20"),
        ("6个月内", "2026-08-20", "2027-02-20"),
        ("未来3到5年", "2026-08-20", "2031-08-20"),
        ("未来三五年", "2026-08-20", "2031-08-20"),
        ("近两三年", "2023-08-20", "2026-08-20"),
        ("近二三十年来", "1996-08-20", "2026-08-20"),
        ("近十五六年", "2010-08-20", "2026-08-20"),
        ("2025年Q3营收", "2025-07-01", "2025-09-30"),
        ("一至三季度", "2026-01-01", "2026-09-30"),
        ("2025年1-3季度", "2025-01-01", "2025-09-30"),
        ("十四五规划期末", "2025-01-01", "2025-12-31"),
        ("十五五以来", "2026-01-01", "2026-08-20"),
        ("“十四五”以来", "2021-01-01", "2025-12-31"),
    ],
)
def test_a_period_covers_its_days(text, first, last):
    assert days(text) == [(first, last)]


def test_in_the_first_weeks_of_a_year_the_last_quarter_is_that_of_the_year_gone_by():
    assert days("四季度签约12个", FEBRUARY) == [("2025-10-01", "2025-12-31")]
    assert days("前三季度到位20亿元", FEBRUARY) == [("2025-01-01", "2025-09-30")]
    assert days("今年前三季度力争开工", FEBRUARY) == [("2026-01-01", "2026-09-30")]
    assert days("今年四季度开工", FEBRUARY) == [("2026-10-01", "2026-12-31")]


def test_the_same_time_a_year_before_is_that_of_the_period_named_last():
    assert days("一季度引进9家,去年同期为6家")[1] == ("2025-01-01", "2025-03-31")
    assert days("上半年引进9家,去年同期6家;投资30亿元,去年同期20亿元")[2] == ("2025-01-01", "2025-06-30")
    assert days("一季度9家,前年同期6家")[1] == ("2024-01-01", "2024-03-31")
    assert days("引进9家,去年同期为6家") == [("2025-01-01", "2025-08-20")]


def test_without_the_day_of_the_text_only_what_states_its_year_has_days():
    assert days("上半年与2023年上半年", None) == [(None, None), ("2023-01-01", "2023-06-30")]


@pytest.mark.parametrize(
    "text",
    [
        "下月初",
        "上周三",
        "基本月供",
        "周边",
        "三个月前",
        "近三年前",
        "三年内达产",
        "2027年内投产",
        "过去6个月内",
        "会上周振宇说",
    ],
)
def test_what_only_looks_like_a_period_is_none(text):
    assert days(text) == []


def test_a_period_says_whether_it_is_exact():
    told = {p.surface: p.bound for p in find_periods("近三年,年内,上半年", AUGUST)}
    assert told == {"近三年": "about", "年内": "before", "上半年": "exact"}


@given(st.text(alphabet="十四五“”年月周季度前上下半本今去同期内近未来个一二三1234Qq0269至-到", max_size=40))
def test_any_text_can_be_asked(text):
    for found in find_periods(text, AUGUST):
        assert text[slice(*found.span)] == found.surface and found.rule in set(forms())
        assert found.first is None or found.last is None or found.first <= found.last
