"""Every action on projects in any order, two people at once on two real connections: nothing ever drops.

A state machine of hypothesis picks what two people do to a project, often the same one, often from a stale page. Both act
at the same time. After each step the database itself is asked: every active project has an officer, a next step and its
day; every version of every project stands in its audit; the ledger of first reports is whole.
"""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from yinli.base.accounts.actions import add_unit, add_user
from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.open_accounts import AccountClosed
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import StaleWrite
from yinli.base.sources.sheet_actions import keep_sheet
from yinli.core.workflow import STAGES, MoveRefused
from yinli.desk.ledgers import actions as ledgers
from yinli.desk.ledgers.actions import Ticked
from yinli.desk.ledgers.models import LedgerReturn
from yinli.desk.pipeline import bulk_edit_actions
from yinli.desk.pipeline.actions import AlreadyReported, open_lead
from yinli.desk.pipeline.models import BulkEdit
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.first_report.actions import Clash
from yinli.domain.first_report.models import LedgerEntry
from yinli.domain.first_report.rules import Line, faults
from yinli.domain.projects import actions, merge_actions, plan_actions
from yinli.domain.projects.models import Project, Regrouping
from yinli.domain.projects.queries import projects

TODAY = date(2026, 9, 8)
# What the house answers instead of acting: all of it is meant for people.
REFUSALS = (
    NotAllowed, StaleWrite, MoveRefused, merge_actions.RegroupingRefused, actions.NextStepMissing, AlreadyReported, Clash,
    bulk_edit_actions.NothingToUndo, ledgers.ReturnClosed, AccountClosed,
)  # fmt: skip
FACTS = sorted(STAGES.facts)
WAYS = (
    "next", "fact", "advance", "back", "withdraw", "stop", "resume", "amount", "protect", "open_up", "plan", "tick",
    "hand_over", "unname", "merge", "split", "undo", "many", "many_back", "ledger", "ledger_back", "open",
)  # fmt: skip
WHAT = st.tuples(st.sampled_from(WAYS), st.integers(0, 10**6), st.booleans())
STEPS, EXAMPLES = 60, 12


class People:
    """Who acts, and what there is to act on: in committed rows, kept for all examples of a run."""

    def __init__(self):
        district = add_unit("滨江区", "district", by=SYSTEM)
        bureau = add_unit("招商局", "bureau", district, by=SYSTEM)
        self.north = add_unit("北部板块", "section", district, by=SYSTEM)
        self.all = [
            add_user("boss", "郑局长", role="bureau", unit=bureau, by=SYSTEM),
            add_user("manager", "钱主任", role="manager", unit=self.north, by=SYSTEM),
            add_user("officer", "林晓", role="officer", unit=self.north, by=SYSTEM),
            add_user("colleague", "高远", role="officer", unit=self.north, by=SYSTEM),
        ]
        self.firms = [add_enterprise(f"青禾第{n}半导体有限公司", by=SYSTEM)[0] for n in range(2)]
        self.refused = self.done = self.opened = 0


