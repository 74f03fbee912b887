"""A channel of each kind that tests know, and a project that came by the agent's."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from types import SimpleNamespace

import pytest

from yinli.base.accounts.actions import add_unit, add_user
from yinli.base.accounts.models import SYSTEM
from yinli.base.sources.actions import keep_paper
from yinli.core.workflow import stages
from yinli.domain.channels.actions import add_channel
from yinli.domain.channels.attribution_actions import attribute_new
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects import actions as projects
from yinli.domain.projects import paper_actions

TODAY = date(2026, 9, 1)
PHOTO = b"\xff\xd8\xff\xe0" + b"a paper on a wall" * 4
_numbers = count()


def opened(name, by, unit, firm="青禾半导体有限公司"):
    """A project as a lead opens it; it comes by the channel of its unit."""
    enterprise, _ = add_enterprise(firm, by=SYSTEM)
    project = projects.create_project(
        name, enterprise, by=by, today=TODAY, officer=by, next_step="首次联系", next_step_due_on=TODAY,
        reporting_unit=unit,
    )  # fmt: skip
    attribute_new(project, by=by, today=TODAY)
    return project


def verified(project, kind, on, cast):
    """A dated fact of a project with its papers, seen by the bureau."""
    fact = projects.add_fact(project, kind, on, by=SYSTEM)
    for paper in stages().papers_of(kind):
        paper_actions.attach_paper(fact, paper, _paper(cast), by=SYSTEM)
    project.refresh_from_db()
    paper_actions.verify_fact(fact, by=cast.bureau_person, seen=project.version)
    project.refresh_from_db()
    return fact


def _paper(cast):
    return keep_paper(PHOTO + str(next(_numbers)).encode(), "证明.jpg", by=cast.bureau_person)


@pytest.fixture
def second(cast):
    """Another person of the bureau."""
    return add_user("second", "沈安", role="bureau", unit=cast.bureau, by=SYSTEM)


@pytest.fixture
def agency(cast):
    """The agent's channel: under contract, its declaration given."""
    return add_channel(
        "远帆委托", "agent", cast.agency, by=cast.bureau_person, contract_from_on=date(2026, 1, 1),
        contract_until_on=date(2027, 12, 31), declared_on=date(2026, 1, 1),
    )  # fmt: skip


@pytest.fixture
def enclave(cast):
    """An enclave in another city, with its own unit and officer, without an end to its contract."""
    unit = add_unit("上海飞地", "enclave", cast.bureau, by=SYSTEM)
    officer = add_user("enclave", "陆远", role="officer", unit=unit, by=SYSTEM)
    channel = add_channel(
        "上海科创飞地",
        "enclave",
        unit,
        by=cast.bureau_person,
        head=officer,
        contract_from_on=date(2025, 1, 1),
    )
    return SimpleNamespace(channel=channel, unit=unit, officer=officer)


@pytest.fixture
def landed(cast, agency):
    """A project of the agent's that landed, with capital paid in: 80 million yuan, all of it verified."""
    project = opened("青禾封测", cast.agent, cast.agency)
    projects.edit_project(project, by=SYSTEM, seen=project.version, lead_unit=cast.north)
    project.refresh_from_db()
    projects.state_amount(project, "paid_in", Decimal(80_000_000), by=SYSTEM, today=TODAY)
    for kind in ("registered", "capital_paid_in"):
        verified(project, kind, TODAY + timedelta(days=10), cast)
    return project
