"""Two people on two real connections: the first one's transaction is open when the second one arrives."""

import threading
import time
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from yinli.base.accounts.actions import add_unit, add_user
from yinli.base.accounts.models import SYSTEM
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects.actions import create_project

MOST_SECONDS = 20
TODAY = date(2026, 9, 8)
LANGUAGES = ("zh-hans", "en")


@pytest.fixture
def people(committed):
    """Those who get in each other's way, in committed rows."""
    district = add_unit("滨江区", "district", by=SYSTEM)
    bureau = add_unit("招商局", "bureau", district, by=SYSTEM)
    north = add_unit("北部板块", "section", district, by=SYSTEM)
    south = add_unit("南部板块", "section", district, by=SYSTEM)

    def person(username, name, role, unit):
        return add_user(username, name, role=role, unit=unit, by=SYSTEM)

    return SimpleNamespace(
        north=north,
        south=south,
        boss=person("boss", "郑局长", "bureau", bureau),
        other_boss=person("other_boss", "何局长", "bureau", bureau),
        manager=person("manager", "钱主任", "manager", north),
        officer=person("officer", "林晓", "officer", north),
        colleague=person("colleague", "高远", "officer", north),
        administrator=person("admin", "管宁", "administrator", bureau),
    )


@dataclass
class Turn:
    """What one of the two does, in a thread and so on a connection of its own; `value` or `error` came of it."""

    act: Any
    value: Any = None
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def take(self) -> None:
        """Do it, and keep what came of it."""
        try:
            self.value = self.act()
        except Exception as error:
            self.error = error
        finally:
            self.done.set()


@pytest.fixture
def race(committed):
    """`race(first, second)`: `second` starts while `first` has done all but commit, and waits for it if it must."""

    def run(first, second) -> tuple[Turn, Turn]:
        one, two, go_on = Turn(first), Turn(second), threading.Event()
        threads = [in_a_thread(lambda: _holding(one, go_on)), in_a_thread(two.take)]
        threads[0].start()
        assert one.done.wait(MOST_SECONDS), "the first one never got as far as its commit"
        threads[1].start()
        until_it_waits(two)
        go_on.set()
        for thread in threads:
            thread.join(MOST_SECONDS)
            assert not thread.is_alive()
        return one, two

    return run


def in_a_thread(act) -> threading.Thread:
    """A thread with a connection of its own, not yet started."""

    def run():
        try:
            act()
        finally:
            connection.close()

    return threading.Thread(target=run, daemon=True)


def _holding(turn: Turn, go_on: threading.Event) -> None:
    with transaction.atomic():
        turn.take()
        go_on.wait(MOST_SECONDS)


def until_it_waits(turn: Turn) -> None:
    """Until the second one stands before a lock, or is through without one."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and not turn.done.is_set():
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)


def browser(user, language: str = "zh-hans") -> Client:
    """Somebody at their desk, who sees the page of an error as anybody would."""
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    client.force_login(user)
    return client


def project_of(officer, boss):
    """An open project of the officer."""
    enterprise, _ = add_enterprise("青禾半导体有限公司", by=boss)
    return create_project(
        "扩产项目",
        enterprise,
        by=boss,
        today=TODAY,
        officer=officer,
        lead_unit=officer.unit,
        next_step="约谈",
        next_step_due_on=TODAY,
    )


def stepping(people, project, language="en"):
    """What the officer sends to say what comes next."""
    client = browser(people.officer, language)
    step = {"seen": project.version, "next_step": "送合同文本", "due_on": "2099-01-01"}
    return lambda: client.post(reverse("pipeline:next_step", args=[project.number]), step)


def is_the_page_of_two(turn, status: int, language: str, *words: str) -> None:
    """The loser's page: its status, in the language asked for, with what was typed."""
    assert turn.error is None
    page = turn.value.content.decode()
    assert turn.value.status_code == status, page[-3000:]
    nothing = "Nothing was changed." if language == "en" else "这次操作没有生效，记录未变"
    assert nothing in page
    assert [one for one in words if one not in page] == []
