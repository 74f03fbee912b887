"""The only writes of channels themselves; what they do day by day is in work_actions."""

from datetime import date
from typing import Any

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.domain.channels.models import Channel
from yinli.domain.channels.rules import rules

FIELDS = (
    "name", "kind", "unit", "place", "about", "head", "partner", "contract_from_on", "contract_until_on", "contract",
    "declared_on",
)  # fmt: skip


class ChannelRefused(ValueError):
    """A channel cannot be written so. `code`: name (taken), kind (unknown), contract (ends before it begins), closed,
    reason (missing)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"the channel is not written: {code}")


@action
def add_channel(name: str, kind: str, unit, *, by, staff=(), **values: Any) -> Channel:
    """A new channel. `values` are fields of it. Raises NotAllowed, ChannelRefused."""
    require(by, "channel.create")
    given = {"name": name.strip(), "kind": kind, "unit": unit, **values}
    _check(given, None)
    made = Channel.objects.create(**given)
    made.staff.set(staff)
    record(by, "channel.create", made, after={key: value for key, value in given.items() if value})
    return made


@action
def edit_channel(channel: Channel, *, by, seen: int, staff=None, **values: Any) -> Channel:
    """Change a channel's fields, or who works there. Raises NotAllowed, StaleWrite, ChannelRefused."""
    channel = lock_open(channel, "channel.edit", by=by, seen=seen)
    _check({**{name: getattr(channel, name) for name in FIELDS}, **values}, channel)
    before, after = changes(channel, values)
    if staff is not None:
        was, now = _names(channel.staff.all()), _names(staff)
        if was != now:
            before["staff"], after["staff"] = was, now
            channel.staff.set(staff)
    if not after:
        return channel
    for name, value in values.items():
        setattr(channel, name, value)
    save_record(channel, list(values))
    record(by, "channel.edit", channel, before=before, after=after)
    return channel


def _names(people) -> str:
    return "、".join(sorted(person.name for person in people))


@action
def close_channel(channel: Channel, reason: str, *, by, seen: int, today: date) -> Channel:
    """It works no more; what came by it stays its own. Raises NotAllowed, StaleWrite, ChannelRefused (closed, reason)."""
    channel = lock_open(channel, "channel.edit", by=by, seen=seen)
    if not reason.strip():
        raise ChannelRefused("reason")
    channel.closed_on, channel.closed_reason = today, reason.strip()[:200]
    save_record(channel, ["closed_on", "closed_reason"])
    record(by, "channel.close", channel, note=channel.closed_reason, on=today)
    return channel


def lock_open(channel: Channel, verb: str, *, by, seen: int | None = None) -> Channel:
    """Part of actions: the channel locked, if `by` may do `verb` and it is at work. Raises NotAllowed, StaleWrite,
    ChannelRefused (closed)."""
    channel = lock(channel, seen=seen)
    require(by, verb, channel)
    if channel.closed_on:
        raise ChannelRefused("closed")
    return channel


def _check(given: dict[str, Any], known: Channel | None) -> None:
    """Raise ChannelRefused for what a channel cannot be."""
    with viewing_as(SYSTEM):
        taken = Channel.objects.filter(name=given["name"]).exclude(pk=known.pk if known else None).exists()
    if taken:
        raise ChannelRefused("name")
    if given["kind"] not in rules().kinds:
        raise ChannelRefused("kind")
    begins, ends = given.get("contract_from_on"), given.get("contract_until_on")
    if ends and (begins is None or ends < begins):
        raise ChannelRefused("contract")
