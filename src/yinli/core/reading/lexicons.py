"""The word lists of `rules/lexicons`, each read once and only when first asked for."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "rules" / "lexicons"


@cache
def table(name: str) -> dict:
    """The TOML lexicon `name` (without its ending)."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the tab-separated lexicon `name`; lines that start with # are notes."""
    text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and line[0] != "#")


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The blank-separated list at the dotted `key` of lexicon `name`."""
    return frozenset(ordered(name, key))


@cache
def ordered(name: str, key: str) -> tuple[str, ...]:
    """As `words`, longest first: the order in which a pattern must try them."""
    value: Any = table(name)
    for step in key.split("."):
        value = value[step]
    return tuple(sorted(dict.fromkeys(value.split()), key=lambda word: (-len(word), word)))


@cache
def alternation(name: str, key: str) -> str:
    """The list as a regular expression, longest word first."""
    return "|".join(re.escape(word) for word in ordered(name, key))
