"""The only writes of learning: keep what a decided draft says of its values, switch rules and entries off and on."""

from datetime import datetime

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.history.models import Entry
from yinli.base.history.queries import entries_for
from yinli.core.reader_rules import reader_rules
from yinli.core.reading import is_entry
from yinli.desk.intake.drawing import rule_version
from yinli.desk.intake.fields import FIELDS
from yinli.desk.intake.models import Draft, Item
from yinli.desk.intake.queries import items_of
from yinli.desk.learning import queries, rules
from yinli.desk.learning.models import LearnedName, Switch, Verdict
from yinli.domain.enterprises.models import Alias, Enterprise

# A command settles so many drafts in one transaction.
AT_ONCE = 50


class NoSuchRule(KeyError):
    """`code` is no rule of the reader and no entry of a rule's list."""


@action
def settle(draft: Draft, *, by) -> int:
    """Keep one row a value of every item of `draft` that is decided, and the names it taught. Returns how many rows.

    Asked again it counts nothing twice: a row whose value was decided otherwise in between is written anew.
    The entry that tells of it is the one of the decision itself.
    """
    require(by, "intake.review", draft)
    return _settle(draft, by.pk)


def _settle(draft: Draft, by_id: int | None, at: datetime | None = None) -> int:
    if draft.status == Draft.Status.OPEN:
        return 0
    items = items_of(draft)
    wanted = {(item.pk, one.field, one.place): one for item in items for one in _given(draft, item)}
    kept = {(row.item_id, row.field, row.place): row for row in Verdict.objects.filter(draft=draft)}
    # An item without values was erased with its person: what it counted for still counts.
    erased = {item.pk for item in items if not item.values}
    stale = [
        row.pk
        for key, row in kept.items()
        if key[0] not in erased and (key not in wanted or _differs(row, wanted[key]))
    ]
    Verdict.objects.filter(pk__in=stale).delete()
    fresh = [
        Verdict(
            draft=draft, item_id=key[0], field=one.field, place=one.place, verdict=one.verdict, rule=one.rule,
            entry=one.entry, rule_version=draft.rule_version, by_id=by_id, **({"decided_at": at} if at else {}),
        )
        for key, one in wanted.items()
        if key not in kept or kept[key].pk in stale
    ]  # fmt: skip
    Verdict.objects.bulk_create(fresh, batch_size=500)
    _keep_names(draft, items)
    return len(wanted)


def _given(draft: Draft, item: Item) -> list[rules.Given]:
    """Accepted counts once it is written: until then it can be taken back. Rejected counts with its draft's end."""
    is_rejected = item.decision == Item.Decision.REJECTED
    if item.record_id is None and not is_rejected:
        return []
    codes = [field.code for field in FIELDS[item.record]]
    return rules.given(item.record, item.values, item.edits, is_rejected, codes)


def _differs(row: Verdict, one: rules.Given) -> bool:
    return (row.verdict, row.rule, row.entry) != (one.verdict, one.rule, one.entry)


def _keep_names(draft: Draft, items: list[Item]) -> None:
    """Names that the writing of this draft added to the books: their entries stand in its transaction."""
    of_enterprise = {item.record_id: item for item in items if item.record == "enterprise" and item.record_id}
    contexts = entries_for(draft).filter(action="intake.write").values("context_id")
    added = Entry.objects.filter(
        action="enterprise.add_alias", context_id__in=list(contexts.values_list("context_id", flat=True)),
        record_type=Enterprise._meta.label_lower, record_id__in=list(of_enterprise),
    )  # fmt: skip
    for entry in added:
        alias = Alias.objects.filter(enterprise_id=entry.record_id, name=entry.after.get("alias")).first()
        if alias is not None:
            told = {"item": of_enterprise[entry.record_id], "learned_at": entry.at, "by_id": entry.by_id}
            LearnedName.objects.get_or_create(alias=alias, defaults=told)


@action
def settle_earlier(after: int = 0, *, by) -> tuple[int, int]:
    """Keep the rows of drafts that were decided before such rows were kept, some at a time, from the one `after` on.
    Returns (how many drafts, the last of them); (0, after) when none is left."""
    require(by, "learning.settle")
    found = queries.not_settled(by, after, AT_ONCE)
    for draft in found:
        decision = entries_for(draft).filter(action__in=("intake.write", "intake.discard")).first()
        _settle(draft, decision.by_id if decision else None, decision.at if decision else draft.created_at)
    return len(found), found[-1].pk if found else after


@action
def switch_off(code: str, *, by, seen: int, reason: str, at: datetime) -> Switch:
    """Let the reader do without a rule or an entry from its next reading on. `seen` is 0 for one never switched.

    Raises NotAllowed, NoSuchRule, or StaleWrite where somebody switched it meanwhile.
    """
    return _switch(code, True, by, seen, (reason, at))


@action
def switch_on(code: str, *, by, seen: int, reason: str, at: datetime) -> Switch:
    """Let the reader use it again; raises as `switch_off` does."""
    return _switch(code, False, by, seen, (reason, at))


def _switch(code: str, is_off: bool, by, seen: int, told: tuple[str, datetime]) -> Switch:
    require(by, "learning.switch")
    if code not in reader_rules() and not is_entry(code):
        raise NoSuchRule(code)
    reason, at = told
    values = {"is_off": is_off, "reason": reason, "switched_at": at, "switched_by_id": by.pk}
    switch, is_new = Switch.objects.get_or_create(code=code, defaults=values)
    if not is_new:
        switch = lock(switch, seen=seen)
        for name, value in values.items():
            setattr(switch, name, value)
        save_record(switch, ["is_off", "reason", "switched_at", "switched_by"])
    with viewing_as(SYSTEM):
        version = rule_version(queries.switched_off())
    said = "learning.switch_off" if is_off else "learning.switch_on"
    record(by, said, switch, after={"code": code, "rule_version": version}, note=reason)
    return switch
