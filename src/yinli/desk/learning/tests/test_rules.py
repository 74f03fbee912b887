"""What a decision says of each value: right, corrected, wrong, or missed; each value once."""

import pytest

from yinli.desk.learning.rules import became, given

NAME = {"field": "name", "value": "云岚药业", "spans": [[0, 4]], "rule": "org.brand"}
CITY = {"field": "city", "value": "杭州", "spans": [], "rule": "event.visit"}
ALIASES = {"field": "aliases", "value": ["云岚", "云岚集团"], "spans": [], "rule": "org.brand"}


def said(values, edits=None, is_rejected=False, fields=("name", "city", "aliases")):
    found = given("enterprise", values, edits or {}, is_rejected, fields)
    return [(one.field.removeprefix("enterprise."), one.place, one.verdict) for one in found]


def test_what_is_left_as_it_was_read_is_right():
    assert said([NAME, CITY]) == [("name", 0, "right"), ("city", 0, "right")]


def test_another_value_in_its_place_is_a_correction_and_an_empty_one_says_it_was_wrong():
    assert said([CITY], {"city": "宁波"}) == [("city", 0, "corrected")]
    assert said([CITY], {"city": None}) == [("city", 0, "wrong")]


def test_what_was_typed_where_nothing_was_read_was_missed():
    assert said([NAME], {"city": "宁波"}) == [("name", 0, "right"), ("city", 0, "missed")]


def test_every_value_of_a_rejected_record_is_wrong_and_nothing_was_missed():
    assert said([NAME, CITY], {"aliases": ["云岚"]}, is_rejected=True) == [
        ("name", 0, "wrong"),
        ("city", 0, "wrong"),
    ]


@pytest.mark.parametrize(
    ("edited", "verdicts"),
    [
        (["云岚"], ["right", "wrong"]),
        (["云岚", "云岚控股"], ["right", "corrected"]),
        (["云岚", "云岚集团", "云岚控股"], ["right", "right", "missed"]),
        (["云岚控股", "云岚系", "岚"], ["corrected", "corrected", "missed"]),
        ([], ["wrong", "wrong"]),
    ],
)
def test_the_values_of_a_list_are_judged_one_by_one(edited, verdicts):
    assert [verdict for _f, _p, verdict in said([ALIASES], {"aliases": edited})] == verdicts


def test_a_choice_left_open_by_the_reader_is_missed_only_once_somebody_makes_it():
    kind = {"field": "kind", "value": "unknown", "spans": [], "rule": "event.signing"}
    assert said([kind], fields=("kind",)) == []
    assert said([kind], {"kind": "investment"}, fields=("kind",)) == [("kind", 0, "missed")]


def test_what_no_rule_proposed_is_not_judged():
    title = {"field": "title", "value": "某某协议", "spans": [], "rule": ""}
    assert said([title], fields=("title",)) == []
    assert said([title], {"title": "投资协议"}, fields=("title",)) == []


def test_a_name_is_known_by_a_word_of_its_rules_list():
    (name,) = given("enterprise", [NAME], {}, False, ["name"])
    assert (name.rule, name.entry) == ("org.brand", "org.brand:药业")


def test_each_row_finds_its_words_again():
    edits = {"aliases": ["云岚", "云岚控股", "云岚系"], "city": "宁波"}
    assert became([ALIASES], edits, "aliases", 0) == ("云岚", "")
    assert became([ALIASES], edits, "aliases", 1) == ("云岚集团", "云岚控股")
    assert became([ALIASES], edits, "aliases", 3) == ("", "云岚系")
    assert became([], edits, "city", 0) == ("", "宁波")
    assert became([], {}, "city", 0) == ("", "")
