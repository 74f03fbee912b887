"""Two records of one enterprise made one, and parted again: whatever names the one names the other (base.history.repointing).

The one merged away stays as a tombstone that leads to the other and that no name finds any more; its name becomes an
alias of the other.
"""

from datetime import date
from typing import Any

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, lock, plain, record, save_record
from yinli.base.history.repointing import Moved, lock_both, naming, repoint
from yinli.core import names
from yinli.domain.enterprises.actions import GroupLoop, check_parent
from yinli.domain.enterprises.models import Alias, Enterprise, EnterpriseMerger
from yinli.domain.enterprises.queries import goes_by

# What the one merged away gives to the other where that has nothing.
FILLED = ("credit_code", "city", "industries", "about", "parent_id")
# Taken from the tombstone while it is one, so that no name and no code finds it.
_LOOKED_UP_BY = ("name_normal", "name_stem", "name_pinyin", "credit_code", "parent_id")


class MergerRefused(ValueError):
    """`code`: same (twice the same), merged (one is a tombstone), codes (two credit codes are two enterprises), group (the
    one to stay stands further below the other), undone, merged_on (the other was merged further: take that back first)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"the enterprises are not merged: {code}")


def naming_enterprise(enterprise: Enterprise) -> list[Moved]:
    """Every row that names the enterprise and could go to another with it."""
    found = naming(Enterprise, enterprise.pk, (EnterpriseMerger,))
    return [row for row in found if row[1] != "merged_into_id"]


def check_merge(origin: Enterprise, target: Enterprise) -> None:
    """Raise MergerRefused where `origin` cannot be merged into `target`."""
    if origin.pk == target.pk:
        raise MergerRefused("same")
    if origin.merged_into_id or target.merged_into_id:
        raise MergerRefused("merged")
    if origin.credit_code and target.credit_code:
        raise MergerRefused("codes")
    _check_group(origin, target)


def _check_group(origin: Enterprise, target: Enterprise) -> None:
    """Daughters of `origin` become the target's: the target must not stand below one of them."""
    above = target.parent
    while above is not None and above.pk != origin.pk:
        above = above.parent
    if above is not None and target.parent_id != origin.pk:
        raise MergerRefused("group")


@action
def merge(
    origin: Enterprise, target: Enterprise, *, by, seen: tuple[int, int], today: date
) -> EnterpriseMerger:
    """Merge `origin` into `target`; `seen` are the versions of both. Raises NotAllowed, StaleWrite, MergerRefused."""
    check_merge(origin, target)
    origin, target = lock_both("enterprise.merge", origin, target, by=by, seen=seen)
    check_merge(origin, target)
    before: dict[str, Any] = {"origin": {name: getattr(origin, name) for name in _LOOKED_UP_BY}}
    _bury(origin, target)
    if target.parent_id == origin.pk:
        # Nobody is their own parent: what stood above the one merged away stands above the other now.
        before["stood_below"], target.parent_id = True, None
    before["filled"] = _fill(before["origin"], origin, target)
    moved, stayed = repoint(naming_enterprise(origin), origin.pk, target.pk)
    before["alias"] = _alias(origin, target)
    save_record(target, ["credit_code", "city", "industries", "about", "parent"])
    record(by, "enterprise.merge", target, after={"merged": origin.number, "name": origin.name})
    record(by, "enterprise.merge", origin, after={"merged_into": target.number})
    told = {"origin": origin, "target": target, "moved": moved, "stayed": stayed, "before": plain(before)}
    return EnterpriseMerger.objects.create(made_on=today, made_by_id=by.pk, **told)


def _bury(origin: Enterprise, target: Enterprise) -> None:
    origin.name_normal = origin.name_stem = origin.name_pinyin = f"merged {origin.number}"
    origin.credit_code, origin.parent_id, origin.merged_into = None, None, target
    save_record(origin, ["name_normal", "name_stem", "name_pinyin", "credit_code", "parent", "merged_into"])


def _fill(was: dict[str, Any], origin: Enterprise, target: Enterprise) -> dict[str, Any]:
    """Give `target` what it lacks; returns what it was given."""
    given = {}
    for name in FILLED:
        value = was[name] if name in was else getattr(origin, name)
        if getattr(target, name) not in (None, "", []) or value in (None, "", []):
            continue
        if name != "parent_id" or _can_be_above(value, target):
            given[name] = value
            setattr(target, name, value)
    return given


@viewing_as(SYSTEM)
def _can_be_above(parent_id: int, target: Enterprise) -> bool:
    try:
        check_parent(target, Enterprise.objects.get(pk=parent_id))
    except GroupLoop:
        return False
    return True


def _alias(origin: Enterprise, target: Enterprise) -> int | None:
    """The key of the alias under which the name of `origin` now finds `target`; None where one does already."""
    if goes_by(target, origin.name):
        return None
    normal = names.normalise(origin.name)
    return Alias.objects.create(enterprise=target, name=origin.name, name_normal=normal).pk


@action
def undo(merger: EnterpriseMerger, *, by, seen: int, today: date) -> EnterpriseMerger:
    """Part two merged enterprises again; what came since stays with the other.

    Raises NotAllowed, StaleWrite, MergerRefused.
    """
    merger = lock(merger, seen=seen)
    if merger.undone_on:
        raise MergerRefused("undone")
    origin, target = lock_both("enterprise.merge", merger.origin, merger.target, by=by, seen=(None, None))
    if target.merged_into_id:
        raise MergerRefused("merged_on")
    _part_again(merger, origin, target)
    for one in (origin, target):
        record(by, "enterprise.merger_undone", one, after={"merger": merger.number})
    merger.undone_on, merger.undone_by_id = today, by.pk
    save_record(merger, ["undone_on", "undone_by"])
    return merger


def _part_again(merger: EnterpriseMerger, origin: Enterprise, target: Enterprise) -> None:
    before = merger.before
    for name, value in before["filled"].items():
        if plain(getattr(target, name)) == value:
            setattr(target, name, [] if name == "industries" else "" if name in ("city", "about") else None)
    if before.get("stood_below") and target.parent_id is None:
        target.parent_id = origin.pk
    save_record(target, ["credit_code", "city", "industries", "about", "parent"])
    if before["alias"]:
        Alias.objects.filter(pk=before["alias"]).delete()
    repoint([tuple(row) for row in merger.moved], target.pk, origin.pk)
    origin.merged_into = None
    for name, value in before["origin"].items():
        setattr(origin, name, value)
    save_record(origin, ["name_normal", "name_stem", "name_pinyin", "credit_code", "parent", "merged_into"])
