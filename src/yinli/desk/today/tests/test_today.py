"""Today: what needs me in order of harm, a leader's screen, and what each role must not see."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from yinli.base.ui.showing import district_zone
from yinli.desk.pipeline.actions import open_lead
from yinli.desk.today import queries, sections
from yinli.desk.today.leader import leaders_page
from yinli.desk.today.matters import departments_page
from yinli.domain.follow_ups.actions import answer, ask, send_back
from yinli.domain.projects.actions import add_fact, stop
from yinli.domain.trips.actions import add_trip


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def today():
    """The district's own day: pages read the clock, so rows are laid around it."""
    return timezone.now().astimezone(district_zone()).date()


@pytest.fixture
def busy_day(cast, today, opened):
    """Twelve projects early, late and with gaps, and follow-ups with and without a unit."""
    for number in range(12):
        lead = opened(f"第{number}项", number - 6, grade="ABC"[number % 3])
        add_fact(lead, ("contacted", "registered")[number % 2], today, by=cast.north_officer)
    for number in range(3):
        ask(f"事项{number}", by=cast.bureau_person, unit=cast.north if number else None)


@pytest.fixture
def opened(cast, today):
    """A function that opens a lead due so many days from today."""

    def lead(name, due, by=None, **values):
        by = by or cast.north_officer
        day = today + timedelta(days=due)
        values.setdefault("lead_unit", by.unit)
        step = {"next_step": "催办", "next_step_due_on": day}
        return open_lead(name, f"{name}有限公司", by=by, today=today, **step, **values)

    return lead


def late(viewer, today):
    return sections.late(viewer, queries.overdue(viewer, today, sections.SHOWN))


def titles(section):
    return [row.title for row in section.rows]


def keys(found):
    return [section.key for section in found]


def test_what_is_late_stands_first_and_grade_a_before_all(cast, today, opened):
    opened("晚一天", -1)
    opened("晚十天", -10)
    opened("甲类", -2, grade="A")
    found = sections.for_work(cast.north_officer, today)
    assert keys(found)[0] == "late"
    assert titles(found[0]) == ["甲类", "晚十天", "晚一天"]


def test_today_comes_before_follow_ups_and_those_before_the_rest_of_the_week(cast, opened):
    monday = timezone.datetime(2026, 9, 7).date()
    for name, days in (("今天到期", 0), ("周三到期", 2), ("下周到期", 9), ("过期", -1)):
        lead = opened(name, 0)
        type(lead).objects.filter(pk=lead.pk).update(next_step_due_on=monday + timedelta(days=days))
    ask("报送清单", by=cast.bureau_person, unit=cast.north)
    found = sections.for_work(cast.north_officer, monday)
    assert keys(found) == ["late", "today", "asked", "week"]
    assert titles(found[3]) == ["周三到期"]


def test_an_officer_answers_for_own_projects_and_a_manager_for_the_units(cast, today, opened):
    opened("北部的", -1)
    opened("南部的", -1, by=cast.south_officer)
    assert titles(late(cast.north_officer, today)) == ["北部的"]
    assert titles(late(cast.north_manager, today)) == ["北部的"]
    assert queries.overdue(cast.bureau_person, today, 5).count == 2


def test_a_stopped_project_is_never_late(cast, today, opened):
    lead = opened("停下的", -3)
    stop(lead, "paused", "agreed_pause", by=cast.north_officer, seen=lead.version)
    assert late(cast.north_officer, today).rows == []


def test_a_section_shows_the_first_rows_and_says_how_many_there_are(cast, today, opened):
    for number in range(9):
        opened(f"第{number}项", -1 - number)
    found = late(cast.north_officer, today)
    assert (len(found.rows), found.count) == (sections.SHOWN, 9)
    assert "overdue=on" in found.more


def test_follow_ups_without_a_unit_wait_for_whoever_can_name_one(cast, today):
    ask("对接考察企业", by=cast.bureau_person, asked_of="相关板块和部门")
    assert "nobodys" in keys(sections.for_work(cast.bureau_person, today))
    assert "nobodys" not in keys(sections.for_work(cast.north_officer, today))
    row = next(s for s in sections.for_work(cast.bureau_person, today) if s.key == "nobodys").rows[0]
    assert "相关板块和部门" in row.note


def test_a_project_further_on_than_its_papers_is_a_gap(cast, today, opened):
    lead = opened("先落户", 3)
    add_fact(lead, "registered", today, by=cast.north_officer)
    gaps = sections.gaps(cast.north_officer)
    assert titles(gaps) == ["先落户"]
    assert "联审通过" in gaps.rows[0].note


