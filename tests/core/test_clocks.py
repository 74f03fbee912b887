"""Silence is measured by stage, in working days where people should talk, and waits for an agreed day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.clocks import clocks
from yinli.core.dates import add_working_days

CLOCKS = clocks()
MONDAY = date(2021, 3, 1)


def colour(stage: str, since: str, today: date, agreed_on: date | None = None) -> str | None:
    found = CLOCKS.silence(stage, {since: MONDAY}, today, agreed_on)
    return found.colour if found else None


@pytest.mark.parametrize(
    ("working_days", "expected"), [(10, None), (11, "yellow"), (15, "yellow"), (16, "red")]
)
def test_a_talk_is_silent_after_ten_working_days_and_red_after_fifteen(working_days, expected) -> None:
    assert colour("negotiating", "last_contact_on", add_working_days(MONDAY, working_days)) == expected


def test_a_lead_is_dropped_after_one_working_day_and_a_weekend_is_none() -> None:
    friday = date(2021, 3, 5)
    assert CLOCKS.silence("lead", {"opened_on": friday}, date(2021, 3, 8)) is None
    assert CLOCKS.silence("lead", {"opened_on": friday}, date(2021, 3, 9)) is not None


def test_a_signed_project_is_shelved_after_thirty_days_and_one_being_built_after_sixty() -> None:
    later = MONDAY + timedelta(days=31)
    assert colour("signed", "last_fact_on", later) == "yellow"
    assert colour("started", "last_fact_on", later) is None
    assert colour("started", "last_fact_on", MONDAY + timedelta(days=61)) == "yellow"


def test_without_any_contact_the_clock_runs_from_the_day_of_the_stage() -> None:
    assert colour("contact", "stage_since_on", date(2021, 4, 30)) == "red"


def test_an_agreed_day_of_contact_is_waited_for() -> None:
    agreed = date(2021, 4, 30)
    assert colour("intent", "last_contact_on", agreed, agreed_on=agreed) is None
    assert colour("intent", "last_contact_on", add_working_days(agreed, 11), agreed_on=agreed) == "yellow"


def test_aftercare_has_its_own_clock_once_a_project_produces() -> None:
    assert colour("producing", "last_fact_on", date(2031, 1, 1)) is None


@given(st.sampled_from(sorted(CLOCKS.by_stage)), st.integers(0, 200), st.integers(0, 60))
def test_silence_never_grows_milder_with_time(stage: str, days: int, more: int) -> None:
    order = [None, "yellow", "red"]
    since = CLOCKS.by_stage[stage].since[0]
    before = colour(stage, since, MONDAY + timedelta(days=days))
    after = colour(stage, since, MONDAY + timedelta(days=days + more))
    assert order.index(after) >= order.index(before)
