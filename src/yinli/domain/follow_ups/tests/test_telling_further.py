"""A follow-up that nobody answers is told further up, once a step and day due, and only to those who may see it."""

from datetime import date, timedelta

import pytest

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.queries import entries_for
from yinli.base.notices.models import Notice
from yinli.core.ruletable import RULES_ENV, RuleError, load
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.follow_ups import actions
from yinli.domain.follow_ups.escalation_actions import tell_all
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.follow_ups.rules import read_clocks
from yinli.domain.projects.actions import create_project, protect

# A Friday; the Monday after is one working day on, the Friday after that five.
DUE = date(2026, 9, 4)
MONDAY, FRIDAY = date(2026, 9, 7), date(2026, 9, 11)


@pytest.fixture
def asked(cast):
    """A matter that the bureau handed to the north section."""
    return actions.ask("报送用电需求", by=cast.bureau_person, unit=cast.north, due_on=DUE)


def told(person):
    """Days that each notice of an overdue follow-up names, to one person."""
    return [
        one.values["days"]
        for one in Notice.objects.filter(to=person, kind="follow_up.overdue").order_by("pk")
    ]


def test_whoever_answers_for_the_unit_is_told_on_the_first_working_day_after(cast, asked):
    assert tell_all(by=SYSTEM, today=DUE + timedelta(days=1)) == 0
    assert tell_all(by=SYSTEM, today=MONDAY) == 1
    assert (told(cast.north_manager), told(cast.bureau_person)) == ([3], [])


def test_asked_again_the_same_day_nobody_is_told_twice(cast, asked):
    tell_all(by=SYSTEM, today=MONDAY)
    assert tell_all(by=SYSTEM, today=MONDAY) == 0
    assert tell_all(by=SYSTEM, today=MONDAY + timedelta(days=1)) == 0


def test_after_five_working_days_whoever_asked_is_told(cast, asked):
    tell_all(by=SYSTEM, today=MONDAY)
    assert tell_all(by=SYSTEM, today=FRIDAY) == 1
    assert (told(cast.north_manager), told(cast.bureau_person)) == ([3], [7])


def test_after_weeks_without_asking_everybody_is_told_once(cast, asked):
    assert tell_all(by=SYSTEM, today=date(2026, 10, 20)) == 1
    assert (told(cast.north_manager), told(cast.bureau_person)) == ([46], [46])
    assert tell_all(by=SYSTEM, today=date(2026, 10, 21)) == 0


def test_a_leaders_instruction_is_told_to_the_leader_at_once(cast):
    actions.ask("三日内答复", by=cast.leader, unit=cast.north, due_on=DUE, kind="instruction")
    tell_all(by=SYSTEM, today=MONDAY)
    assert told(cast.leader) == [3]


def test_an_answer_cures_it(cast, asked):
    actions.answer(asked, "已报送", by=cast.north_officer, seen=asked.version)
    assert tell_all(by=SYSTEM, today=FRIDAY) == 0


def test_another_day_begins_anew(cast, asked):
    tell_all(by=SYSTEM, today=MONDAY)
    asked.refresh_from_db()
    actions.assign(asked, cast.north, FRIDAY, by=cast.bureau_person, seen=asked.version)
    assert tell_all(by=SYSTEM, today=FRIDAY) == 0
    assert tell_all(by=SYSTEM, today=date(2026, 9, 14)) == 1
    assert told(cast.north_manager) == [3, 3]


def test_without_a_unit_or_a_day_nobody_is_late(cast):
    actions.ask("待定", by=cast.bureau_person, due_on=DUE)
    actions.ask("不限期", by=cast.bureau_person, unit=cast.north)
    assert tell_all(by=SYSTEM, today=FRIDAY) == 0


def test_of_a_confidential_project_only_those_named_are_told(cast):
    firm = add_enterprise("青禾半导体有限公司", by=SYSTEM)[0]
    project = create_project(
        "青禾封测", firm, by=SYSTEM, today=DUE, officer=cast.north_officer, next_step="首次联系", next_step_due_on=DUE,
        leader=cast.leader,
    )  # fmt: skip
    actions.ask("核实用地", by=cast.bureau_person, unit=cast.department, due_on=DUE, project=project)
    protect(project, [], by=SYSTEM, seen=project.version)
    tell_all(by=SYSTEM, today=FRIDAY)
    # The unit it was handed to sees the question; the leader is the project's own; who asked is not named on it.
    assert (told(cast.department_officer), told(cast.leader)) == ([7], [7])


def test_history_says_who_was_told(cast, asked):
    tell_all(by=SYSTEM, today=MONDAY)
    entry = entries_for(asked).filter(action="follow_up.escalate").get()
    assert (entry.after["told"], entry.by_id) == (cast.north_manager.name, None)
    assert FollowUp.objects.get().told_on == MONDAY


def test_nobody_but_the_house_itself_tells(cast, asked):
    with pytest.raises(NotAllowed):
        tell_all(by=cast.bureau_person, today=FRIDAY)


def test_its_page_and_the_list_say_so(cast, asked, client):
    tell_all(by=SYSTEM, today=FRIDAY)
    client.force_login(cast.bureau_person)
    assert "逾期未答复" in client.get(f"/follow-ups/{asked.number}/").content.decode()
    assert asked.text in client.get("/follow-ups/?show=told").content.decode()


def test_many_are_found_in_two_questions_and_told_each_once(cast, django_assert_max_num_queries):
    from yinli.domain.follow_ups.escalation_actions import due_for_telling

    for number in range(30):
        actions.ask(f"事项{number}", by=cast.bureau_person, unit=cast.north, due_on=DUE)
    with django_assert_max_num_queries(1):
        assert len(due_for_telling(FRIDAY)) == 30
    assert tell_all(by=SYSTEM, today=FRIDAY) == 30
    assert len(told(cast.north_manager)) == 30


@pytest.mark.parametrize("wrong", ["unit_after = 0", "leader_after = 0", "unit_after = 9"])
def test_clocks_that_cannot_be_are_refused(tmp_path, monkeypatch, wrong):
    (tmp_path / "clocks.toml").write_text(f"[follow_ups.task]\n{wrong}\n", encoding="utf-8")
    monkeypatch.setenv(RULES_ENV, str(tmp_path))
    with pytest.raises(RuleError):
        read_clocks(load("clocks"))
