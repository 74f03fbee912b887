"""Dates, money and counted results."""

from datetime import date

import pytest

from yinli.core.reading import detect_published_on, read

PUBLISHED = date(2024, 5, 20)


def days(text: str, published: date | None = PUBLISHED) -> list[tuple]:
    return [(d.first, d.last) for d in read(text, published).dates]


def sums(text: str) -> list[tuple]:
    return [(a.value, a.currency, a.qualifier) for a in read(text, PUBLISHED).amounts]


def counts(text: str) -> list[tuple]:
    return [(m.count, m.unit, m.of) for m in read(text, PUBLISHED).metrics]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("5月13日至16日赴外考察。", "2024-05-13", "2024-05-16"),
        ("9月23至25日带队出访。", "2024-09-23", "2024-09-25"),
        ("4月29日至5月2日举办展会。", "2024-04-29", "2024-05-02"),
        ("去年12月28日签约。", "2023-12-28", "2023-12-28"),
        ("项目于2022年投产。", "2022-01-01", "2022-12-31"),
        ("4月底开工。", "2024-04-21", "2024-04-30"),
        ("6月中旬再访。", "2024-06-11", "2024-06-20"),
        ("1-9月新签约一批项目。", "2024-01-01", "2024-09-30"),
        ("前4个月形势平稳。", "2024-01-01", "2024-04-30"),
        ("去年九月签约。", "2023-09-01", "2023-09-30"),
        ("三月初来考察。", "2024-03-01", "2024-03-10"),
        ("四月二十二日至二十五日办展。", "2024-04-22", "2024-04-25"),
        ("二〇二三年十二月四日签约。", "2023-12-04", "2023-12-04"),
        ("从三月到六月跑了三家。", "2024-03-01", "2024-06-30"),
        ("一至九月形势平稳。", "2024-01-01", "2024-09-30"),
        ("三月三十日签约。", "2024-03-30", "2024-03-30"),
        ("今年三月三家企业签约。", "2024-03-01", "2024-03-31"),
    ],
)
def test_a_date_takes_its_year_from_the_publication_day(text, first, last):
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "两个月没动静。",
        "满一月再看。",
        "三月三歌圩节。",
        "五六月再谈。",
        "第三月结束。",
        "为期三月。",
        "一月一调度。",
    ],
)
def test_a_length_of_months_or_a_feast_is_no_date(text):
    assert days(text) == []


def test_a_day_alone_takes_the_month_named_before_it():
    assert days("5月13日出发,15日返程。") == [("2024-05-13", "2024-05-13"), ("2024-05-15", "2024-05-15")]


def test_without_a_publication_day_the_year_stated_last_holds():
    told = "2021年,全区引进项目96个。10月赴深圳。2022年,3月上旬再去。"
    assert days(told, None)[1:] == [
        ("2021-10-01", "2021-10-31"), ("2022-01-01", "2022-12-31"), ("2022-03-01", "2022-03-10"),
    ]  # fmt: skip


def test_a_year_that_only_names_a_season_or_a_quarter_is_no_date():
    assert days("2023年第三季度项目签约,2023年秋季引才。", None) == []


@pytest.mark.parametrize(
    ("words", "year"), [("年底", 2024), ("今年底", 2024), ("去年底", 2023), ("明年年底", 2025)]
)
def test_the_end_of_a_year_is_its_last_month(words, year):
    assert days(f"{words}前投产。") == [(f"{year}-12-01", f"{year}-12-31")]


def test_the_day_of_a_meeting_is_a_date_though_it_stands_in_the_head():
    assert days("会议纪要\n时间:2020年6月11日15:00\n正文。") == [("2020-06-11", "2020-06-11")]


def test_without_any_year_a_date_keeps_month_and_day_only():
    assert days("11月8号上午拜访。", None) == [("11-08", "11-08")]


def test_a_day_that_does_not_exist_is_no_date():
    assert days("2月31日见。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发布日期:2024-05-20\n正文。", date(2024, 5, 20)),
        ("|\n发表于 2021-9-8 11:28:39\n|\n正文", date(2021, 9, 8)),
        ("某区招商\n2023年6月1日\n正文", date(2023, 6, 1)),
        ("没有日期的正文。", None),
        ("签约八个项目\n某地早知道  2023-09-20 18:05  发表于广西\n正文。", date(2023, 9, 20)),
        ("经贸团访港\n【记者某某/台北报道】2014-10-25\n正文。", date(2014, 10, 25)),
        ("某市赴德招商\n(2018年6月14日)\n正文。", date(2018, 6, 14)),
        ("关于签订协议的公告\n正文。\n某某股份有限公司董事会\n2024年5月14日", date(2024, 5, 14)),
        ("会议纪要\n时间:2020年6月11日15:00\n正文。", date(2020, 6, 11)),
        ("某区与某公司于2024年5月13日签约。\n正文。", None),
        ("发布日期:2024-15-40\n正文。", None),
    ],
)
def test_the_header_tells_the_publication_day(text, expected):
    assert detect_published_on(text) == expected


def test_the_publication_line_is_no_date_of_the_text():
    assert days("发布日期:2024-05-20\n正文没有日期。") == []


