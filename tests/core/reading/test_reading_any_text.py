"""Whatever the text, reading ends, and every span lies in it."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yinli.core.reading import propose, read
from yinli.core.reading.dates import find_dates
from yinli.core.reading.document import Document

NEWS = (Path(__file__).resolve().parents[2] / "texts" / "trip_news.txt").read_text(encoding="utf-8")
PIECES = st.sampled_from(
    NEWS.replace("\n", "。").split("。") + list("，。、（）()“”\n 年月日个家亿元以上与和的赴在") + ["Ab"]
)


def check(text: str) -> None:
    reading = read(text)
    for candidate in reading.candidates:
        assert all(0 <= a < b <= len(text) for a, b in candidate.spans)
    for body in reading.organisations:
        assert {text[a:b] for a, b in body.mentions} == {body.name, *body.aliases}
    for found in (*reading.dates, *reading.amounts, *reading.metrics, *reading.industries):
        surface = getattr(found, "surface", None) or found.text
        assert text[slice(*found.span)] == surface
    assert all(text[a:b] == p.name for p in reading.persons for a, b in p.spans)
    json.dumps(reading.as_json(), ensure_ascii=False)
    propose(reading)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_read(text):
    check(text)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=60, deadline=None)
def test_any_shuffle_of_a_real_looking_text_can_be_read(text):
    check(text)


@given(st.integers(0, len(NEWS)), st.integers(0, len(NEWS)))
@settings(max_examples=40, deadline=None)
def test_any_cut_of_a_text_can_be_read(start, end):
    check(NEWS[min(start, end) : max(start, end)])


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ud800", "(" * 500, "、" * 500, "A" * 2000, "9" * 400 + "亿元"]
)
def test_odd_texts_can_be_read(text):
    check(text)


def test_an_empty_text_gives_an_empty_reading():
    reading = read("")
    assert reading.candidates == ()
    assert propose(reading) == ()
    assert all(value == [] for value in reading.as_json().values())


def test_the_json_has_exactly_the_agreed_keys(news):
    assert list(news.as_json()) == [
        "organisations",
        "persons",
        "places",
        "dates",
        "amounts",
        "metrics",
        "events",
        "industries",
        "next_steps",
        "periods",
        "ratios",
    ]


def test_candidates_come_in_the_order_of_the_text(news):
    starts = [c.spans[0] for c in news.candidates]
    assert starts == sorted(starts)
    assert all(c.rule for c in news.candidates)


def test_reading_twice_gives_the_same(news):
    assert read(NEWS).as_json() == news.as_json()


def test_full_width_brackets_and_digits_keep_their_places():
    text = "青榆区与霖沐装备（苏州）有限公司签订１２亿元投资协议。"
    reading = read(text)
    assert reading.organisations[-1].name == "霖沐装备（苏州）有限公司"
    assert [a.value for a in reading.amounts] == [1_200_000_000]
    assert text[slice(*reading.amounts[0].span)] == "１２亿元"


@given(
    st.text(alphabet="0123456789年月日号至到-~,。底初末上中下旬本今去昨前首个第(（）)", max_size=40),
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
)
@settings(max_examples=300, deadline=None)
def test_numbers_that_are_no_days_are_passed_over(text, spoken_on):
    for day in find_dates(Document(text, spoken_on, ())):
        for iso in (day.first, day.last):
            assert iso is None or date.fromisoformat(iso if len(iso) == 10 else f"2024-{iso}")


def test_a_day_zero_is_no_day():
    assert read("3月0日签约。", date(2026, 9, 8)).dates == ()
