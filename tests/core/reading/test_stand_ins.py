"""What stands for a body that was named before."""

from yinli.core.reading.document import Document
from yinli.core.reading.reader import scene_of
from yinli.core.reading.stand_ins import stand_ins


def stands(text: str) -> list[tuple[str, str]]:
    scene = scene_of(Document(text, None, ()))
    return [(scene.doc.text[a:b], scene.organisations[at].name) for at, (a, b) in stand_ins(scene)]


def test_somebody_stands_for_the_body_of_the_title():
    told = "4月2日，海川食品有限公司董事长周明礼来访。周明礼看了三块地。"
    assert stands(told) == [("周明礼", "海川食品有限公司")] * 2


def test_a_word_stands_for_the_body_of_its_kind_named_last():
    told = "海川食品有限公司与江南大学来访。该公司看了地，该校看了实验室，双方再谈。"
    assert stands(told) == [
        ("该公司", "海川食品有限公司"),
        ("该校", "江南大学"),
        ("双方", "江南大学"),
    ]


def test_a_number_of_firms_stands_for_so_many():
    told = "海川食品有限公司、远瞳智驾科技有限公司来访，两家企业都看了地。"
    assert {name for _word, name in stands(told)} == {"海川食品有限公司", "远瞳智驾科技有限公司"}


def test_a_longer_number_or_word_stands_for_nobody():
    assert stands("海川食品有限公司来访。十二家企业应该公司自己办，企业家来访。") == []


def test_others_that_are_not_named_stand_for_nobody():
    assert stands("海川食品有限公司来访。另有三家企业没有来。") == []
