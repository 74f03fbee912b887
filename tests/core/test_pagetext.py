"""Lines of printed pages become paragraphs again."""

from hypothesis import given
from hypothesis import strategies as st

from yinli.core.pagetext import paragraphs

WIDE = "全区上半年共引进项目四十二个其中先进制造业项目二十六个服务业项"
NEXT = "目十六个。"


def test_a_line_that_fills_its_page_goes_on_in_the_next():
    assert list(paragraphs([[WIDE, NEXT, "第二段。"]])) == [WIDE + NEXT, "第二段。"]


def test_a_sentence_goes_on_over_the_page_and_its_number():
    assert list(paragraphs([["标题", WIDE, "- 3 -"], ["第 4 页 共 9 页", NEXT]])) == ["标题", WIDE + NEXT]


def test_a_heading_a_list_and_a_full_stop_end_a_paragraph():
    full = WIDE[:-1] + "。"
    assert list(paragraphs([["一、总体情况", WIDE, "1.签约项目十二个", full, NEXT]])) == [
        "一、总体情况",
        WIDE,
        "1.签约项目十二个",
        full,
        NEXT,
    ]


def test_a_figure_at_the_head_of_a_line_belongs_to_its_sentence():
    assert list(paragraphs([[WIDE + "同比增长", "12.6%。"]])) == [WIDE + "同比增长12.6%。"]


def test_latin_words_stay_apart():
    first = "The delegation visited the park and its tenants and then went"
    assert list(paragraphs([[first, "on to the port."]])) == [first + " on to the port."]


@given(
    st.lists(st.lists(st.text(alphabet="全区上半年。：1. -A\u3000\t", max_size=40), max_size=6), max_size=4)
)
def test_no_word_is_lost_but_page_numbers(pages):
    said = "".join("".join(paragraphs(pages)).split())
    given_ = "".join("".join(sign for page in pages for line in page for sign in line).split())
    assert [sign for sign in said if sign in "全区上半年。：A"] == [
        sign for sign in given_ if sign in "全区上半年。：A"
    ]
