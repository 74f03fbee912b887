"""Real names of firms out of two published packages, read where pip has put them; nothing of them is copied here.

companynameparser (Apache-2.0): brands and trades of registered firms. matchina (MIT): short names of listed firms, which
the reader itself knows too.
"""

import importlib.util
from functools import cache
from pathlib import Path
from random import Random

from yinli.core.reading.listed_firms import short_names


def _folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"{package} is missing: pip install --require-hashes -r requirements-train.lock")
    return Path(found.submodule_search_locations[0]) / "data"


@cache
def brands() -> tuple[str, ...]:
    """What is a firm's own in its registered name, two to four signs."""
    lines = (_folder("companynameparser") / "brand.txt").read_text(encoding="utf-8").split()
    return tuple(sorted({line for line in lines if 2 <= len(line) <= 4}))


@cache
def trades() -> tuple[str, ...]:
    """Lines of business as they stand in registered names."""
    lines = (_folder("companynameparser") / "trade.txt").read_text(encoding="utf-8").split()
    return tuple(sorted({line for line in lines if 2 <= len(line) <= 6}))


@cache
def listed() -> tuple[str, ...]:
    """Short names of firms listed in China, Hong Kong and America."""
    return short_names()


def real_brand(rng: Random) -> str:
    """Any of the brands."""
    return rng.choice(brands())


def real_short(rng: Random) -> str:
    """Any of the short names."""
    return rng.choice(listed())
