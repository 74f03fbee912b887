"""Projects that every test of the pipeline knows."""

from datetime import date

import pytest
from django.utils import translation

from yinli.desk.pipeline.actions import open_lead
from yinli.desk.pipeline.bulk_actions import open_leads
from yinli.domain.enterprises.bulk_actions import add_enterprises

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
    made: list = [None] * 60
    for half, (by, unit) in enumerate(((cast.north_officer, cast.north), (cast.south_officer, cast.south))):
        numbers = range(half, 60, 2)
        firms = add_enterprises([{"name": f"第{number}机电有限公司"} for number in numbers], by=by)
        rows = [
            {
                "name": f"项目{number:02}",
                "enterprise": firm,
                "facts": gates[number % len(gates)],
                "lead_unit": unit,
            }
            for number, firm in zip(numbers, firms, strict=True)
        ]
        made[half::2] = open_leads(rows, by=by, today=TODAY)
    return made
