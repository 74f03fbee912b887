"""One enterprise under several spellings is found; two of the same trade are not taken for one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yinli.core.names import best_matches, is_same_name, normalise, pinyin, similarity, stem

NAMES = st.text(alphabet="云山海甲乙科技投资集团有限公司（）()深圳市无锡控股 ABc", max_size=14)


def test_one_spelling_for_brackets_widths_spaces_and_traditional_characters() -> None:
    assert normalise("飛雲科技（無錫）　有限公司") == normalise("飞云科技(无锡)有限公司")
    assert normalise("ＡＢＣ 科技") == "abc科技"


def test_the_stem_is_what_distinguishes() -> None:
    assert stem("云山控股集团") == "云山"
    assert stem("无锡市云山智能科技股份有限公司") == "云山智能科技"
    assert stem("云山（深圳）有限公司") == "云山"
    assert stem("苏州工业园区云海控股股份有限公司") == "云海"


def test_a_place_stays_where_nothing_else_would_distinguish() -> None:
    assert stem("深圳创新投资集团有限公司") == "深圳创新投资"
    assert stem("无锡产业发展集团") == "无锡产业发展"


def test_the_short_form_names_the_same_enterprise() -> None:
    assert is_same_name("云山科技公司", "无锡云山科技股份有限公司")
    assert is_same_name("云山科技", "云山科技有限公司")


def test_the_same_word_in_two_cities_is_two_enterprises() -> None:
    assert not is_same_name("无锡云山有限公司", "深圳云山有限公司")
    assert is_same_name("无锡市云山有限公司", "无锡云山公司")


def test_words_that_anybody_carries_make_nobody_the_same() -> None:
    assert not is_same_name("投资集团", "投资有限公司")
    assert not is_same_name("深圳投资公司", "投资集团")


def test_an_alias_names_the_same_enterprise() -> None:
    assert is_same_name("云创投", "云山创新投资集团", aliases=["云创投"])


def test_likeness_alone_is_never_certainty() -> None:
    assert similarity("云山半导体", "云山半导体材料") > 0.7
    assert not is_same_name("云山半导体", "云山半导体材料")


def test_matches_come_with_the_certain_ones_first() -> None:
    known = ["云山科技有限公司", "云山科学", "海云制造", "云山科技（无锡）有限公司"]
    found = [(match.known, match.ground) for match in best_matches("云山科技有限公司", known)]
    assert found[:2] == [("云山科技有限公司", "exact"), ("云山科技（无锡）有限公司", "stem")]
    assert "海云制造" not in [known for known, _ in found]


def test_pinyin_sorts_in_plain_letters() -> None:
    assert pinyin("研发（无锡）") == "yan fa wu xi"
    assert pinyin("ABC 科技") == "abc ke ji"


@given(NAMES, NAMES)
def test_likeness_is_between_nought_and_one_and_the_same_both_ways(a: str, b: str) -> None:
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, b) == similarity(b, a)
    assert is_same_name(a, b) == is_same_name(b, a)
    assert similarity(a, a) == 1


@given(NAMES)
def test_normalising_twice_changes_nothing_and_a_stem_is_never_empty(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)
    assert bool(stem(name)) == bool(normalise(name))
    assert pinyin(name).isascii()


def test_two_thousand_names_are_compared_at_once() -> None:
    known = [f"江苏{chr(0x4E00 + i * 7)}{chr(0x5E00 + i * 3)}科技有限公司" for i in range(2000)]
    assert best_matches(known[1234], known)[0].known == known[1234]
