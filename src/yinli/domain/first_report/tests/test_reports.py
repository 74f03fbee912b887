"""Who reported first: what makes it valid, how long it holds, how it is renewed, given up, handed on, taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.domain.enterprises.actions import add_contact
from yinli.domain.first_report import actions, queries
from yinli.domain.first_report.models import LedgerEntry, Probe, Report
from yinli.domain.first_report.rules import Line, faults
from yinli.domain.first_report.tests.conftest import NOW, TODAY, later, opened
from yinli.domain.projects.actions import add_fact, stop
from yinli.domain.projects.models import Project


def state(report, viewer, day=TODAY):
    """What it does on a day."""
    return queries.reports(viewer, day).get(pk=report.pk).state


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_without_somebody_who_can_be_reached_it_stands_in_the_ledger_and_holds_nothing(cast, bare):
    assert state(bare, cast.north_officer) == "incomplete"
    assert queries.clash(bare.enterprise, "青禾封测线", cast.south, TODAY) is None


def test_with_somebody_who_can_be_reached_it_holds_at_once(cast, held):
    assert (state(held, cast.north_officer), held.holds_until_on) == ("holding", date(2026, 11, 29))


def test_it_holds_from_the_instant_somebody_is_named(cast, bare):
    done = actions.complete(
        bare, "韩雪", by=cast.north_officer, seen=bare.version, now=later(3), phone="13800138000"
    )
    assert (done.valid_at, done.holds_from_on) == (later(3), date(2026, 9, 4))


def test_the_first_valid_report_wins_not_the_first_one_written_down(cast, bare, firm):
    theirs = actions.report(
        opened(firm, "封测厂", cast.south_officer, cast.south), by=cast.south_officer, today=TODAY
    )
    actions.complete(theirs, "韩雪", by=cast.south_officer, seen=1, now=NOW, phone="13800138000")
    with pytest.raises(actions.Clash):
        actions.complete(bare, "", by=cast.north_officer, seen=bare.version, now=later(1))
    assert state(bare, cast.north_officer) == "incomplete"


def test_another_units_project_of_the_same_investor_and_the_same_kind_clashes(cast, held):
    assert queries.clash(held.enterprise, "青禾封测二厂", cast.south, TODAY) == held
    assert queries.clash(held.enterprise, "青禾区域总部", cast.south, TODAY) is None
    assert queries.clash(held.enterprise, "青禾封测二厂", cast.north, TODAY) is None


def test_the_group_is_told_of_and_does_not_clash(cast, held):
    from yinli.domain.enterprises.actions import add_enterprise, set_parent

    daughter = add_enterprise("青禾光电有限公司", by=cast.bureau_person)[0]
    set_parent(daughter, held.enterprise, by=cast.bureau_person)
    daughter.refresh_from_db()
    assert queries.clash(daughter, "青禾封测", cast.south, TODAY) is None
    assert queries.told_of(daughter, cast.south, TODAY) == [held]


def test_it_lapses_the_day_after_its_last_one(cast, held):
    assert state(held, cast.north_officer, date(2026, 11, 29)) == "holding"
    assert state(held, cast.north_officer, date(2026, 11, 30)) == "lapsed"
    assert queries.clash(held.enterprise, "青禾封测", cast.south, date(2026, 11, 30)) is None


def test_a_project_that_is_lost_frees_it(cast, held):
    stop(held.project, "lost", "chose_elsewhere", by=cast.north_officer, seen=1)
    assert state(held, cast.north_officer) == "released"


def test_it_is_renewed_by_progress_alone_and_twice_at_most(cast, held):
    with pytest.raises(actions.NotRenewed) as refused:
        actions.renew(held, by=cast.north_officer, seen=held.version, now=later(60))
    assert refused.value.code == "no_progress"
    days = (60, 120, 180)
    for number, day in enumerate(days):
        add_fact(
            held.project,
            ("contacted", "talks_held", "mou")[number],
            later(day - 1).date(),
            by=cast.north_officer,
        )
        held = fresh(held)
        if number < 2:
            held = actions.renew(held, by=cast.north_officer, seen=held.version, now=later(day))
    assert held.holds_until_on == date(2027, 3, 29)
    with pytest.raises(actions.NotRenewed) as refused:
        actions.renew(held, by=cast.north_officer, seen=held.version, now=later(180))
    assert refused.value.code == "too_often"


def test_another_unit_neither_sees_nor_renews_it(cast, held):
    assert not queries.reports(cast.south_officer, TODAY).exists()
    with pytest.raises(NotAllowed):
        actions.renew(held, by=cast.south_officer, seen=held.version, now=later(10))


def test_given_up_it_is_free_for_others_and_says_why(cast, held):
    actions.release(held, "企业转向南京", by=cast.north_manager, seen=held.version, now=later(5))
    assert state(held, cast.north_officer) == "released"
    assert queries.clash(held.enterprise, "青禾封测", cast.south, TODAY) is None


def test_handed_to_another_unit_the_project_is_theirs_and_credit_is_shared(cast, held):
    actions.transfer(held, cast.south, "6:4", by=cast.bureau_person, seen=held.version, now=later(5))
    project = fresh(held.project)
    assert project.lead_unit == cast.south
    shares = {one.unit: one.percent for one in queries.credit_of([project])[project.pk]}
    assert shares == {cast.north: Decimal(60), cast.south: Decimal(40)}


def test_without_a_split_all_credit_is_the_lead_units(cast, held):
    assert [(one.unit, one.percent) for one in queries.credit_of([held.project])[held.project_id]] == [
        (cast.north, Decimal(100))
    ]


def test_only_the_bureau_hands_over_and_only_by_a_known_split(cast, held):
    with pytest.raises(NotAllowed):
        actions.transfer(held, cast.south, "6:4", by=cast.north_manager, seen=held.version, now=NOW)
    with pytest.raises(actions.UnknownSplit):
        actions.transfer(held, cast.south, "2:1", by=cast.bureau_person, seen=held.version, now=NOW)


def test_a_stale_page_renews_nothing(cast, held):
    with pytest.raises(StaleWrite):
        actions.renew(held, by=cast.north_officer, seen=held.version - 1, now=NOW)


def test_taken_back_with_its_project_it_stays_in_the_ledger_and_holds_nothing(cast, held):
    actions.take_back([held.project], by=cast.north_officer, now=later(1))
    gone = fresh(held)
    assert (gone.project, gone.enterprise) == (None, None)
    assert [line.content["kind"] for line in gone.entries.all()] == ["reported", "valid", "released"]
    assert gone.entries.first().content["enterprise"] == "青禾半导体有限公司"


def test_who_runs_into_a_report_they_may_not_see_is_written_down_once_a_day(cast, held):
    for days in (0, 0.5, 2):
        actions.note_probe(held, "青禾封测", by=cast.south_officer, now=later(days))
    assert [probe.by for probe in Probe.objects.all()] == [cast.south_officer, cast.south_officer]


def test_every_line_follows_the_one_before(cast, held, firm):
    actions.report(
        opened(firm, "职工公寓", cast.south_officer, cast.south), by=cast.south_officer, today=TODAY
    )
    lines = [
        Line(one.number, one.report.number, one.content, one.previous, one.head)
        for one in LedgerEntry.objects.order_by("number")
    ]
    assert len(lines) == 4
    assert list(faults(lines, {})) == []


def test_a_line_cannot_be_changed_or_removed(held):
    for change in ("UPDATE first_report_ledgerentry SET head = 'x'", "DELETE FROM first_report_ledgerentry"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert Report.objects.count() == 1
    assert Project.objects.count() == 1


def test_a_lapsed_report_is_not_renewed_over_another_units_that_holds_by_now(cast, held, firm):
    add_fact(held.project, "contacted", later(50).date(), by=cast.north_officer)
    theirs = opened(firm, "封测厂", cast.south_officer, cast.south)
    actions.report(theirs, by=cast.south_officer, today=later(95).date())
    held = fresh(held)
    with pytest.raises(actions.Clash):
        actions.renew(held, by=cast.north_officer, seen=held.version, now=later(96))


def test_a_report_given_up_is_not_completed_any_more(cast, bare):
    given = actions.release(bare, "企业转向南京", by=cast.north_manager, seen=bare.version, now=NOW)
    with pytest.raises(actions.NotRenewed):
        actions.complete(
            given, "韩雪", by=cast.north_officer, seen=given.version, now=NOW, phone="13800138000"
        )


def test_a_person_known_without_a_phone_number_is_given_it(cast, bare, firm):
    add_contact(firm, "韩雪", by=cast.north_officer)
    done = actions.complete(
        bare, "韩雪", by=cast.north_officer, seen=bare.version, now=NOW, phone="13800138000"
    )
    assert done.valid_at == NOW


def test_one_sign_tells_of_no_project():
    from yinli.domain.first_report.rules import alike

    assert alike("芯", "芯片封装测试") < 0.5
    assert alike("封测", "封装测试") == 1
