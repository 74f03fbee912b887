"""Numbers that lead to a person, found wherever they stand, and nothing else taken for one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.personal_numbers import find, hide, is_phone, masked, spelling, without_numbers

MOBILES = st.integers(13_000_000_000, 19_999_999_999).map(str)
WORDS = st.text(alphabet="招商引资王经理电话是，。\n ", max_size=12)
GAPS = st.sampled_from(["", " ", "-", " - ", "\u2013", "."])


@given(before=WORDS, after=WORDS, mobile=MOBILES, gap=GAPS, code=st.sampled_from(["", "+86 ", "86-", "0086"]))
def test_a_mobile_phone_is_found_however_it_is_spelled(before, after, mobile, gap, code):
    written = code + gap.join((mobile[:3], mobile[3:7], mobile[7:]))
    found = find(before + written + after)
    assert [one.value for one in found] == [mobile]
    assert (before + written + after)[found[0].start : found[0].end] == written


@given(before=WORDS, after=WORDS, mobile=MOBILES)
def test_full_width_digits_are_digits(before, after, mobile):
    wide = mobile.translate(str.maketrans(string.digits, "０１２３４５６７８９"))
    assert [one.value for one in find(before + wide + after)] == [mobile]


@given(st.text(max_size=60), MOBILES)
def test_a_mask_is_as_long_as_what_it_hides_and_leaves_nothing(text, mobile):
    whole = f"{text}，{mobile}，{text}"
    hidden = without_numbers(whole)
    assert len(hidden) == len(whole)
    assert mobile not in hidden
    assert find(hidden) == []


@given(st.text(max_size=200))
def test_any_text_is_read_and_what_is_left_holds_no_number(text):
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert find(hide(text, found)) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("办公室0510-85551234转806", "landline", "051085551234"),
        ("总机（021）6888 1234", "landline", "02168881234"),
        ("身份证11010519491231002X", "identity", "11010519491231002X"),
        ("卡号6222 0212 3456 7890 128", "card", "6222021234567890128"),
        ("邮箱 Zhang.San@example.com.cn。", "email", "zhang.san@example.com.cn"),
    ],
)
def test_each_kind_of_number_is_known(text, kind, value):
    assert [(one.kind, one.value) for one in find(text)] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "总投资13912345678元", "投资额 138亿元", "建筑面积13800138000平方米", "2026-09-03", "¥13800138000",
        "统一社会信用代码91320211MA1X2Y3Z4W", "91110000138001380A", "身份证110105194912310021",
        "编号20260903000123", "占地120亩，投资5.8亿元", "电话400-820-8820", "0.13800138000",
    ],
)  # fmt: skip
def test_amounts_areas_codes_and_days_are_nobodys(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("phone", "13812345678", "138****5678"),
        ("phone", "0510-85551234", "051****1234"),
        ("phone", "8555", "****55"),
        ("name", "张三丰", "张**"),
        ("email", "zhang@example.com", "z***@example.com"),
        ("text", "总经理", "***"),
        ("phone", "", ""),
    ],
)
def test_masks(kind, value, shown):
    assert masked(kind, value) == shown


@pytest.mark.parametrize(
    "value",
    ["13812345678", "+86 138 1234 5678", "(0510) 8555-1234", "０５１０－８５５５１２３４", "0510-85551234转8",
     "400-820-8820 ext. 12", "95588", "010-85551234 分机 303"],
)  # fmt: skip
def test_what_can_be_dialled_is_a_phone_number(value):
    assert is_phone(value)


@pytest.mark.parametrize(
    "value",
    ["明天再问", "1381234abcd", "1234", "12 转 345", "zhang@example.com", "", "138/139", "+", "8555-123转"],
)
def test_what_nobody_can_dial_is_none(value):
    assert not is_phone(value)


@given(MOBILES, GAPS)
def test_one_number_has_one_spelling(mobile, gap):
    assert spelling(gap.join((mobile[:3], mobile[3:7], mobile[7:]))) == mobile