def test_what_moved_is_told_once_a_project_with_its_last_step(cast, today, opened):
    lead = opened("动了两次", 3)
    for kind in ("contacted", "talks_held"):
        add_fact(lead, kind, today, by=cast.north_officer)
    moved = sections.moved(cast.north_officer, today)
    assert [row.note for row in moved.rows] == ["对接 → 在谈"]


def test_a_leader_sees_what_turned_red_with_whose_word_is_due(client, cast, today, opened):
    opened("红了", -4, grade="A", leader=cast.leader)
    ask("对接考察企业", by=cast.bureau_person)
    add_trip("深圳考察", by=cast.bureau_person, starts_on=today, ends_on=today, cities=["深圳"])
    page = leaders_page(cast.leader, today)
    assert titles(page.late) == ["红了"]
    assert page.late.rows[0].whose == "林晓 · 北部板块"
    assert (page.mine.title, titles(page.mine)) == ("我挂钩的A类项目", ["红了"])
    assert titles(page.trips) == ["深圳考察"]
    client.force_login(cast.leader)
    shown = client.get("/today/").content.decode().split('class="panel"', 1)[1]
    assert shown.index("逾期未办") < shown.index("待定单位的交办") < shown.index("我挂钩的A类项目")


def test_a_leader_without_projects_of_the_own_sees_the_districts(cast, today, opened):
    opened("全区的", 5, grade="A")
    assert leaders_page(cast.leader, today).mine.title == "全区A类项目"


def test_the_leaders_figures_stand_beside_their_targets(client, cast, today):
    from yinli.core.counting import indicators
    from yinli.desk.scoreboard.queries import shown
    from yinli.domain.targets.actions import set_target

    code = shown(indicators())[0].code
    set_target(today.year, code, 10, by=cast.bureau_person)
    assert [figure.indicator.code for figure in leaders_page(cast.leader, today).figures] == [code]
    client.force_login(cast.leader)
    assert "今年成效" in client.get("/today/").content.decode()


def test_a_confidential_project_stays_out_of_everybodys_day(cast, today, opened):
    opened("保密项目", -1, grade="A", confidential=True)
    assert titles(leaders_page(cast.leader, today).late) == []
    assert titles(late(cast.north_officer, today)) == ["保密项目"]


def test_an_empty_day_says_what_to_do_first(client, cast):
    client.force_login(cast.north_officer)
    assert "粘贴一篇新闻试试" in client.get("/today/").content.decode()


def test_an_administrator_sees_no_business(client, cast, opened):
    opened("业务", -1)
    client.force_login(cast.administrator)
    page = client.get("/today/").content.decode()
    assert "业务有限公司" not in page
    assert "可登录人员" in page


def test_an_auditor_reads_what_is_late_and_is_offered_nothing_to_write(client, cast, opened):
    opened("逾期项目", -1)
    client.force_login(cast.auditor)
    page = client.get("/today/").content.decode()
    assert "逾期项目" in page
    assert "/projects/new/" not in page


def test_a_department_sees_what_it_owes_the_late_first_and_what_was_sent_back(client, cast, today):
    def asked(text, days):
        day = today + timedelta(days=days)
        return ask(text, by=cast.bureau_person, unit=cast.department, due_on=day)

    asked("过期事项", -2)
    returned = answer(asked("退回事项", 3), "已办", by=cast.department_officer, seen=1)
    send_back(returned, "缺附件", by=cast.bureau_person, seen=returned.version)
    answer(asked("已答事项", 1), "已办", by=cast.department_officer, seen=1)
    page = departments_page(cast.department_officer, today)
    assert [titles(section) for section in page.open_sections] == [["过期事项"], ["退回事项"]]
    assert [row.mark for row in page.asked.rows] == ["退回"]
    assert titles(page.answered) == ["已答事项"]
    client.force_login(cast.department_officer)
    assert "过期事项" in client.get("/today/").content.decode()


ROLES = ["leader", "bureau_person", "north_manager", "north_officer", "talent_officer", "agent", "auditor"]


@pytest.mark.parametrize("role", [*ROLES, "department_officer", "administrator"])
def test_everybodys_day_is_read_in_few_queries(client, cast, busy_day, role, django_assert_max_num_queries):
    client.force_login(getattr(cast, role))
    with django_assert_max_num_queries(17):
        assert client.get("/today/").status_code == 200


def test_a_long_list_of_what_is_late_says_that_there_are_more_than_were_counted(
    client, cast, busy_day, today, monkeypatch
):
    monkeypatch.setattr(queries, "COUNTED_TO", 2)
    assert late(cast.bureau_person, today).said == "2+"
    client.force_login(cast.bureau_person)
    assert "2+" in client.get("/today/").content.decode()


def test_what_is_counted_to_the_end_is_said_as_it_is(cast, busy_day, today):
    assert late(cast.bureau_person, today).said == 6
