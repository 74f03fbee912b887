"""The texts the reader's model learns from: composed ones and published ones, with their marks."""

import json
import random

import pytest

from training import corpora, grammar, real_names
from training.labels import LABELS
from training.story import Story


@pytest.fixture(autouse=True)
def _a_few_real_names(monkeypatch):
    """The packages that hold real names are there only where the model is trained."""
    monkeypatch.setattr(real_names, "brands", lambda: ("澜舟", "弘曜", "泰衍"))
    monkeypatch.setattr(real_names, "listed", lambda: ("澜舟股份", "弘曜科技"))
    monkeypatch.setattr("training.firms.trades", lambda: ("精密机械", "水处理"))
    monkeypatch.setattr("training.slots.trades", lambda: ("精密机械", "水处理"))


@pytest.mark.parametrize("style", list(grammar.templates()))
def test_every_sentence_of_a_style_can_be_filled(style):
    rng = random.Random(7)
    for template in grammar.templates()[style]:
        written = grammar.fill(template, Story(rng))
        assert not set("[]{}") & set(written.text), (template, written.text)


def test_marks_lie_in_the_text_in_order_and_never_cross():
    rng = random.Random(3)
    for _ in range(400):
        written = grammar.compose(rng)
        assert all(a < b <= len(written.text) and label in LABELS for a, b, label in written.marks)
        assert all(one[1] <= two[0] for one, two in zip(written.marks, written.marks[1:], strict=False))


def test_the_same_seed_composes_the_same_texts():
    first, second = (
        [grammar.compose(rng).text for _ in range(30)] for rng in (random.Random(1), random.Random(1))
    )
    assert first == second


def test_every_label_is_composed():
    rng = random.Random(5)
    seen = {label for _ in range(200) for _a, _b, label in grammar.compose(rng).marks}
    assert seen == set(LABELS)


def test_uner_gives_bodies_their_kind_by_how_their_name_ends(tmp_path):
    rows = [
        (1, "王", "B-PER"),
        (2, "敏", "I-PER"),
        (3, "加入", "O"),
        (4, "北方", "B-ORG"),
        (5, "大学", "I-ORG"),
    ]
    file = tmp_path / "a.iob2"
    file.write_text("\n".join(f"{n}\t{word}\t{tag}\t-\t-" for n, word, tag in rows) + "\n", encoding="utf-8")
    (found,) = corpora.uner(file)
    assert found.written.text == "王敏加入北方大学" and found.written.marks == ((0, 2, "N"), (4, 8, "U"))


def test_fewfc_says_nothing_of_what_it_does_not_mark(tmp_path):
    mention = {"word": "澜舟集团", "span": [0, 4], "role": "sub-org"}
    row = {"content": "澜舟集团投资弘曜", "events": [{"type": "投资", "mentions": [mention]}]}
    file = tmp_path / "a.json"
    file.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    (found,) = corpora.fewfc(file)
    assert found.written.marks == ((0, 4, "E"),)
    assert found.known[:5] == (True,) * 5 and not all(found.known)


def test_swapped_names_keep_their_marks_and_a_name_that_comes_twice_is_swapped_alike():
    one = corpora.Example(corpora.Written("澜舟和澜舟", ((0, 2, "E"), (3, 5, "E"))))
    other = corpora.swapped(one, random.Random(2)).written
    first, second = (other.text[a:b] for a, b, _ in other.marks)
    assert first == second and other.text == f"{first}和{second}"