@pytest.mark.parametrize(
    ("text", "value", "currency", "qualifier"),
    [
        ("总投资31.6亿元。", 3_160_000_000, "CNY", None),
        ("总投资超1600亿元。", 160_000_000_000, "CNY", "超"),
        ("实际使用外资8642万美元。", 86_420_000, "USD", None),
        ("年产值不低于12亿元。", 1_200_000_000, "CNY", "不低于"),
        ("投资200余万元。", 2_000_000, "CNY", "余"),
        ("投资两千万元。", 20_000_000, "CNY", None),
    ],
)
def test_money_keeps_value_currency_and_qualifier(text, value, currency, qualifier):
    assert sums(text) == [(value, currency, qualifier)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("企业去年两千万营收，利润三百万出头。", [20_000_000, 3_000_000]),
        ("投资1亿多，不到两个亿。", [100_000_000, 200_000_000]),
        ("年营收两千来万。", [20_000_000]),
        ("县里拿出2000万做种子基金。", [20_000_000]),
        ("年产值可达十二亿。", [1_200_000_000]),
        ("占地200亩总投资10亿，升级生产线。", [1_000_000_000]),
        ("企业落户投资8亿，部分到位。", [800_000_000]),
        ("去年产业投资20亿，设立20亿双创基金。", [2_000_000_000, 2_000_000_000]),
        ("要投5亿块钱。", [500_000_000]),
    ],
)
def test_a_bare_number_beside_words_of_money_is_a_sum(text, values):
    assert [value for value, _currency, _qualifier in sums("某公司与县里签约。" + text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "年出栏肉鸡6亿羽。",
        "年产3亿支预灌封注射器。",
        "阅读量10亿。",
        "日产1亿升纯净水。",
        "用气3亿方。",
        "签约两个亿元项目。",
        "平台有500万注册用户。",
        "客流50万/月。",
        "惠及贷款3万户。",
    ],
)
def test_a_bare_number_of_things_is_no_sum(text):
    assert sums("某公司与县里签约。" + text) == []


def test_a_range_of_money_keeps_both_ends():
    (amount,) = read("拟投资8亿至10亿元建设基地。", PUBLISHED).amounts
    assert (amount.value, amount.value_to) == (800_000_000, 1_000_000_000)


def test_the_yue_of_a_signing_is_no_about():
    assert counts("全区新签约18个项目。") == [(18, "个", "project")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县洽谈项目19个。", (19, "个", "project")),
        ("现场签约9个项目。", (9, "个", "project")),
        ("160余名代表参加推介会。", (160, "名", "participant")),
        ("外出招商143批次。", (143, "批次", "delegation")),
        ("带动就业约800人。", (800, "人", "job")),
        ("引进高层次人才75人。", (75, "人", "talent")),
        ("在孵企业19家。", (19, "家", "enterprise")),
        ("各类人才640余名。", (640, "名", "talent")),
    ],
)
def test_a_counted_result_has_count_unit_and_what_is_counted(text, expected):
    assert counts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["设一等奖1名。", "力争全年签约80个项目。", "公司现有员工300人。", "拥有专利12项。", "走访两家企业。"],
)
def test_prizes_targets_staff_and_small_words_are_no_results(text):
    assert counts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年签约项目31个，环比分别增加4个。",
        "新引进企业12家，较上年减少9家。",
        "园区退租企业7家，仲裁2起。",
        "3月还将赴西安、武汉举办4场推介会。",
        "今后三年再引进链上企业100家。",
        "座谈时，企业提了14个问题。",
    ],
)
def test_what_went_what_is_to_come_and_how_many_more_than_before_are_no_results(text):
    found = counts(text)
    assert found == [one for one in found if one[0] in (31, 12)]


def test_numbers_alone_in_brackets_count_what_the_sentence_ranks():
    found = counts("签约项目数前三位为芜湖经开区（31个）、弋江高新区（24个）、无为市（22个）。")
    assert [(count, of) for count, _unit, of in found] == [(31, "project"), (24, "project"), (22, "project")]


def test_people_of_groups_visitors_of_fairs_and_registered_firms_are_counted():
    assert counts("接待考察团组33批、291人。")[1][:2] == (291, "人")
    assert counts("招商大会参展商452家，专业买家3100人。") == [
        (452, "家", "participant"),
        (3100, "人", "participant"),
    ]
    assert counts("四年来，新增注册企业7120户。") == [(7120, "户", "enterprise")]


def test_a_value_class_is_a_threshold_and_no_amount():
    reading = read("全区引进亿元以上项目14个,其中10亿元以上2个。", PUBLISHED)
    assert [(m.count, m.threshold["op"], m.threshold["value"]) for m in reading.metrics] == [
        (14, ">=", 100_000_000),
        (2, ">=", 1_000_000_000),
    ]
    assert reading.amounts == ()


def test_a_class_without_and_above_keeps_both_readings(news):
    bare = next(m for m in news.metrics if m.surface == "5亿元重大产业项目6个")
    assert bare.threshold["op"] == "="
    assert [r["op"] for r in bare.readings] == ["=", ">="]
    assert all(not m.readings for m in news.metrics if m is not bare)


def test_the_news_claims_are_all_counted(news):
    assert [(m.count, m.unit, m.of) for m in news.metrics] == [
        (40, "家", "enterprise"),
        (9, "个", "project"),
        (3, "个", "project"),
        (6, "个", "project"),
        (8, "个", "project"),
        (126, "家", "enterprise"),
        (940, "人", "talent"),
        (75, "人", "talent"),
    ]


def test_later_members_of_a_list_keep_its_verb():
    found = read("落户1亿元以上企业22家、注册资本1000万元以上企业431家。", PUBLISHED).metrics
    assert [m.what for m in found] == ["落户企业", "落户企业"]
    assert found[1].threshold["basis"] == "registered_capital"
