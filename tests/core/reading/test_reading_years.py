"""Which year and month a date is of, and how sure it is."""

from datetime import date

import pytest

from yinli.core.reading import detect_published_on, read


def days(text: str, published: date | None = None) -> list[tuple]:
    return [(d.first, d.last) for d in read(text, published).dates]


def test_the_year_of_the_event_that_a_headline_names_is_the_texts():
    text = (
        "2017青榆区推介会在上海举行\n园区自2015年12月获批以来发展很快。11日,推介会在上海举行,5月9日曾到苏州。"
    )
    assert days(text)[-1] == ("2017-05-09", "2017-05-09")


def test_the_number_of_the_minutes_tells_their_year():
    text = "调度会纪要\n(2023年第7期)\n8月15日下午召开调度会。该企业2021年来访,9月5日前答复。"
    assert days(text)[0] == ("2023-08-15", "2023-08-15") and days(text)[-1] == ("2023-09-05", "2023-09-05")


def test_a_whole_date_tells_more_than_a_year_of_the_past():
    text = "公司成立于2009年。8月19日公告,双方于2014年8月18日签约。"
    assert days(text)[1] == ("2014-08-19", "2014-08-19")


def test_a_day_that_would_lie_far_ahead_is_of_the_year_before_unless_it_is_planned():
    published = date(2018, 1, 22)
    assert days("12月18日,项目签约。", published) == [("2017-12-18", "2017-12-18")]
    assert days("项目将于12月18日开业。", published) == [("2018-12-18", "2018-12-18")]


def test_a_day_alone_takes_year_and_month_of_the_day_before_it():
    assert days("去年6月12日至16日出访,13日推介。", date(2018, 1, 22))[1] == ("2017-06-13", "2017-06-13")


def test_a_month_later_in_the_sentence_is_of_the_year_stated_in_it():
    assert days("2009年6月签约、10月开工。", date(2012, 1, 1))[1] == ("2009-10-01", "2009-10-31")
    assert days("2009年6月签约。同年10月开工。", date(2012, 1, 1))[1] == ("2009-10-01", "2009-10-31")


def test_months_from_and_to_are_one_range():
    assert days("今年3月至10月共接待客商。", date(2020, 11, 19)) == [("2020-03-01", "2020-10-31")]


def test_a_day_in_brackets_behind_today_is_read():
    assert days("本月12日抵台,昨(13)日推介。", date(2010, 11, 14))[1] == ("2010-11-13", "2010-11-13")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("9月5日签约。", "exact"),
        ("9月5日前答复。", "before"),
        ("9月5日起施行。", "after"),
        ("9月上旬回访。", "about"),
        ("2023年底投产。", "about"),
        ("9月5日前后来访。", "about"),
    ],
)
def test_an_uncertain_day_says_so(text, bound):
    assert [d.bound for d in read(text, date(2023, 8, 1)).dates] == [bound]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("投资5亿元。", "exact"),
        ("投资超5亿元。", "at_least"),
        ("投资约5亿元。", "about"),
        ("投资不超过5亿元。", "at_most"),
    ],
)
def test_an_uncertain_sum_says_so(text, bound):
    assert [a.bound for a in read(text, date(2023, 8, 1)).amounts] == [bound]


def test_a_month_still_to_come_holds_for_its_sentence_only():
    told = "5月20日签约。对方拟12月3日来参展,想4日看地。21日双方座谈。"
    firsts = [first for first, _ in days(told, date(2013, 5, 25))]
    assert firsts == ["2013-05-20", "2013-12-03", "2013-12-04", "2013-05-21"]


@pytest.mark.parametrize(
    "head",
    [
        "2013-05-25 青榆日报",
        "青榆日报 2013年5月25日",
        "来源:青榆区人民政府 发布日期:2013-05-25 浏览次数:358 字体:大 中 小",
        "民国102年5月25日",
        "2013/5/25 9:02:11 王建国",
        "2013年5月25日 星期六 晴",
    ],
)
def test_a_line_that_only_says_when_is_the_day_of_the_text(head):
    assert detect_published_on(f"标题\n{head}\n22日,项目签约。") == date(2013, 5, 25)


def test_a_signature_in_chinese_numerals_is_read():
    assert detect_published_on("公告\n公司拟投资。\n董事会\n二〇一七年八月二十三日") == date(2017, 8, 23)