class EveryOrder(RuleBasedStateMachine):
    """Two people act at once; `people` is set by the test."""

    people: People

    @rule(
        one=WHAT,
        other=WHAT,
        whom=st.tuples(st.integers(0, 3), st.integers(0, 3)),
        which=st.integers(0, 10**6),
    )
    def both_act(self, one, other, whom, which):
        """One on one connection, one on another, mostly on the same project."""
        errors: list[BaseException] = []
        threads = [
            threading.Thread(target=self.act, args=(what, self.people.all[who], which, errors))
            for what, who in ((one, whom[0]), (other, whom[1]))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive(), f"{one} and {other} wait for each other"
        assert errors == []

    def act(self, what, by, which, errors):
        """One person's turn, on the connection of its own thread."""
        way, number, stale = what
        try:
            with viewing_as(SYSTEM):
                keys = list(Project.objects.order_by("pk").values_list("pk", flat=True))
                project = (
                    Project.objects.select_related("enterprise").get(pk=keys[which % len(keys)])
                    if keys
                    else None
                )
            if project is None or way == "open":
                self.open(by, number)
            else:
                self.do(way, project, by, number, max(1, project.version - stale))
            self.people.done += 1
        except REFUSALS:
            self.people.refused += 1
        except BaseException as broken:
            errors.append(broken)
        finally:
            connections.close_all()

    def open(self, by, number):
        """A lead."""
        self.people.opened += 1
        name = f"项目{self.people.opened}-{number}"
        open_lead(name, self.people.firms[number % 2], by=by, today=TODAY, lead_unit=self.people.north)

    def do(self, way, project, by, number, seen):
        """One action, chosen by its name."""
        frame = {"by": by, "seen": seen}
        kind, day = FACTS[number % len(FACTS)], TODAY - timedelta(days=number % 400)
        {
            "next": lambda: actions.set_next_step(project, f"第{number}步", day, **frame),
            "fact": lambda: actions.add_fact(project, kind, day, by=by),
            "advance": lambda: actions.advance(
                project, self.stage(number), today=TODAY, facts={kind: day}, **frame
            ),
            "back": lambda: actions.move_back(
                project, self.stage(number), "fact_mistaken", today=TODAY, **frame
            ),
            "withdraw": lambda: actions.withdraw_fact(project, kind, "fact_mistaken", today=TODAY, **frame),
            "stop": lambda: actions.stop(project, *STOPS[number % 3], **frame),
            "resume": lambda: actions.resume(project, "再联系", TODAY, **frame),
            "amount": lambda: actions.state_amount(
                project, "planned_investment", Decimal(number), by=by, today=TODAY
            ),
            "protect": lambda: actions.protect(project, [by], **frame),
            "open_up": lambda: actions.open_up(project, **frame),
            "plan": lambda: plan_actions.plan(project, {kind: day if number % 3 else None}, **frame),
            "tick": lambda: plan_actions.tick(
                project, "needs_listed", by=by, today=TODAY, done=bool(number % 2)
            ),
            "hand_over": lambda: actions.edit_project(project, officer=self.people.all[number % 4], **frame),
            "unname": lambda: actions.edit_project(project, officer=None, next_step="", **frame),
            "merge": lambda: self.merge(project, by, number, seen),
            "split": lambda: self.split(project, by, number, seen),
            "undo": lambda: self.undo(by, number),
            "many": lambda: self.many(by, number, seen),
            "many_back": lambda: self.many_back(by),
            "ledger": lambda: self.ledger(by, number),
            "ledger_back": lambda: self.ledger_back(by),
        }[way]()

    def stage(self, number):
        """A stage of the industry's."""
        return STAGES.order("industry")[number % 11]

    def merge(self, project, by, number, seen):
        """Into another one."""
        with viewing_as(SYSTEM):
            others = list(Project.objects.exclude(pk=project.pk).select_related("enterprise").order_by("pk"))
        if others:
            other = others[number % len(others)]
            merge_actions.merge(project, other, by=by, seen=(seen, other.version), today=TODAY)

    def split(self, project, by, number, seen):
        """With half of what names it."""
        with viewing_as(SYSTEM):
            rows = merge_actions.naming_project(project)[number % 2 :: 2]
        merge_actions.split(project, merge_actions.Part(f"拆{number}", rows), by=by, seen=seen, today=TODAY)

    def undo(self, by, number):
        """Some merger or split."""
        with viewing_as(SYSTEM):
            found = list(Regrouping.objects.order_by("pk"))
        if found:
            one = found[number % len(found)]
            merge_actions.undo(one, by=by, seen=one.version, today=TODAY)

    def many(self, by, number, seen):
        """One field of every second project, from a page that may be stale."""
        with viewing_as(SYSTEM):
            rows = list(Project.objects.order_by("pk").values_list("pk", "version"))[number % 2 :: 2]
        field, value = (
            ("grade", "A"),
            ("officer", self.people.all[number % 4]),
            ("next_step_due_on", TODAY),
        )[number % 3]
        versions = {key: min(seen, version) if number % 5 == 0 else version for key, version in rows}
        bulk_edit_actions.edit_many(versions, field, value, by=by, today=TODAY)

    def many_back(self, by):
        """The last change of many that they made."""
        with viewing_as(SYSTEM):
            found = BulkEdit.objects.filter(made_by=by, undone_at=None).last()
        if found:
            bulk_edit_actions.undo(found, by=by, seen=found.version, now=timezone.now(), today=TODAY)

    def ledger(self, by, number):
        """A ledger of all they see goes out, comes back with another next step in each row, and is taken over."""
        with viewing_as(by):
            rows = list(projects(by).order_by("pk"))
        ledger = ledgers.hand_out(rows, f"台账{number}", by=by)
        lines = [f"{one.number},第{number}项,2026-10-0{number % 9 + 1}" for one in rows]
        data = "\n".join([f"项目编号 {ledger.number},下一步,下一步期限", *lines]).encode()
        back = ledgers.bring_back(keep_sheet(data, "back.csv", by=by), by=by)
        if back and back.status == "open":
            ticked = Ticked(
                {one.pk: {"next_step", "next_step_due_on"} for one in rows},
                {one.pk: one.version for one in rows},
            )
            ledgers.accept(back, ticked, by=by, seen=back.version, today=TODAY)

    def ledger_back(self, by):
        """The last one they took over."""
        with viewing_as(SYSTEM):
            found = LedgerReturn.objects.filter(sender=by, status="taken").first()
        if found:
            ledgers.undo(found, by=by, seen=found.version, today=TODAY)

    @invariant()
    def nothing_drops(self):
        """No active project stands without officer, next step and day, whoever did what."""
        bare = """SELECT count(*) FROM projects_project WHERE status = 'active'
            AND (officer_id IS NULL OR next_step = '' OR next_step_due_on IS NULL)"""
        assert asked(bare) == 0

    @invariant()
    def no_history_is_lost(self):
        """Every version that a project has had stands in its audit, and every merged one leads to another."""
        lost = """SELECT count(*) FROM projects_project p WHERE p.version <>
            (SELECT count(DISTINCT e.version) FROM projects_projectevent e WHERE e.pgh_obj_id = p.id)"""
        assert asked(lost) == 0
        assert (
            asked(
                "SELECT count(*) FROM projects_project WHERE merged_into_id IS NOT NULL AND status <> 'withdrawn'"
            )
            == 0
        )
        with viewing_as(SYSTEM):
            lines = [
                Line(one.number, one.report.number, one.content, one.previous, one.head)
                for one in LedgerEntry.objects.select_related("report").order_by("number")
            ]
        assert list(faults(lines, {})) == []

    @invariant()
    def stages_follow_facts(self):
        """A project that moves stands where its facts in force carry it."""
        with viewing_as(SYSTEM):
            for project in Project.objects.filter(merged_into=None).prefetch_related("facts"):
                held = {fact.kind for fact in project.facts.all() if fact.withdrawn_on is None}
                assert project.stage == STAGES.furthest(project.track, held), project


STOPS = (("paused", "agreed_pause"), ("lost", "no_reply"), ("withdrawn", "duplicate"))


def asked(query):
    """One number, asked as the house's own jobs ask."""
    with viewing_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def runs(people, steps, examples):
    """The machine, so many examples of so many steps of two actions each."""
    machine = type("Machine", (EveryOrder,), {"people": people})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_order_of_actions_leaves_a_project_without_owner_or_next_step(committed):
    people = People()
    runs(people, steps=20, examples=2)
    assert people.done > 10
    assert people.refused > 0


@pytest.mark.deep
def test_thousands_of_steps_in_any_order_leave_nothing_behind(committed):
    people = People()
    runs(people, steps=STEPS, examples=EXAMPLES)
    assert people.done + people.refused >= 1000
    with viewing_as(SYSTEM):
        # Each of the ways that go through many projects was gone, and gone back.
        assert BulkEdit.objects.exclude(undone_at=None).exists()
        assert LedgerReturn.objects.filter(status="undone").exclude(changes=[]).exists()
