"""What a channel does day by day: its plan, a month's report, what was spent, who settled in an enclave and came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.domain.channels.actions import lock_open
from yinli.domain.channels.models import Channel, Cost, Plan, Tenant, WorkReport
from yinli.domain.channels.rules import rules
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project


@dataclass(frozen=True)
class Spent:
    """What was spent: for what (Cost.Kind), how much, when."""

    kind: str
    yuan: Decimal
    on: date
    note: str = ""


@dataclass(frozen=True)
class Settled:
    """Who settled in an enclave, an enterprise or its name, and when."""

    enterprise: Enterprise | str
    on: date
    note: str = ""


class WorkRefused(ValueError):
    """Something cannot be written down of a channel. `code`: measure (unknown), future (a day not come yet), withdrawn
    (already), reason (missing), words (missing), tenants (its kind has none), settled (already), other (the project is
    another enterprise's), early (before the firm settled)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"not written down: {code}")


@action
def plan_year(
    channel: Channel, year: int, targets: Mapping[str, Decimal | None], *, by, seen: int
) -> Channel:
    """Say what a channel is to bring in a year: measure → projects or yuan; None takes a measure out of the plan.

    Raises NotAllowed, StaleWrite, ChannelRefused, WorkRefused (measure).
    """
    channel = lock_open(channel, "channel.edit", by=by, seen=seen)
    if set(targets) - set(rules().measures):
        raise WorkRefused("measure")
    was = dict(Plan.objects.filter(channel=channel, year=year).values_list("measure", "target"))
    changed = {code: target for code, target in targets.items() if target != was.get(code)}
    for code, target in changed.items():
        _plan(channel, year, code, target)
    if changed:
        save_record(channel, [])
        before = {code: was.get(code) for code in changed}
        record(by, "channel.plan", channel, before=before, after=changed, note=str(year))
    return channel


def _plan(channel: Channel, year: int, code: str, target: Decimal | None) -> None:
    rows = Plan.objects.filter(channel=channel, year=year, measure=code)
    if target is None:
        rows.delete()
    elif not rows.update(target=target):
        Plan.objects.create(channel=channel, year=year, measure=code, target=target)


@action
def report_month(channel: Channel, month: date, text: str, *, by, today: date) -> WorkReport:
    """Write a month's report, or mend it. Raises NotAllowed, ChannelRefused, WorkRefused (words, future)."""
    channel = lock_open(channel, "channel.write", by=by)
    month = month.replace(day=1)
    if not text.strip():
        raise WorkRefused("words")
    if month > today:
        raise WorkRefused("future")
    told = {"text": text.strip(), "told_on": today, "told_by_id": by.pk}
    made, _created = WorkReport.objects.update_or_create(channel=channel, month=month, defaults=told)
    save_record(channel, [])
    record(by, "channel.report", channel, note=f"{month:%Y-%m}", on=today)
    return made


@action
def spend(channel: Channel, spent: Spent, *, by, today: date) -> Cost:
    """Write down what was spent. Raises NotAllowed, WorkRefused (future). Of a closed channel, too: bills come late."""
    channel = lock(channel)
    require(by, "channel.spend", channel)
    if spent.on > today:
        raise WorkRefused("future")
    made = Cost.objects.create(
        channel=channel, kind=spent.kind, yuan=spent.yuan, spent_on=spent.on, note=spent.note.strip()[:200],
        recorded_by_id=by.pk,
    )  # fmt: skip
    save_record(channel, [])
    record(by, "channel.spend", channel, after={"yuan": made.yuan}, note=made.note, on=made.spent_on)
    return made


@action
def withdraw_cost(cost: Cost, reason: str, *, by, today: date) -> Cost:
    """Say that a cost was written down wrongly: it stays to be seen and counts no more. Raises NotAllowed, WorkRefused."""
    channel = lock(cost.channel)
    require(by, "channel.spend", channel)
    cost = Cost.objects.select_for_update().get(pk=cost.pk)
    if cost.withdrawn_on:
        raise WorkRefused("withdrawn")
    if not reason.strip():
        raise WorkRefused("reason")
    cost.withdrawn_on, cost.withdrawn_reason = today, reason.strip()[:200]
    cost.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    save_record(channel, [])
    record(
        by, "channel.withdraw_cost", channel, before={"yuan": cost.yuan}, note=cost.withdrawn_reason, on=today
    )
    return cost


@action
def settle(channel: Channel, settled: Settled, *, by, today: date) -> Tenant:
    """A firm (or its name) settles in an enclave. Raises NotAllowed, ChannelRefused, WorkRefused (tenants, future, settled)."""
    channel = lock_open(channel, "channel.write", by=by)
    if not rules().kinds[channel.kind].tenants:
        raise WorkRefused("tenants")
    if settled.on > today:
        raise WorkRefused("future")
    enterprise = settled.enterprise
    if isinstance(enterprise, str):
        enterprise, _is_new = add_enterprise(enterprise, by=by)
    try:
        with transaction.atomic():
            made = Tenant.objects.create(
                channel=channel, enterprise=enterprise, entered_on=settled.on, note=settled.note.strip()[:200]
            )
    except IntegrityError as twice:
        raise WorkRefused("settled") from twice
    save_record(channel, [])
    record(by, "channel.settle", channel, after={"enterprise": enterprise}, on=settled.on)
    return made


@action
def come_back(tenant: Tenant, project: Project, returned_on: date, *, by, today: date) -> Tenant:
    """A firm of an enclave comes back as a project (回流). Raises NotAllowed, WorkRefused (other, early, future)."""
    channel = lock(tenant.channel)
    require(by, "channel.write", channel)
    require(by, "project.view", project)
    tenant = Tenant.objects.select_for_update().get(pk=tenant.pk)
    if not _is_theirs(tenant.enterprise, project.enterprise):
        raise WorkRefused("other")
    if returned_on < tenant.entered_on:
        raise WorkRefused("early")
    if returned_on > today:
        raise WorkRefused("future")
    tenant.project, tenant.returned_on = project, returned_on
    tenant.save(update_fields=["project", "returned_on"])
    save_record(channel, [])
    record(by, "channel.come_back", channel, after={"project": project}, on=returned_on)
    return tenant


def _is_theirs(tenant: Enterprise, investor: Enterprise) -> bool:
    """Whether an investor is the firm that settled, or of its group."""
    tops = {tenant.pk, tenant.parent_id} - {None}
    return investor.pk in tops or investor.parent_id in tops


@action
def leave(tenant: Tenant, left_on: date, *, by, today: date) -> Tenant:
    """A firm moves out of an enclave. Raises NotAllowed, WorkRefused (early, future)."""
    channel = lock(tenant.channel)
    require(by, "channel.write", channel)
    tenant = Tenant.objects.select_for_update().get(pk=tenant.pk)
    if left_on < tenant.entered_on:
        raise WorkRefused("early")
    if left_on > today:
        raise WorkRefused("future")
    tenant.left_on = left_on
    tenant.save(update_fields=["left_on"])
    save_record(channel, [])
    record(by, "channel.leave", channel, after={"enterprise": tenant.enterprise}, on=left_on)
    return tenant
