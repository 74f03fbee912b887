"""The passages written for the reader to learn from: their form, and what is made of them."""

import random

import numpy as np
import pytest

from training import looked_at, told
from training.happenings import joined, piece
from training.told import BadPassage, example, parsed, passages, swapped
from yinli.core.reading.happening_features import TYPES

VISIT = (
    "{T:区委书记}{N:高林}考察{E:新松机器人股份有限公司},{E:新松=新松机器人股份有限公司}与{G:皇姑区人民政府}签约。\n"
    "> visit @考察 : 新松机器人股份有限公司\n"
    "> signing @签约 : 新松机器人股份有限公司"
)


def test_every_passage_has_the_form_and_a_tenth_is_kept_apart():
    learned, apart = list(passages()), list(passages(apart=True))
    assert len(learned) > 1_500 and len(learned) // 12 < len(apart) < len(learned) // 7
    assert not {one.text for one in apart} & {one.text for one in learned}
    assert {h.type for one in learned for h in one.happenings} == set(TYPES)


def test_a_short_form_stands_for_its_full_name():
    one = parsed(VISIT)
    assert one.text.startswith("区委书记高林考察新松机器人股份有限公司,新松与皇姑区")
    assert one.names.count("新松机器人股份有限公司") == 2
    assert [one.text[slice(*h.span)] for h in one.happenings] == ["考察", "签约"]


def test_a_title_may_hold_a_body():
    one = parsed("{T:{E:新松=新松机器人}董事长}{N:高林}")
    assert [(one.text[a:b], label) for a, b, label in one.marks] == [
        ("新松董事长", "T"),
        ("新松", "E"),
        ("高林", "N"),
    ]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("{X:新松}来了", "no mark"),
        ("{E:新松{N:高林}}来了", "only a title"),
        ("{E:新松}来了\n> arrival @来了 : 新松", "no happening"),
        ("{E:新松}来了\n> visit @到了 : 新松", "does not stand"),
        ("{E:新松}来了\n> visit @来了 : 新松机器人", "not marked"),
    ],
)
def test_what_breaks_the_form_is_told(wrong, why):
    with pytest.raises(BadPassage, match=why):
        parsed(wrong)


def test_other_names_leave_what_is_told_as_it_was(monkeypatch):
    monkeypatch.setattr(told, "MAKERS", {"E": lambda rng: "弘曜科技", "N": lambda rng: "欧阳一鸣"})
    other = swapped(parsed(VISIT), random.Random(1))
    assert other.text == "区委书记欧阳一鸣考察弘曜科技,弘曜科技与皇姑区人民政府签约。"
    assert [other.text[slice(*h.span)] for h in other.happenings] == ["考察", "签约"]
    assert [label for *_span, label in other.marks] == [label for *_span, label in parsed(VISIT).marks]


def test_of_a_long_title_without_a_mark_nothing_is_known():
    one = example(parsed("{T:新松机器人公司董事长}{N:高林},{T:{E:新松}董事长}{N:王一},{T:市长}{N:李二}"))
    unknown = "".join(sign for sign, known in zip(one.written.text, one.known, strict=True) if not known)
    assert unknown == "新松机器人公司董事长"


def test_a_piece_says_what_each_body_took_part_in():
    made = piece(joined([parsed(VISIT), parsed("{E:澜舟科技有限公司}也在名单上。")]))
    assert made.state.shape[0] == made.seen.shape[1] == len(made.text)
    took = {
        made.text[slice(*span)]: made.parts[body] for body, span in zip(made.body, made.spans, strict=True)
    }
    both = np.zeros(len(TYPES))
    both[[TYPES.index("visit"), TYPES.index("signing")]] = 1
    assert took["新松机器人股份有限公司"].tolist() == both.tolist()
    assert not took["澜舟科技有限公司"].any()


def test_a_text_with_its_gold_becomes_a_passage():
    gold = {
        "organisations": [{"name": "澜舟科技有限公司", "kind": "enterprise", "aliases": ["澜舟科技"]}],
        "persons": [{"name": "高林", "title": "区长"}],
        "metrics": [{"surface": "12个项目"}],
        "events": [{"type": "signing", "surface": "澜舟科技签约", "counterparts": ["澜舟科技"]}],
    }
    one = looked_at.passage("区长高林见了澜舟科技有限公司。后来澜舟科技签约,共12个项目。", gold)
    assert {(one.text[a:b], label) for a, b, label in one.marks} >= {
        ("12个项目", "M"),
        ("区长", "T"),
        ("高林", "N"),
    }
    (told_,) = one.happenings
    assert one.text[slice(*told_.span)] == "签约" and told_.with_ == ("澜舟科技有限公司",)
