"""Reads of channels: what each brought in a year against its plan, what it cost, what came by it, what is due."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Min, Q, QuerySet, Sum

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import may, visible
from yinli.base.accounts.viewer import viewing_as
from yinli.core.dates import Period
from yinli.core.schemes import Reckoning, Scheme, Version, reckon
from yinli.domain.channels.models import Appraisal, Attribution, Award, Channel, Cost, Plan, Tenant
from yinli.domain.channels.rules import CAME, Measure, attainment, rules
from yinli.domain.projects.models import Project, ProjectFact
from yinli.domain.projects.queries import projects

# Written down by mistake or merged into another one: they came by nothing.
GONE = "withdrawn"


def channels(viewer) -> QuerySet[Channel]:
    """Channels the viewer may see, with what a list shows."""
    return visible(viewer, Channel).select_related("unit", "head", "partner")


def open_channels(viewer) -> QuerySet[Channel]:
    """Those that are at work."""
    return channels(viewer).filter(closed_on=None).order_by("name")


def awards(viewer) -> QuerySet[Award]:
    """What is or was to be paid, as far as the viewer may see it, the newest first."""
    people = ("proposed_by", "decided_by", "paid_by")
    return visible(viewer, Award).select_related("channel__unit", "project__enterprise", *people)


def awards_of(viewer, channel: Channel) -> QuerySet[Award]:
    """What was to be paid for projects that came by a channel."""
    return awards(viewer).filter(channel=channel)


@viewing_as(SYSTEM)
def channel_of_unit(unit) -> Channel | None:
    """The one open channel by which the leads of a unit come, whoever asks; None where none or several are it."""
    if unit is None or not (kinds := rules().kinds_of_unit(unit.kind)):
        return None
    found = list(Channel.objects.filter(unit=unit, kind__in=kinds, closed_on=None)[:2])
    return found[0] if len(found) == 1 else None


def attribution_of(viewer, project: Project) -> Attribution | None:
    """By which channel a project came that the viewer sees; None where nobody said so, or the channel is closed to them."""
    if not may(viewer, "project.view", project):
        return None
    found = Attribution.objects.filter(project=project, ended_on=None).first()
    channel = channels(viewer).filter(pk=found.channel_id).first() if found else None
    if found and channel:
        found.channel = channel
        return found
    return None


@dataclass(frozen=True)
class Came:
    """Projects that came by a channel: those the viewer may see, and how many more there are."""

    rows: list[Project]
    protected: int


def came_by(viewer, channel: Channel) -> Came:
    """The projects of a channel the viewer was given, the latest first."""
    with viewing_as(SYSTEM):
        keys = list(_in_force([channel.pk]).values_list("project_id", flat=True))
    rows = list(projects(viewer).filter(pk__in=keys).order_by("-created_at", "-pk"))
    return Came(rows, len(keys) - len(rows))


def _in_force(keys: Collection[int]) -> QuerySet[Attribution]:
    rows = Attribution.objects.filter(channel__in=keys, ended_on=None)
    return rows.exclude(project__status=GONE).exclude(project__merged_into__isnull=False)


@dataclass(frozen=True)
class Line:
    """A measure of a year: what was reached, what was planned (None: nothing), attainment in per cent, its weight."""

    code: str
    measure: Measure
    value: Decimal
    target: Decimal | None
    percent: Decimal | None
    weight: Decimal


@viewing_as(SYSTEM)
def results(keys: Collection[int], period: Period) -> dict[int, dict[str, Decimal]]:
    """Channel → measure → what it reached in a period, by counts and sums over all its projects, whoever looks."""
    found: dict[int, dict[str, Decimal]] = {key: {} for key in keys}
    for code, measure in rules().measures.items():
        for key, value in _reached(keys, measure, period):
            found[key][code] = Decimal(value or 0)
    return found


def _reached(keys: Collection[int], measure: Measure, period: Period) -> Iterable[tuple[int, Decimal | int]]:
    rows = _in_force(keys)
    if measure.event == (CAME,):
        rows = rows.filter(since_on__range=(period.from_, period.to))
    else:
        rows = rows.filter(project__in=_happened(measure, period).values("project"))
    what = Sum(f"project__{measure.sums}_yuan") if measure.sums else Count("project")
    return rows.order_by().values_list("channel").annotate(reached=what)


def _happened(measure: Measure, period: Period) -> QuerySet:
    """Projects whose first fact of these lies in a period."""
    facts = ProjectFact.objects.filter(kind__in=measure.event, withdrawn_on=None)
    if measure.verified:
        facts = facts.filter(verified_by__isnull=False)
    rows = facts.order_by().values("project").annotate(first=Min("happened_on"))
    return rows.filter(first__range=(period.from_, period.to))


def year_of(channel: Channel, year: int) -> list[Line]:
    """What a channel reached in a year against its plan, in the order of the rules."""
    reached = results([channel.pk], Period(date(year, 1, 1), date(year, 12, 31)))[channel.pk]
    with viewing_as(SYSTEM):
        plans = dict(Plan.objects.filter(channel=channel, year=year).values_list("measure", "target"))
    weights = rules().appraisal.weights
    return [
        Line(code, measure, reached.get(code, Decimal(0)), plans.get(code),
             attainment(reached.get(code, Decimal(0)), plans.get(code)), weights.get(code, Decimal(0)))
        for code, measure in rules().measures.items()
    ]  # fmt: skip


@viewing_as(SYSTEM)
def spent(keys: Collection[int], period: Period) -> Mapping[int, Decimal]:
    """Channel → yuan spent on it in a period."""
    rows = Cost.objects.filter(channel__in=keys, withdrawn_on=None, spent_on__range=(period.from_, period.to))
    return dict(rows.order_by().values_list("channel").annotate(yuan=Sum("yuan")))


def verified_facts(project: Project) -> dict[str, date]:
    """Facts of a project whose proof was seen, with their days."""
    rows = project.facts.filter(withdrawn_on=None, verified_by__isnull=False)
    return dict(rows.values_list("kind", "happened_on"))


@viewing_as(SYSTEM)
def agreed_yuan(project: Project, scheme: str) -> Decimal:
    """What was agreed or paid for a project under a scheme."""
    rows = Award.objects.filter(project=project, scheme=scheme, state__in=("agreed", "paid"))
    return rows.aggregate(yuan=Sum("yuan"))["yuan"] or Decimal(0)


@dataclass(frozen=True)
class Due:
    """What is due for a project under a scheme: the reckoning where it can be made, and what stands in the way of paying
    (codes of `wording.obstacle_words`)."""

    code: str
    scheme: Scheme
    version: Version | None
    reckoning: Reckoning | None
    obstacles: tuple[str, ...]


def due_for(attribution: Attribution, today: date) -> list[Due]:
    """What is due on a day for a project under each scheme of its channel's kind."""
    kind = attribution.channel.kind
    return [
        _due(attribution, code, scheme, today)
        for code, scheme in rules().schemes.items()
        if kind in scheme.kinds
    ]


