"""The whole rulebook: load one table of it, or check all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yinli.core import dates, indicatorfile, permissions_table, placenames, stagefile
from yinli.core.ruletable import RULES_ENV, RuleError, Table, built_in_names, districts_folder, load

__all__ = ["LOADERS", "RULES_ENV", "RuleError", "Table", "check_all", "load"]

# Each rulebook by the loader that executes it: a table nobody executes is a comment.
LOADERS: Mapping[str, Callable[[Table], object]] = {
    "stages": stagefile.read,
    "reasons": stagefile.read_reasons,
    "calendar": dates.read_own_days,
    "indicators": indicatorfile.read,
    "names": placenames.read_place_words,
    "permissions": permissions_table.read_permissions,
}


def check_all() -> list[RuleError]:
    """Every rulebook loaded by its own loader; the first fault of each, and files that belong to none."""
    found = _strangers()
    for name, loader in LOADERS.items():
        try:
            loader(load(name))
        except RuleError as error:
            found.append(error)
    return found


def _strangers() -> list[RuleError]:
    found = [
        RuleError(f"rules/{name}.toml", 0, "no code executes this rulebook")
        for name in built_in_names()
        if name not in LOADERS
    ]
    try:
        own = districts_folder()
    except RuleError as error:
        return [*found, error]
    for file in sorted(own.glob("*.toml")) if own else ():
        if file.stem not in LOADERS:
            found.append(RuleError(str(file), 0, f"there is no rulebook named “{file.stem}”"))
    return found
