"""`yinli verify ledger`: whatever is done to the ledger behind the system's back is found, and which line it was."""

import json
import os
from datetime import UTC, date, datetime

import psycopg
import pytest

from yinli.base.accounts.actions import add_unit, add_user
from yinli.base.accounts.models import SYSTEM
from yinli.base.history.seals.files import place_in
from yinli.cli.ledger import check, export_head, read_heads
from yinli.domain.enterprises.actions import add_contact, add_enterprise
from yinli.domain.first_report.actions import report
from yinli.domain.projects.actions import create_project

NOW = datetime(2026, 9, 1, tzinfo=UTC)
TODAY = date(2026, 9, 1)


@pytest.fixture
def ledger(committed, tmp_path):
    """Three reports of six lines, committed, with a head kept outside; (connection as superuser, place)."""
    district = add_unit("滨江区", "district", by=SYSTEM)
    north = add_unit("北部板块", "section", district, by=SYSTEM)
    officer = add_user("north", "林晓", role="officer", unit=north, by=SYSTEM)
    for number in range(3):
        firm = add_enterprise(f"青禾第{number}半导体有限公司", by=officer)[0]
        add_contact(firm, "韩雪", by=officer, phone="13800138000")
        project = create_project(
            f"封测{number}", firm, by=officer, today=TODAY, officer=officer, next_step="首次联系",
            next_step_due_on=TODAY, reporting_unit=north,
        )  # fmt: skip
        report(project, by=officer, today=TODAY)
    place = place_in(tmp_path)
    url = os.environ.get("YINLI_TEST_ADMIN_URL") or os.environ["DATABASE_URL"]
    with psycopg.connect(url, dbname=committed, autocommit=True) as connection:
        is_superuser = "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper"
        if connection.execute(is_superuser).fetchone() is None:
            pytest.skip("the log-in of DATABASE_URL is no superuser: it cannot go behind the system's back")
        export_head(connection, place, now=NOW)
        # What nobody may do through the house, somebody with the database in hands can.
        connection.execute("ALTER TABLE first_report_ledgerentry DISABLE TRIGGER ALL")
        connection.execute("ALTER TABLE first_report_report DISABLE TRIGGER ALL")
        yield connection, place


def found(ledger):
    """What is wrong, against the heads kept outside."""
    connection, place = ledger
    kept, wrong = read_heads(place.ledger_heads, place.public_keys)
    return [*wrong, *check(connection, kept)[1]]


def test_a_ledger_as_it_was_written_is_whole(ledger):
    assert found(ledger) == []
    assert check(ledger[0], {})[0] == 6


def test_its_head_is_kept_outside_once_each_time_it_grew(ledger):
    connection, place = ledger
    export_head(connection, place, now=NOW)
    assert len(place.ledger_heads.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("done", "says"),
    [
        (
            'UPDATE first_report_ledgerentry SET content = content || \'{"what": "别的"}\' WHERE number = 3',
            "Line 3",
        ),
        ("UPDATE first_report_ledgerentry SET report_id = report_id + 1 WHERE number = 1", "Line 1"),
        ("DELETE FROM first_report_ledgerentry WHERE number = 4", "Lines 4 to 4 were removed"),
        ("DELETE FROM first_report_ledgerentry WHERE number > 4", "ends at line 4"),
        ("UPDATE first_report_report SET what = '别的' WHERE what = '封测1'", "says otherwise"),
        (
            "UPDATE first_report_report SET reported_at = reported_at - interval '1 day' WHERE what = '封测2'",
            "says otherwise",
        ),
        ("UPDATE first_report_report SET unit_id = NULL WHERE what = '封测0'", "says otherwise"),
        (
            "UPDATE first_report_report SET holds_until_on = holds_until_on + 365 WHERE what = '封测0'",
            "last day it holds was changed",
        ),
        (
            "UPDATE first_report_report SET released_on = '2026-09-01', released_reason = 'x' WHERE what = '封测0'",
            "release was changed",
        ),
    ],
)
def test_what_is_done_behind_the_systems_back_is_named(ledger, done, says):
    ledger[0].execute(done)
    assert says in found(ledger)[0]


def test_a_head_moved_to_another_line_is_not_believed(ledger):
    path = ledger[1].ledger_heads
    line = json.loads(path.read_text())
    path.write_text(json.dumps({**line, "number": 5}) + "\n")
    assert any("not signed by a known key" in one for one in found(ledger))


def test_heads_that_were_changed_outside_are_not_believed(ledger):
    place = ledger[1]
    line = json.loads(place.ledger_heads.read_text())
    place.ledger_heads.write_text(json.dumps({**line, "head": "0" * 64}) + "\n")
    assert "is not signed by a known key" in found(ledger)[0]
