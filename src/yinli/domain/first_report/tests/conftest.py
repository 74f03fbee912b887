"""A report that every test of the ledger knows, and instants to act at."""

from datetime import UTC, date, datetime, timedelta

import pytest

from yinli.domain.enterprises.actions import add_contact, add_enterprise
from yinli.domain.first_report import actions
from yinli.domain.projects.actions import create_project

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)


def later(days):
    """An instant some days on."""
    return NOW + timedelta(days=days)


def opened(enterprise, name, by, unit):
    """A project, as a lead opens it."""
    return create_project(
        name, enterprise, by=by, today=TODAY, officer=by, next_step="首次联系", next_step_due_on=TODAY,
        reporting_unit=unit, lead_unit=unit,
    )  # fmt: skip


@pytest.fixture
def firm(cast):
    """An enterprise nobody of which is known yet."""
    return add_enterprise("青禾半导体有限公司", by=cast.north_officer)[0]


@pytest.fixture
def bare(cast, firm):
    """The north's report of it: nobody there can be reached."""
    project = opened(firm, "青禾封测", cast.north_officer, cast.north)
    return actions.report(project, by=cast.north_officer, today=TODAY)


@pytest.fixture
def held(cast, firm):
    """The north's report, which holds."""
    add_contact(firm, "韩雪", by=cast.north_officer, phone="13800138000")
    project = opened(firm, "青禾封测", cast.north_officer, cast.north)
    return actions.report(project, by=cast.north_officer, today=TODAY)
