"""By which channel a project came: said once, or given to another channel with a reason."""

from dataclasses import dataclass
from datetime import date

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, lock, record, save_record
from yinli.domain.channels.models import Attribution, Award, Channel
from yinli.domain.channels.queries import channel_of_unit
from yinli.domain.projects.models import Project


class AttributionRefused(ValueError):
    """A project does not come by this channel. `code`: closed (the channel works no more), same (already), reason
    (missing), awarded (money was proposed or agreed for it)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"not attributed: {code}")


@dataclass(frozen=True)
class Origin:
    """By which channel a project came (None: by none), and why one says so."""

    channel: Channel | None
    why: str = ""


@action
def attribute(project: Project, origin: Origin, *, by, seen: int, today: date) -> Project:
    """Say by which channel a project came. To change what was said, `why` is needed.

    Raises NotAllowed, StaleWrite, AttributionRefused.
    """
    project = lock(project, seen=seen)
    require(by, "project.attribute", project)
    channel, why = origin.channel, origin.why.strip()[:200]
    with viewing_as(SYSTEM):
        now = Attribution.objects.select_related("channel").filter(project=project, ended_on=None).first()
        _check(project, now, channel, why)
        if now:
            now.ended_on, now.ended_reason = today, why
            now.save(update_fields=["ended_on", "ended_reason"])
    if channel:
        _attribute(project, channel, by=by, today=today, why=why)
    project.channel = channel.kind if channel else ""
    save_record(project, ["channel"])
    told = {"before": {"by_channel": now.channel if now else None}, "after": {"by_channel": channel}}
    record(by, "project.attribute", project, note=why, on=today, **told)
    return project


def _check(project: Project, now: Attribution | None, channel: Channel | None, why: str) -> None:
    if (now.channel_id if now else None) == (channel.pk if channel else None):
        raise AttributionRefused("same")
    if channel and channel.closed_on:
        raise AttributionRefused("closed")
    if now and not why.strip():
        raise AttributionRefused("reason")
    if now and Award.objects.filter(project=project).exclude(state="refused").exists():
        raise AttributionRefused("awarded")


def _attribute(project: Project, channel: Channel, *, by, today: date, why: str) -> None:
    with viewing_as(SYSTEM):
        Attribution.objects.create(
            project=project, channel=channel, since_on=today, why=why, attributed_by_id=by.pk
        )


@action
def attribute_new(project: Project, *, by, today: date) -> Channel | None:
    """Part of opening a lead: what people of a station, an enclave or an agent open comes by its channel."""
    require(by, "project.create")
    channel = channel_of_unit(project.reporting_unit)
    if channel is None:
        return None
    _attribute(project, channel, by=by, today=today, why="")
    if project.channel != channel.kind:
        with viewing_as(SYSTEM):
            Project.objects.filter(pk=project.pk).update(channel=channel.kind)
        project.channel = channel.kind
    record(by, "project.attribute", project, after={"by_channel": channel}, on=today)
    return channel
