"""Days are read against an anchor; working days follow the published calendar and the district's own."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core import dates
from yinli.core.dates import DayNotRead, Period, add_working_days, parse_day, working_days_between

ANCHOR = date(2021, 9, 8)  # a Wednesday
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年9月3日", (2021, 9, 3)),
        ("2021-09-03", (2021, 9, 3)),
        ("2021/9/3", (2021, 9, 3)),
        ("20210903", (2021, 9, 3)),
        ("二〇二一年九月三日", (2021, 9, 3)),
        ("2021 年 9 月 3 日", (2021, 9, 3)),
        ("9月3号", (2021, 9, 3)),
        ("十二月二十八日", (2021, 12, 28)),
        ("3日", (2021, 9, 3)),
        ("今天", (2021, 9, 8)),
        ("后天", (2021, 9, 10)),
        ("下周三", (2021, 9, 15)),
        ("上周四", (2021, 9, 2)),
        ("周日", (2021, 9, 12)),
        ("三天后", (2021, 9, 11)),
        ("两周前", (2021, 8, 25)),
        ("月底", (2021, 9, 30)),
        ("10月底", (2021, 10, 31)),
        ("年底", (2021, 12, 31)),
        ("明年3月1日", (2022, 3, 1)),
        ("下月5日", (2021, 10, 5)),
        ("2月29日", (2020, 2, 29)),
    ],
)
def test_a_day_is_read_against_its_anchor(text: str, day: tuple[int, int, int]) -> None:
    assert parse_day(text, ANCHOR) == date(*day)


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    assert parse_day("12月28日", date(2022, 1, 5)) == date(2021, 12, 28)
    assert parse_day("1月5日", date(2021, 12, 20)) == date(2022, 1, 5)


@pytest.mark.parametrize("text", ["", "近日", "2021年2月30日", "13月1日", "40日", "5亿元", "9月"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayNotRead):
        parse_day(text, ANCHOR)


@given(DAYS, DAYS)
def test_a_day_written_out_reads_back_whatever_the_anchor(day: date, anchor: date) -> None:
    assert parse_day(f"{day.year}年{day.month}月{day.day}日", anchor) == day
    assert parse_day(day.isoformat(), anchor) == day


@given(st.text(alphabet="0123456789年月日号上下周一二十底-前后天", max_size=10), DAYS)
def test_no_text_breaks_the_reader_of_days(text: str, anchor: date) -> None:
    with suppress(DayNotRead):
        parse_day(text, anchor)


def test_the_national_day_week_is_not_worked_and_its_makeup_saturday_is() -> None:
    assert add_working_days(date(2021, 9, 30), 1) == date(2021, 10, 8)
    assert dates.is_working_day(date(2021, 10, 9))


@given(DAYS, st.integers(-40, 40))
def test_counting_working_days_undoes_adding_them(day: date, count: int) -> None:
    if count >= 0:
        assert working_days_between(day, add_working_days(day, count)) == count
    else:
        start = add_working_days(day, count)
        assert dates.is_working_day(start)
        assert working_days_between(start, day) - dates.is_working_day(day) == -count - 1


def test_a_year_not_yet_published_counts_monday_to_friday_and_says_so() -> None:
    assert dates.calendar_notice(2021) is None
    assert "2035" in (dates.calendar_notice(2035) or "")
    assert dates.is_working_day(date(2035, 10, 1))


def test_the_districts_own_days_come_before_the_calendar(monkeypatch) -> None:
    own = dates.OwnDays(off=frozenset({date(2021, 9, 8)}), worked=frozenset({date(2021, 10, 1)}))
    monkeypatch.setattr(dates, "own_days", lambda: own)
    assert not dates.is_working_day(date(2021, 9, 8))
    assert dates.is_working_day(date(2021, 10, 1))


def test_periods_include_both_ends_and_cannot_end_before_they_begin() -> None:
    period = dates.year_to_date(ANCHOR)
    assert (period.from_, period.to, period.days) == (date(2021, 1, 1), ANCHOR, 251)
    assert ANCHOR in period
    assert date(2021, 9, 9) not in period
    assert None not in period
    with pytest.raises(ValueError, match="cannot end"):
        Period(ANCHOR, date(2021, 9, 7))


def test_months_and_quarters_end_where_they_end() -> None:
    assert dates.month(2020, 2).to == date(2020, 2, 29)
    assert dates.quarter(2021, 4) == Period(date(2021, 10, 1), date(2021, 12, 31))
    assert dates.months_on(date(2021, 1, 31), 1) == date(2021, 2, 28)


def test_an_instant_has_its_day_in_the_districts_zone() -> None:
    late = datetime(2021, 9, 7, 16, 30, tzinfo=UTC)
    assert dates.local_day(late, "Asia/Shanghai") == date(2021, 9, 8)
    with pytest.raises(ValueError, match="without a time zone"):
        dates.local_day(late.replace(tzinfo=None), "Asia/Shanghai")
