"""The year's targets of the district."""

from decimal import Decimal

from yinli.base.accounts.models import SYSTEM
from yinli.demo.world import World
from yinli.domain.targets.actions import set_target

_TARGETS = {
    "major_5bn": 2,
    "major_1bn": 4,
    "service_200m": 4,
    "emerging_50m": 16,
    "landed_100m": 30,
    "registered_10m": 600,
    "high_skilled": 3600,
    "high_level": 550,
    "shortlisted": 60,
}


def add_targets(world: World) -> None:
    """One number an indicator for the year the demo is told in."""
    for indicator, value in _TARGETS.items():
        set_target(world.as_of.year, indicator, Decimal(value), by=SYSTEM)
