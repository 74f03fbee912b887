"""The whole rulebook: load one table of it, or check all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yinli.core import (
    amount_doubts,
    dates,
    indicatorfile,
    permissions_table,
    personal_rules,
    placenames,
    reader_rules,
    stagefile,
)
from yinli.core.ruletable import RULES_ENV, RuleError, Table, built_in_names, districts_folder, load

__all__ = [
    "LOADERS", "RULES_ENV", "RuleError", "Table", "built_in_names", "check_all", "load",
]  # fmt: skip

Loader = Callable[[Table], object]

# Each rulebook that core executes, by the loader that does.
LOADERS: Mapping[str, Loader] = {
    "stages": stagefile.read,
    "amounts": amount_doubts.read_doubts,
    "reasons": stagefile.read_reasons,
    "permissions": permissions_table.read_permissions,
    "calendar": dates.read_own_days,
    "indicators": indicatorfile.read,
    "names": placenames.read_place_words,
    "personal": personal_rules.read_personal_rules,
    "reader": reader_rules.read_reader_rules,
}


def check_all(others: Mapping[str, Loader] | None = None) -> list[RuleError]:
    """Every rulebook by its own loader: the first fault of each, and district files that belong to none.

    `others` are the loaders of rulebooks that rooms above core execute; without its loader a rulebook is
    only read.
    """
    loaders = {**LOADERS, **(others or {})}
    try:
        found = _strangers()
    except RuleError as error:
        return [error]
    for name in built_in_names():
        try:
            loaders.get(name, len)(load(name))
        except RuleError as error:
            found.append(error)
    return found


def _strangers() -> list[RuleError]:
    own = districts_folder()
    return [
        RuleError(str(file), 0, f"there is no rulebook named “{file.stem}”")
        for file in (sorted(own.glob("*.toml")) if own else ())
        if file.stem not in built_in_names()
    ]
