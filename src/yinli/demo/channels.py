"""Channels of the demo: stations, enclaves and agents, what came by each, what it cost, what was paid.

It draws from a generator of its own, so that nothing told before it changes.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from yinli.demo.world import World
from yinli.domain.channels.appraisal_actions import Opinion, appraise
from yinli.domain.channels.award_actions import Decision, decide, propose
from yinli.domain.channels.models import Attribution, Channel, Cost, Plan, Tenant, WorkReport
from yinli.domain.projects.models import Project, ProjectFact

_PLACES = {
    "深圳": "深圳市南山区",
    "上海": "上海市张江",
    "北京": "北京市海淀区",
    "远帆": "上海市",
    "华拓": "广州市",
    "海川": "杭州市",
}
_TASKS = {
    "station": "对接当地龙头企业和产业基金，每月走访不少于十五家。",
    "enclave": "培育当地科创团队，成熟后回青澜落地。",
    "agent": "按合同推荐符合产业目录的项目，先登记后签约。",
}
_MONTHS = (
    "走访企业{visits}家，新增线索{leads}条。两家企业约定下月来访，其中一家关注洁净厂房，请园区准备可用载体清单。",
    "参加行业展会一场，对接企业{visits}家。一家企业要求了解用电容量与能评时限，请供电和生态环境部门答复。",
    "陪同考察{leads}批次，回访企业{visits}家。在谈项目中有一家进入董事会决策。",
)
_COSTS = {"station": ("staff", "premises", "event"), "enclave": ("premises", "staff"), "agent": ("fee",)}


def add_channels(world: World) -> None:
    """A channel a station, enclave and agent; projects attributed; a year planned, reported, spent and paid for."""
    rng = Random(len(world.projects) + 2)
    made = [_channel(world, rng, unit) for kind in _TASKS for unit in world.of_kind(kind)]
    for channel in made:
        _attribute(world, rng, channel, [one for one in made if one.kind == channel.kind])
    for channel in made:
        _work(world, rng, channel)
    for channel in made:
        _settle(world, rng, channel)
    _pay(world, made)
    _appraise_one(world, made)


def _channel(world: World, rng: Random, unit) -> Channel:
    begins = date(world.as_of.year - 1, rng.randint(1, 6), 1)
    under_contract = unit.kind != "station"
    place = next((place for key, place in _PLACES.items() if key in unit.name), "")
    people = world.people("agent" if unit.kind == "agent" else "officer", unit)
    channel = Channel.objects.create(
        name=unit.name, kind=unit.kind, unit=unit, place=place, about=_TASKS[unit.kind],
        head=people[0] if people and unit.kind != "agent" else None,
        contract_from_on=begins if under_contract else None,
        contract_until_on=_ends(world, rng, begins) if under_contract else None,
        declared_on=begins if unit.kind == "agent" else None,
    )  # fmt: skip
    channel.staff.set(people)
    return channel


def _ends(world: World, rng: Random, begins: date) -> date:
    """One of the contracts always ends soon: whoever answers for it should see that."""
    long = date(begins.year + 3, begins.month, 1) - timedelta(days=1)
    return (
        long
        if Channel.objects.filter(contract_until_on__isnull=False).exists()
        else world.as_of + timedelta(days=41)
    )


def _attribute(world: World, rng: Random, channel: Channel, sisters: list[Channel]) -> None:
    """Its part of the projects that came by its kind; an enclave's came by referral until somebody asked again."""
    kind = "referral" if channel.kind == "enclave" else channel.kind
    mine = [one for one in world.projects if one.channel == kind and not one.confidential]
    chosen = mine[sisters.index(channel) :: len(sisters) * (6 if channel.kind == "enclave" else 1)]
    Attribution.objects.bulk_create(
        Attribution(project=one, channel=channel, since_on=one.created_at.date(), attributed_by=one.officer)
        for one in chosen
    )
    for one in chosen:
        one.channel = channel.kind
    Project.objects.bulk_update(chosen, ["channel"])
    _verify(world, chosen)


def _verify(world: World, projects: list[Project]) -> None:
    """The bureau has seen the papers of those that landed."""
    rows = ProjectFact.objects.filter(project__in=projects, kind__in=("registered", "capital_paid_in"))
    rows.update(verified_by=world.login("bureau"))


def _work(world: World, rng: Random, channel: Channel) -> None:
    year, came = world.as_of.year, channel.attributions.count()
    plans = {"leads": came // 2 + 2, "signed": came // 6 + 1, "landed": came // 9 + 1}
    Plan.objects.bulk_create(
        Plan(channel=channel, year=year, measure=code, target=target) for code, target in plans.items()
    )
    people = list(channel.staff.all())
    WorkReport.objects.bulk_create(_reports(world, rng, channel, people))
    Cost.objects.bulk_create(
        Cost(
            channel=channel, kind=kind, spent_on=month + timedelta(days=rng.randint(3, 20)),
            yuan=Decimal(rng.randint(8, 60) * 5_000), recorded_by=people[0] if people else None,
        )
        for month in _months(world)
        for kind in _COSTS[channel.kind]
    )  # fmt: skip


def _months(world: World) -> Iterator[date]:
    """The first days of this year's months that are over."""
    return (date(world.as_of.year, number, 1) for number in range(1, world.as_of.month))


def _reports(world: World, rng: Random, channel: Channel, people: list) -> Iterator[WorkReport]:
    for month in _months(world):
        told_on = month + timedelta(days=rng.randint(31, 34))
        words = rng.choice(_MONTHS).format(visits=rng.randint(9, 26), leads=rng.randint(1, 6))
        if told_on <= world.as_of:
            yield WorkReport(
                channel=channel,
                month=month,
                text=words,
                told_on=told_on,
                told_by=people[0] if people else None,
            )


def _settle(world: World, rng: Random, channel: Channel) -> None:
    """Who settled in an enclave; those whose project landed came back with it."""
    if channel.kind != "enclave":
        return
    seen = set()
    for one in channel.attributions.select_related("project"):
        project = one.project
        if project.enterprise_id in seen:
            continue
        seen.add(project.enterprise_id)
        landed = ProjectFact.objects.filter(project=project, kind="registered", withdrawn_on=None).first()
        since = project.created_at.date() - timedelta(days=rng.randint(200, 700))
        Tenant.objects.create(
            channel=channel, enterprise=project.enterprise, entered_on=since,
            project=project if landed else None, returned_on=landed.happened_on if landed else None,
        )  # fmt: skip


def _pay(world: World, made: list[Channel]) -> None:
    """What is due is proposed by one and, once, agreed by another."""
    from yinli.domain.channels.queries import due_for

    proposer, decider = world.people("bureau")[:2]
    done = 0
    for one in Attribution.objects.select_related("channel", "project").order_by("pk"):
        for due in due_for(one, world.as_of) if one.channel in made and done < 3 else ():
            if not due.obstacles:
                award = propose(one, due.code, by=proposer, today=world.as_of)
                done += 1
                if done == 1:
                    decide(award, Decision(True), by=decider, seen=award.version, today=world.as_of)


def _appraise_one(world: World, made: list[Channel]) -> None:
    """Last year of one station, marked."""
    station, year = made[0], world.as_of.year - 1
    Plan.objects.create(
        channel=station, year=year, measure="leads", target=max(1, station.attributions.count() // 3)
    )
    words = "线索数量达标，落户项目偏少；下年把走访重点放在已有增资意向的企业。"
    appraise(
        station, Opinion(year, words), by=world.people("bureau")[0], seen=station.version, today=world.as_of
    )
