"""A rule or an entry that is switched off is not used, nothing stands on what only it found, and the rest stays."""

import ast
import re
from pathlib import Path

import pytest

from yinli.core import reading
from yinli.core.periodtext import forms
from yinli.core.ratiotext import UNITS
from yinli.core.reader_rules import reader_rules
from yinli.core.reading import NOTHING, Off, entry_of, is_entry, propose, read
from yinli.core.reading.lexicons import table

SOURCE = Path(reading.__file__).parent
# Names of rules begin so; other dotted words there are keys of word lists.
RULE = re.compile(
    r"(?:org|person|date|money|metric|event|fact|industry|place|project|step|trip)\.[a-z_]+"
    r"|enterprise\.credit_code|agreement\.title|visit\.part|claim\.indicator"
)
# What begins like a rule and is a key, or a file.
LIST_KEYS = {"money.about", "money.py"}
KINDS = ("enterprise", "fund", "park", "association", "university", "institution")


def rules_in(path: Path) -> set[str]:
    words = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
    return {word for word in words if isinstance(word, str) and RULE.fullmatch(word)} - LIST_KEYS


def every_rule() -> set[str]:
    """What the code of the reader and its table of happenings can write down as a rule."""
    found = set().union(*(rules_in(path) for path in SOURCE.glob("*.py")))
    found |= {row["rule"] for row in table("events")["trigger"]}
    found |= rules_in(SOURCE.parents[1] / "desk" / "intake" / "drawing.py")
    found |= {*forms(), *(f"ratio.{unit}" for unit in UNITS)}
    return found | {f"org.{kind}" for kind in KINDS}


def used(found: reading.Reading, without: Off = NOTHING) -> set[str]:
    proposed = {value.rule for one in propose(found, without) for value in one.values if value.rule}
    return {one.rule for one in found.candidates} | proposed


def test_every_rule_of_the_reader_has_its_sentence():
    assert every_rule() - set(reader_rules()) == set()


def test_no_sentence_speaks_of_a_rule_that_is_not_there():
    assert set(reader_rules()) - every_rule() == set()


def test_every_rule_that_a_text_was_read_by_has_its_sentence(news):
    assert used(news) <= set(reader_rules())


def test_a_rule_that_is_switched_off_finds_nothing(news):
    for rule in used(news):
        off = Off(rules=frozenset({rule}))
        assert rule not in used(read(news.text, without=off), off), rule


def test_nothing_names_a_body_that_only_a_switched_off_rule_found(news):
    off = Off(rules=frozenset({"org.brand", "org.model"}))
    gone = {o.name for o in news.organisations} - {o.name for o in read(news.text, without=off).organisations}
    assert gone
    told = read(news.text, without=off)
    named = {name for e in told.events for name in (*e.actors, *e.counterparts)}
    named |= {name for p in told.projects for name in p.enterprises} | {f.subject for f in told.facts}
    assert named & gone == set()
    keys = {one.key for one in propose(told, off)}
    refs = {key for one in propose(told, off) for key in one.refs.values()}
    assert refs <= keys


def test_an_entry_that_is_switched_off_names_nobody_and_other_words_of_its_list_still_do():
    text = "招商洽谈会上，云岚药业、星野科技的负责人介绍了企业情况，双方就合作项目签约。"
    whole = {o.name: o.rule for o in read(text).organisations}
    assert whole["云岚药业"] == "org.brand"
    off = Off(entries=frozenset({"org.brand:药业"}))
    told = {o.name: o.rule for o in read(text, without=off).organisations}
    assert told.get("云岚药业") != "org.brand"
    assert told["星野科技"] == whole["星野科技"]


def test_the_same_text_under_the_same_switches_reads_the_same(news):
    off = Off(rules=frozenset({"org.brand", "event.visit"}), entries=frozenset({"industry.sector:半导体"}))
    assert read(news.text, without=off) == read(news.text, without=off)
    assert read(news.text, without=NOTHING) == news


@pytest.mark.parametrize(
    ("rule", "words", "entry"),
    [
        ("org.brand", "云岚药业", "org.brand:药业"),
        ("org.enterprise", "云岚药业股份有限公司", "org.enterprise:股份有限公司"),
        ("industry.sector", "体外诊断试剂", "industry.sector:体外诊断"),
        ("event.visit", "走访", ""),
        ("org.brand", "云岚", ""),
    ],
)
def test_a_value_rests_on_the_longest_word_of_its_rules_list(rule, words, entry):
    assert entry_of(rule, words) == entry
    assert is_entry(entry) is bool(entry)
