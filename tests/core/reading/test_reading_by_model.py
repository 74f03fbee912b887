"""Names that only the model tells, and what the words around it may overrule."""

import pytest

from yinli.core.reading import read, tagger
from yinli.core.reading.document import Document
from yinli.core.reading.mentions import Mention
from yinli.core.reading.names_by_model import corrected

BRANDS = "近日,区委书记率队赴外地考察,先后走访了澜舟微电子集团、泰衍股份、弘曜科技等企业。"


def bodies(text: str) -> list[str]:
    return [organisation.name for organisation in read(text).organisations]


def test_the_same_text_is_read_the_same_way():
    assert tagger.tagged.__wrapped__(Document(BRANDS, None, ())) == tagger.tagged.__wrapped__(
        Document(BRANDS, None, ())
    )


def test_a_long_text_is_read_in_pieces_as_a_short_one_is(monkeypatch):
    doc = Document(BRANDS * 5, None, ())
    whole = tagger.tagged.__wrapped__(doc)
    monkeypatch.setattr(tagger, "PIECE", 37)
    pieces = tagger.tagged.__wrapped__(doc)
    assert [(one.span, one.kind) for one in pieces] == [(one.span, one.kind) for one in whole]


@pytest.mark.parametrize("text", ["", " ", "\n", "。", "\ud800", "A", "考"])
def test_next_to_nothing_has_no_names(text):
    assert tagger.tagged.__wrapped__(Document(text, None, ())) == ()


def test_traditional_script_is_read_and_the_name_stays_as_written():
    assert "弘曜科技股份有限公司" in bodies("25日,代表團與弘曜科技股份有限公司簽署投資協議。")
    assert "聯合實業股份有限公司" in bodies("25日,代表團與聯合實業股份有限公司簽署投資協議。")


def test_a_short_form_in_brackets_is_the_same_body():
    (body,) = read("25日,我区与弘曜智能装备股份有限公司(弘曜装备)签订投资协议。").organisations
    assert (body.name, body.aliases) == ("弘曜智能装备股份有限公司", ("弘曜装备",))


def test_where_the_model_is_sure_its_border_holds():
    told = [Mention(0, 9, "park", "org.park"), Mention(20, 30, "enterprise", "org.owner")]
    sure = [Mention(2, 9, "park", "org.model"), Mention(20, 30, "enterprise", "org.model")]
    assert corrected(told, sure) == [sure[0], told[1]]
