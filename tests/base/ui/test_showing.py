from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from yinli.base.ui import showing

LATE_IN_LONDON = datetime(2021, 9, 2, 17, 30, tzinfo=UTC)
TODAY = date(2021, 9, 3)


def test_an_instant_is_shown_in_the_districts_time():
    assert showing.instant(LATE_IN_LONDON) == "2021-09-03 01:30"
    assert showing.instant(LATE_IN_LONDON, "time") == "01:30"


def test_an_instant_belongs_to_the_districts_day_not_to_utcs():
    assert showing.day(LATE_IN_LONDON) == "2021-09-03"


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        showing.instant(datetime(2021, 9, 3, 1, 30))


def test_a_day_is_written_as_each_language_writes_it():
    assert showing.day(TODAY, "long") == "2021年9月3日"
    assert showing.day(TODAY, "short") == "9月3日"
    with translation.override("en"):
        assert showing.day(TODAY, "long") == "3 September 2021"
        assert showing.day(TODAY, "short") == "3 Sep"


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2021, 9, 1), "2 天前", "late"),
        (date(2021, 9, 2), "昨天", "late"),
        (date(2021, 9, 3), "今天", "soon"),
        (date(2021, 9, 4), "明天", "soon"),
        (date(2021, 9, 8), "5 天后", ""),
    ],
)
def test_a_due_day_says_how_near_it_is(due, words, tone):
    assert showing.from_today(due, TODAY) == words
    assert showing.due_tone(due, TODAY) == tone


def test_what_is_late_says_by_how_many_days():
    assert showing.overdue(date(2021, 8, 31), TODAY) == "逾期 3 天"
    with translation.override("en"):
        assert showing.overdue(date(2021, 9, 2), TODAY) == "1 day overdue"


def test_money_is_said_in_the_words_of_the_trade():
    assert showing.yuan(Decimal(500_000_000)) == "5亿元"
    with translation.override("en"):
        assert showing.yuan(Decimal(500_000_000)) == "¥500 m"


@pytest.mark.parametrize(
    "shown", [showing.day, showing.instant, showing.yuan, showing.number, showing.percent]
)
def test_what_is_not_known_shows_nothing(shown):
    assert shown(None) == ""


def test_counts_are_separated_by_thousands_and_ratios_are_per_cent():
    assert showing.number(2815) == "2,815"
    assert showing.number(Decimal("1234.5")) == "1,234.50"
    assert showing.percent(Decimal("0.853")) == "85%"


def test_an_avatar_shows_the_given_name_or_two_initials():
    assert showing.initials("欧阳雪") == "阳雪"
    assert showing.initials("Anna Lee Smith") == "AL"
    assert showing.initials("") == ""
