"""How far a title reaches before the name."""

import pytest

from yinli.core.reading import read


def title(text: str, name: str) -> str | None:
    return next(person.title for person in read(text).persons if person.name == name)


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("会上,市委统战部副部长、市侨联主席谭德明讲话。", "谭德明", "市委统战部副部长、市侨联主席"),
        ("据青榆区商务局副局长王建国介绍,项目已签约。", "王建国", "青榆区商务局副局长"),
        ("由淮安市台湾事务办公室(台办)主任王建国主持。", "王建国", "淮安市台湾事务办公室(台办)主任"),
        ("会上,澜舟证券机械行业首席分析师王建国认为,前景看好。", "王建国", "澜舟证券机械行业首席分析师"),
        ("办案民警王建国介绍了案情。", "王建国", "办案民警"),
        ("校党委副书记王建国出席。", "王建国", "校党委副书记"),
        ("对方的安全总监王建国下午到。", "王建国", "安全总监"),
    ],
)
def test_a_title_reaches_over_nouns_and_bodies_and_ends_at_a_verb(text, name, wanted):
    assert title(text, name) == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("名单如下：\n王建国  澜舟证券执行董事\n陈思远（女）  滨海大学教授\n", "陈思远", "滨海大学教授"),
        ("第一位是陈思远,滨海区政府办公室原副主任,去年退休。", "陈思远", "滨海区政府办公室原副主任"),
        ("获奖的有陈思远(女,畲族,澜舟证券总经理)。", "陈思远", "澜舟证券总经理"),
        ("她带着滨海区商务局局长陈思远看了厂房。", "陈思远", "滨海区商务局局长"),
        ("会见澜舟工程(中国)副董事长陈思远一行。", "陈思远", "澜舟工程(中国)副董事长"),
    ],
)
def test_a_title_stands_behind_its_name_in_lists_and_asides_and_holds_no_verb(text, name, wanted):
    assert title(text, name) == wanted


@pytest.mark.parametrize("verb", ["会见", "约谈", "请来"])
def test_whoever_meets_somebody_is_no_part_of_the_title(verb):
    assert title(f"县长{verb}董事长欧阳明，谈了项目。", "欧阳明") == "董事长"


def test_words_for_anybody_are_no_title():
    assert title("村民王建国说,今年茶叶卖得好。", "王建国") is None
