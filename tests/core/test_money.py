"""Money is read as stated: amount, currency, bound; and written so that no tier is faked by rounding."""

from __future__ import annotations

import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.money import MoneyNotRead, find_money, format_yuan, parse_yuan
from yinli.core.numerals import NumberNotRead, parse_number


@pytest.mark.parametrize(
    ("text", "yuan", "bound"),
    [
        ("5亿元", 500_000_000, "exact"),
        ("超1600亿元", 160_000_000_000, "at_least"),
        ("两千万", 20_000_000, "exact"),
        ("一百二十亿", 12_000_000_000, "exact"),
        ("12亿5000万元", 1_250_000_000, "exact"),
        ("1.2万亿元", 1_200_000_000_000, "exact"),
        ("过亿元", 100_000_000, "at_least"),
        ("十几亿元", 1_000_000_000, "at_least"),
        ("30余亿元", 3_000_000_000, "at_least"),
        ("5亿多元", 500_000_000, "at_least"),
        ("约3.5亿元", 350_000_000, "about"),
        ("5亿元左右", 500_000_000, "about"),
        ("50亿元以上", 5_000_000_000, "at_least"),
        ("不超过2亿元", 200_000_000, "at_most"),
        ("人民币5亿元", 500_000_000, "exact"),
        ("壹仟贰佰万圆", 12_000_000, "exact"),
        ("一亿二", 120_000_000, "exact"),
        ("三点五亿元", 350_000_000, "exact"),
        ("3,000万元", 30_000_000, "exact"),
        ("５．５亿元", 550_000_000, "exact"),
        ("¥1.25 bn", 1_250_000_000, "exact"),
        ("大概8个亿", 800_000_000, "about"),
        ("2亿出头", 200_000_000, "at_least"),
        ("封顶150万元", 1_500_000, "at_most"),
        ("5000", 5000, "exact"),
    ],
)
def test_an_amount_is_read_with_its_bound(text: str, yuan: int, bound: str) -> None:
    amount = parse_yuan(text)
    assert (amount.yuan, amount.bound, amount.currency, amount.to) == (Decimal(yuan), bound, "CNY", None)
    assert amount.surface == text


@pytest.mark.parametrize("text", ["6-8亿元", "6亿元至8亿元", "六至八亿元", "6~8亿", "60000万元-80000万元"])
def test_a_range_keeps_both_ends(text: str) -> None:
    amount = parse_yuan(text)
    assert (amount.original, amount.to) == (Decimal(600_000_000), Decimal(800_000_000))


def test_foreign_money_has_no_yuan_until_a_rate_is_given() -> None:
    assert parse_yuan("5000万美元").yuan is None
    amount = parse_yuan("5000万美元", rate=Decimal("6.45"))
    assert (amount.yuan, amount.original) == (Decimal(322_500_000), Decimal(50_000_000))


@pytest.mark.parametrize(("text", "currency"), [("US$50m", "USD"), ("3亿港元", "HKD"), ("2亿欧元", "EUR")])
def test_currencies_are_told_apart(text: str, currency: str) -> None:
    assert parse_yuan(text).currency == currency


@pytest.mark.parametrize(
    "text", ["", "  ", "数亿元", "几千万元", "5亿人", "-5亿", "10亿-3亿元", "待定", "5亿万元"]
)
def test_what_is_no_amount_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(MoneyNotRead) as caught:
        parse_yuan(text)
    assert caught.value.why
    assert isinstance(caught.value, ValueError)


def test_running_text_gives_spans_of_money_and_nothing_else() -> None:
    text = (
        "签约10亿元以上项目3个，总投资5000万美元；拟投3.5亿，人口1.5亿，多元发展，2021元旦，打造千亿级产业集群"
        "和百亿元级园区，参展3000万人次，共计5000万吨，注册资本两千万，单位：万元，二元结构，招引超亿元项目9个，"
        "数十亿元，线上销售5000万元，第五元，通过5亿元"
    )
    found = find_money(text)
    assert [text[start:end] for start, end, _ in found] == [
        "10亿元以上", "5000万美元", "3.5亿", "两千万", "超亿元", "5000万元", "5亿元",
    ]  # fmt: skip
    assert all(text[start:end] == amount.surface for start, end, amount in found)


def test_qualifiers_belong_to_the_surface_and_words_that_end_alike_do_not() -> None:
    text = "附近5亿元，近5亿元，签约5亿元，约5亿元，加上5亿元"
    surfaces = [amount.surface for _, _, amount in find_money(text)]
    assert surfaces == ["5亿元", "近5亿元", "5亿元", "约5亿元", "5亿元"]


@pytest.mark.parametrize("piece", ["1", "一", "1,234", "亿", "1 ", "5亿", "约", "5-", "千百", " ", "5亿-"])
def test_a_page_of_digits_costs_no_more_than_a_page_of_text(piece: str) -> None:
    page = piece * (20_000 // len(piece))
    before = time.perf_counter()
    find_money(page)
    with suppress(MoneyNotRead):
        parse_yuan(page)
    assert time.perf_counter() - before < 2


def test_a_tier_is_never_reached_by_rounding() -> None:
    assert format_yuan(Decimal(4_999_999_999)) == "49.99亿元"
    assert format_yuan(Decimal(4_999_999_999), "en") == "¥4.99 bn"


def test_amounts_are_written_as_people_read_them() -> None:
    assert format_yuan(Decimal(1_250_000_000)) == "12.5亿元"
    assert format_yuan(Decimal(1_250_000_000), "en") == "¥1.25 bn"
    assert format_yuan(Decimal(50_000_000), "zh-hans") == "5000万元"
    assert format_yuan(Decimal(0)) == "0元"
    assert format_yuan(Decimal(-350_000_000), "en") == "-¥350 m"


@given(st.decimals(0, 10**13, places=2), st.sampled_from(["zh", "en"]))
def test_an_exact_amount_reads_back_as_itself(value: Decimal, lang: str) -> None:
    assert parse_yuan(format_yuan(value, lang, exact=True)).yuan == value


def in_chinese(number: int) -> str:
    """Spelt out the long way, by another road than the reader's."""
    for worth, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= worth:
            rest = number % worth
            gap = "零" if rest and rest < worth // 10 else ""
            return in_chinese(number // worth) + unit + (gap + in_chinese(rest) if rest else "")
    said, gap = "", False
    for worth, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, worth)
        if digit:
            said, gap = said + ("零" if gap and said else "") + "零一二三四五六七八九"[digit] + unit, False
        else:
            gap = True
    return said or "零"


@given(st.integers(0, 10**12))
def test_chinese_numerals_read_back_as_the_number(number: int) -> None:
    assert parse_number(in_chinese(number)) == number


@given(st.text(alphabet="0123456789.,万亿元千百十一二两零点余多约超-至美 几数", max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(MoneyNotRead):
        parse_yuan(text)
    for start, end, amount in find_money(text):
        assert text[start:end] == amount.surface


@pytest.mark.parametrize("text", ["", "十百", "5万3亿", "abc"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberNotRead):
        parse_number(text)
