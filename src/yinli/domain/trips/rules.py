"""Pure decisions about trips."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass
class Leg:
    """A city on the way, with its stops in order."""

    city: str
    stops: list = field(default_factory=list)


@dataclass
class Day:
    """A day of the trip (None: not known), with its cities in order."""

    on: date | None
    legs: list[Leg] = field(default_factory=list)


def route(stops: Iterable[Any]) -> list[Day]:
    """The stops, in their order, gathered by day and city; a stop has `visit.held_on` and `visit.city`."""
    days: list[Day] = []
    for stop in stops:
        on, city = stop.visit.held_on, stop.visit.city
        if not days or days[-1].on != on:
            days.append(Day(on))
        legs = days[-1].legs
        if not legs or legs[-1].city != city:
            legs.append(Leg(city))
        legs[-1].stops.append(stop)
    return days
