"""A long document is read by the worker; its page says so, and can be left."""

import pytest

from yinli.base.jobs.queue import run_waiting
from yinli.desk.intake import actions, reading_actions
from yinli.desk.intake.models import Draft
from yinli.desk.intake.queries import draft_page, items_of


@pytest.fixture(autouse=True)
def _everything_is_long(monkeypatch):
    monkeypatch.setattr(reading_actions, "AT_ONCE", 100)


def now(draft, viewer):
    return draft_page(viewer).get(pk=draft.pk)


def test_its_page_says_that_it_is_being_read_and_shows_the_records_once_it_is(draft, cast, client):
    client.force_login(cast.north_officer)
    page = client.get(f"/intake/{draft.number}/").content.decode()
    assert draft.status == "reading" and "读取中" in page and "it-group" not in page
    assert "HX-Refresh" not in client.get(f"/intake/{draft.number}/progress/").headers
    assert run_waiting() == 1
    assert client.get(f"/intake/{draft.number}/progress/").headers["HX-Refresh"] == "true"
    read = now(draft, cast.north_officer)
    assert read.status == "open" and read.title and len(items_of(read)) > 3


def test_what_the_worker_reads_is_what_would_have_been_read_at_once(draft, cast, monkeypatch, take_in, news):
    run_waiting()
    monkeypatch.setattr(reading_actions, "AT_ONCE", 100_000)
    other = take_in(news.replace("\n", "\n\n。", 1))
    known = {item.key for item in items_of(now(draft, cast.north_officer))}
    assert known == {item.key for item in items_of(other)}


def test_it_cannot_be_decided_before_it_is_read(draft, cast):
    with pytest.raises(actions.DraftClosed):
        actions.decide_all(draft, "accepted", by=cast.north_officer, seen=draft.version)


def test_of_whoever_has_no_account_any_more_nothing_is_read_and_others_can_have_it_read(draft, cast):
    cast.north_officer.is_active = False
    cast.north_officer.save()
    run_waiting()
    stopped = now(draft, cast.bureau_person)
    assert stopped.status == "discarded" and not items_of(stopped)
    again = actions.reopen(stopped, by=cast.bureau_person, seen=stopped.version)
    assert again.status == "reading"
    run_waiting()
    assert now(draft, cast.bureau_person).status == "open"


def test_a_text_on_which_the_reader_stumbles_is_put_away_and_told(draft, cast, monkeypatch):
    def stumble(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(reading_actions.drawing, "draw", stumble)
    with pytest.raises(ZeroDivisionError):
        run_waiting()
    assert now(draft, cast.north_officer).status == Draft.Status.DISCARDED


def test_what_was_read_meanwhile_is_not_read_over(draft, cast):
    run_waiting()
    read = now(draft, cast.north_officer)
    drawn = reading_actions.drawn_from(read.source, cast.north_officer)
    assert reading_actions.keep_reading(read, drawn, by=cast.north_officer).version == read.version
