"""A rule or an entry is switched off with a reason, the next reading does without it, and what that costs is said before."""

from datetime import UTC, datetime

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.base.history.queries import entries_for
from yinli.core.reading import NOTHING, Off
from yinli.desk.intake.drawing import rule_version
from yinli.desk.intake.queries import items_of
from yinli.desk.learning import actions, queries
from yinli.desk.learning.models import Switch
from yinli.desk.learning.weighing import weigh

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
RULE, ENTRY = "event.visit", "org.enterprise:公司"


@pytest.fixture
def off(cast):
    """Switch a rule or an entry off, as the bureau."""

    def run(code, seen=0):
        return actions.switch_off(code, by=cast.bureau_person, seen=seen, reason="Too often wrong", at=NOW)

    return run


def rules_in(draft):
    found = {entry["rule"] for item in items_of(draft) for entry in item.values}
    return found | {mark["rule"] for mark in draft.marks}


def test_the_next_reading_does_without_a_rule_that_is_switched_off(off, take_in, news):
    before = take_in(news)
    off(RULE)
    after = take_in(news + "\n（完）")
    assert RULE in rules_in(before) and RULE not in rules_in(after)


def test_a_draft_says_under_which_rules_it_was_read(off, take_in, news):
    before = take_in(news)
    off(RULE)
    after = take_in(news + "\n（完）")
    assert before.rule_version == rule_version(NOTHING) != after.rule_version
    assert after.rule_version == rule_version(Off(rules=frozenset({RULE})))
    assert after.rule_version != rule_version(Off(entries=frozenset({RULE})))


def test_switched_on_again_it_reads_as_before(off, cast, take_in, news):
    switch = off(RULE)
    actions.switch_on(RULE, by=cast.bureau_person, seen=switch.version, reason="Mended", at=NOW)
    draft = take_in(news)
    assert RULE in rules_in(draft) and draft.rule_version == rule_version(NOTHING)


def test_a_switch_keeps_who_when_and_why(off, cast):
    switch = off(ENTRY)
    assert queries.switched_off() == Off(entries=frozenset({ENTRY}))
    actions.switch_on(ENTRY, by=cast.bureau_person, seen=switch.version, reason="Mended", at=NOW)
    told = [(entry.action, entry.by_id, entry.note) for entry in entries_for(switch)]
    by = cast.bureau_person.pk
    assert told == [("learning.switch_on", by, "Mended"), ("learning.switch_off", by, "Too often wrong")]


def test_who_was_slower_is_told(off):
    off(RULE)
    with pytest.raises(StaleWrite):
        off(RULE)


@pytest.mark.parametrize("code", ["org.nothing", "org.brand:云岚", "event.visit:走访", ""])
def test_only_what_the_reader_uses_can_be_switched(off, code):
    with pytest.raises(actions.NoSuchRule):
        off(code)


def test_an_officer_may_look_and_not_switch(cast):
    with pytest.raises(NotAllowed):
        actions.switch_off(RULE, by=cast.north_officer, seen=0, reason="No", at=NOW)
    assert not Switch.objects.exists()


def test_before_switching_it_is_said_what_would_be_gone_and_how_right_that_was(decided, cast):
    weighed = weigh(cast.bureau_person, RULE)
    assert weighed.drafts == 1
    # The model tells of some of these visits too: those stay, and others are read anew.
    assert {change.field for change in weighed.gone} >= {"visit.city", "visit.summary"}
    assert weighed.by_verdict["right"] > 0
    assert weighed.hidden == 0 and weighed.shown == weighed.gone


def test_what_nothing_stands_on_costs_nothing(decided, cast):
    assert weigh(cast.bureau_person, "org.foreign").gone == ()


def test_weighing_what_is_off_says_what_would_come_back(decided, cast, off):
    on = weigh(cast.bureau_person, RULE)
    off(RULE)
    assert weigh(cast.bureau_person, RULE) == on


def test_values_of_documents_one_may_not_open_count_and_stay_hidden(decided, cast):
    weighed = weigh(cast.south_officer, RULE)
    assert weighed.shown == () and weighed.hidden == len(weighed.gone) > 0


def test_documents_are_weighed_as_far_as_a_person_waits(take_in, news, review, cast, monkeypatch):
    for ending in ("", "\n（完）"):
        review(take_in(news + ending))
    assert weigh(cast.bureau_person, RULE).drafts == 2
    monkeypatch.setattr("yinli.desk.learning.weighing.SIGNS", len(news) + 10)
    assert weigh(cast.bureau_person, RULE).drafts == 1
    monkeypatch.setattr("yinli.desk.learning.weighing.SIGNS", 10)
    assert weigh(cast.bureau_person, RULE).drafts == 0
