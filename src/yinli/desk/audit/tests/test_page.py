"""The page of sealed history: who sees it, what it says, and when it warns."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from yinli.base.history import queries
from yinli.base.history.actions import action, record
from yinli.base.history.models import Seal
from yinli.desk.audit.rules import is_silent

PAGE = "/history/seals/"
NOW = timezone.now()


def seal(number=1, last=0, minutes=0) -> Seal:
    """A seal as the owner of the tables has written it; the web may only read them."""
    tables = [{"table": "history_entry", "first": 1, "last": last, "count": 7, "root": "", "columns": ["id"]}]
    return Seal(
        number=number, algorithm=1, previous="0" * 64, head=f"{number:x}" * 64, sealed_at=NOW - timedelta(minutes=minutes),
        key_id="abcdef0123456789", leaves="", tables=tables, signature="",
    )  # fmt: skip


@pytest.fixture
def shown(monkeypatch):
    """Seals that the page shows."""

    def show(*seals):
        monkeypatch.setattr(queries, "seals", lambda viewer: list(seals))

    return show


def test_only_those_who_answer_for_it_see_it(client, cast):
    for person, status in (
        (cast.auditor, 200),
        (cast.administrator, 200),
        (cast.leader, 403),
        (cast.north_officer, 403),
        (cast.agent, 403),
    ):
        client.force_login(person)
        assert client.get(PAGE).status_code == status
        assert (PAGE in client.get("/today/").content.decode()) == (status == 200)


def test_it_shows_the_last_seals_and_how_to_verify_against_paper(client, cast, shown):
    shown(seal(2), seal(1, minutes=5))
    client.force_login(cast.auditor)
    page = client.get(PAGE).content.decode()
    assert "2" * 64 in page and "abcdef0123456789" in page
    assert "yinli verify history --head 2:2222222222222222" in page
    assert 'class="alarm alarm-bad"' not in page


def test_it_warns_when_nothing_was_sealed_for_an_hour(client, cast, shown):
    shown(seal(2, minutes=61))
    client.force_login(cast.auditor)
    assert 'class="alarm alarm-bad"' in client.get(PAGE).content.decode()


def test_silence_begins_after_an_hour_and_without_any_seal():
    assert is_silent(None, NOW)
    assert not is_silent(NOW - timedelta(minutes=60), NOW)
    assert is_silent(NOW - timedelta(minutes=61), NOW)


def test_rows_since_the_last_seal_are_counted(cast):
    @action
    def do_twice(*, by):
        record(by, "unit.create", cast.north)
        record(by, "unit.create", cast.south)

    before = queries.rows_not_sealed(cast.auditor)
    do_twice(by=cast.administrator)
    assert queries.rows_not_sealed(cast.auditor) == before + 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM history_entry")
        (last,) = cursor.fetchone()
    entries = queries.counted_after({"history_entry": ("id", last - 1)})
    assert entries == 1


def test_the_count_goes_on_from_where_the_tables_stand():
    sealed = queries.standing_of([seal(1, last=5), seal(2, last=9)])
    assert sealed["history_entry"].last == 9


def test_who_may_not_see_it_is_told_of_no_rows(cast):
    assert queries.rows_not_sealed(cast.north_officer) == 0
    assert list(queries.seals(cast.north_officer)) == []
