"""The lists that names are composed from, and places."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random

from yinli.core.reading.lexicons import rows

HERE = Path(__file__).parent


@cache
def lists() -> dict:
    """lists.toml, each value a tuple of words."""
    table = tomllib.loads((HERE / "lists.toml").read_text(encoding="utf-8"))
    return {
        group: {key: tuple(value.split()) for key, value in named.items()} for group, named in table.items()
    }


@cache
def areas() -> dict[str, tuple[str, ...]]:
    """Provinces, cities and counties of China by their level, as written in full."""
    found: dict[str, list[str]] = {"province": [], "city": [], "county": []}
    for row in rows("places"):
        name = row[0]
        if name[-1] in "省" or name.endswith("自治区"):
            found["province"].append(name)
        elif name[-1] in "市州盟" or name.endswith("地区"):
            found["city"].append(name)
        elif name[-1] in "区县旗" and len(name) > 1:
            found["county"].append(name)
    return {level: tuple(names) for level, names in found.items()}


def chance(rng: Random, share: float) -> bool:
    """True in `share` of the cases."""
    return rng.random() < share


def place(rng: Random, short: float = 0.5) -> str:
    """A place, without its 省, 市, 县 in `short` of the cases."""
    level = rng.choices(("province", "city", "county"), (1, 5, 4))[0]
    name = rng.choice(areas()[level])
    bare = bare_place(name)
    return bare if chance(rng, short) and len(bare) >= 2 else name


def bare_place(name: str) -> str:
    """江苏省 → 江苏; a name of two signs keeps both."""
    for end in (
        "壮族自治区",
        "回族自治区",
        "维吾尔自治区",
        "自治区",
        "地区",
        "省",
        "市",
        "区",
        "县",
        "州",
        "盟",
        "旗",
    ):
        if name.endswith(end) and len(name) - len(end) >= 2:
            return name[: -len(end)]
    return name
