"""By which channel a project came: said once, or given to another channel with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, lock, record, record_many, save_record
from yinli.base.history.many import insert_rows
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


@action
def attribute_many(projects: Sequence[Project], *, by, today: date) -> list[Attribution]:
    """Part of opening many leads at once, as `attribute_new` of each."""
    require(by, "project.create")
    units = {project.reporting_unit_id: project.reporting_unit for project in projects}
    channels = {key: channel_of_unit(unit) for key, unit in units.items()}
    made = [
        Attribution(project=project, channel=channel, since_on=today, attributed_by_id=by.pk)
        for project in projects
        if (channel := channels[project.reporting_unit_id])
    ]
    with viewing_as(SYSTEM):
        insert_rows(made)
        for channel in {one.channel for one in made}:
            keys = [one.project_id for one in made if one.channel == channel]
            Project.objects.filter(pk__in=keys).exclude(channel=channel.kind).update(channel=channel.kind)
    told = ((one.project, {"after": {"by_channel": one.channel}, "on": today}) for one in made)
    record_many(by, "project.attribute", told)
    return made


@action
def forget_origins(projects: Sequence[Project], *, by) -> None:
    """Part of taking projects back that were written down by mistake: they came by nothing."""
    for project in projects:
        require(by, "project.close", project)
    with viewing_as(SYSTEM):
        Attribution.objects.filter(project__in=[one.pk for one in projects]).delete()
