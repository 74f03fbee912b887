"""Where projects come from: the cities of their enterprises, on the outlines of the country."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from math import sqrt
from pathlib import Path

from django.conf import settings
from django.db.models import Count, QuerySet, Sum

from yinli.core.geography import Outline, Spot, folder_of_the_package, outline, spot_of
from yinli.domain.projects.models import Project

# Radius of one project and of the city with most, in units of the picture.
_LEAST, _MOST = 4.0, 18.0
# So many cities at most are named on the picture itself, where there is room; all of them stand in the table.
_NAMED = 14
# Of a sign of a name, in units of the picture.
_SIGN, _LINE = 15.5, 17.0


@dataclass(frozen=True)
class Origin:
    """A city with its projects. `asked` are the spellings by which the list finds them; `spot` is None where nobody knows
    where it lies; `radius` is that of its circle."""

    city: str
    asked: tuple[str, ...]
    count: int
    planned_yuan: Decimal
    spot: Spot | None
    radius: float = 0.0
    is_named: bool = False


@cache
def folder() -> Path | None:
    """Where the outlines lie: the district's own folder, else the package's; None where there are none."""
    own = settings.YINLI_OUTLINES
    return Path(own) if own else folder_of_the_package()


def picture() -> Outline | None:
    """The outlines; None where there are none."""
    found = folder()
    return outline(found) if found else None


def origins(rows: QuerySet[Project]) -> list[Origin]:
    """The cities of these projects, those with most first; projects of enterprises without a city are told under ""."""
    told = (
        rows.order_by()
        .values("enterprise__city")
        .annotate(count=Count("pk"), yuan=Sum("planned_investment_yuan"))
    )
    merged: dict[str, Origin] = {}
    for row in told:
        city = row["enterprise__city"]
        spot = _spot(city)
        key = spot.name if spot else city
        yuan = row["yuan"] or Decimal(0)
        known = merged.get(key)
        merged[key] = Origin(
            key, (*(known.asked if known else ()), city), row["count"] + (known.count if known else 0),
            yuan + (known.planned_yuan if known else 0), spot,
        )  # fmt: skip
    ordered = sorted(merged.values(), key=lambda one: (-one.count, one.city))
    most = max((one.count for one in ordered if one.spot), default=1)
    return _with_names([_drawn(one, most) for one in ordered])


def _spot(city: str) -> Spot | None:
    found = folder()
    return spot_of(city, found) if city and found else None


def _drawn(one: Origin, most: int) -> Origin:
    radius = _LEAST + (_MOST - _LEAST) * sqrt(one.count / most) if one.spot else 0.0
    return replace(one, radius=round(radius, 1))


def _with_names(ordered: list[Origin]) -> list[Origin]:
    """Those with most are named first; a name that would lie upon another is left out."""
    taken: list[tuple[float, float, float]] = []
    found = []
    for one in ordered:
        room = _room(one) if one.spot and len(taken) < _NAMED else None
        is_named = room is not None and not any(_overlap(room, other) for other in taken)
        if room and is_named:
            taken.append(room)
        found.append(replace(one, is_named=is_named))
    return found


def _room(one: Origin) -> tuple[float, float, float]:
    """Where a name begins and ends, and the height at which it stands."""
    spot = one.spot or Spot("", 0, 0)
    begins = spot.x + one.radius + 3
    return begins, begins + _SIGN * len(one.city), spot.y


def _overlap(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < _LINE