@viewing_as(SYSTEM)
def _due(attribution: Attribution, code: str, scheme: Scheme, today: date) -> Due:
    project, facts = attribution.project, verified_facts(attribution.project)
    landed = facts.get(scheme.landing)
    version = scheme.on(landed or today)
    basis = getattr(project, f"{version.basis}_yuan") if version else None
    reckoning = None
    if version and basis is not None:
        reckoning = reckon(version, basis, facts if landed else {}, today, agreed_yuan(project, code))
    found = Due(code, scheme, version, reckoning, ())
    return replace(found, obstacles=tuple(_obstacles(attribution, found, facts)))


def _obstacles(attribution: Attribution, due: Due, facts: Mapping[str, date]) -> Iterable[str]:
    """What stands in the way of paying."""
    landed = facts.get(due.scheme.landing)
    if due.scheme.returned and not _returned(attribution):
        yield "not_returned"
    if landed is None:
        yield "not_landed"
        return
    yield from _of_channel(attribution, landed)
    if due.reckoning is None:
        yield "no_basis"
    elif not set(due.version.proved_by) & set(facts):
        yield "basis_unproved"
    elif due.reckoning.open_yuan <= 0:
        yield "nothing_open"


def _of_channel(attribution: Attribution, landed: date) -> Iterable[str]:
    channel = attribution.channel
    kind = rules().kinds.get(channel.kind)
    if kind and kind.declares and channel.declared_on is None:
        yield "not_declared"
    if kind and kind.contract and not _covered(channel, landed):
        yield "no_contract"
    if _signed_before(attribution):
        yield "attributed_late"


def _covered(channel: Channel, day: date) -> bool:
    begins, ends = channel.contract_from_on, channel.contract_until_on
    return begins is not None and begins <= day and (ends is None or day <= ends)


def _signed_before(attribution: Attribution) -> bool:
    """Whether the contract was signed before anybody said by which channel the project came."""
    contracts = rules().measures["signed"].event
    rows = attribution.project.facts.filter(kind__in=contracts, withdrawn_on=None)
    return rows.filter(happened_on__lt=attribution.since_on).exists()


def _returned(attribution: Attribution) -> bool:
    return Tenant.objects.filter(
        channel=attribution.channel, project=attribution.project, returned_on__isnull=False
    ).exists()


def costs_of(viewer, channel: Channel) -> QuerySet[Cost]:
    """What was spent on a channel, the latest first; nothing to whoever it is not for."""
    rows = channel.costs.select_related("channel", "recorded_by")
    return rows if may(viewer, "channel_costs.view", channel) else rows.none()


def appraisals_of(viewer, channel: Channel) -> QuerySet[Appraisal]:
    """How its years were marked, the latest first; nothing to whoever it is not for."""
    rows = channel.appraisals.select_related("appraised_by")
    return rows if may(viewer, "channel_costs.view", channel) else rows.none()


def tenants_of(viewer, channel: Channel) -> list[Tenant]:
    """Who settled in an enclave, with the project each came back as where the viewer may see it."""
    rows = list(channel.tenants.select_related("enterprise").order_by("-entered_on", "-pk"))
    seen = {
        one.pk: one
        for one in projects(viewer).filter(pk__in=[row.project_id for row in rows if row.project_id])
    }
    for row in rows:
        row.shown_project = seen.get(row.project_id)
    return rows


def ending_soon(today: date) -> Q:
    """Open channels whose contract ends within the days of the rules, or has ended."""
    return Q(closed_on=None, contract_until_on__lte=today + timedelta(days=rules().warn_days))
