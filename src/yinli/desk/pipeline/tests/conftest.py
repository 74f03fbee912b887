"""Projects that every test of the pipeline knows."""

from datetime import date

import pytest
from django.utils import translation

from yinli.desk.pipeline.actions import open_lead

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _chinese():
    """Pages are read in Chinese; what a test before chose is forgotten."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def lead(cast):
    """A lead of the north section's officer."""
    return open_lead(
        "青禾封测", "青禾半导体有限公司", by=cast.north_officer, today=TODAY, lead_unit=cast.north, grade="A"
    )


@pytest.fixture
def sixty(cast):
    """Sixty projects of both sections over many stages."""
    gates = ({}, {"contacted": TODAY}, {"talks_held": TODAY}, {"mou": TODAY}, {"investment_agreement": TODAY})
    return [
        open_lead(
            f"项目{number:02}",
            f"第{number}机电有限公司",
            by=(cast.north_officer, cast.south_officer)[number % 2],
            today=TODAY,
            facts=gates[number % len(gates)],
            lead_unit=(cast.north, cast.south)[number % 2],
        )
        for number in range(60)
    ]
