"""Visits, trips, agreements and what they left to do."""

from datetime import timedelta

from yinli.core.workflow import stages
from yinli.demo.names import brand
from yinli.demo.world import World
from yinli.domain.agreements.models import Agreement, AgreementParty, Commitment
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.models import ProjectFact
from yinli.domain.trips.models import Trip, TripFollowUp, TripMember, TripStop
from yinli.domain.visits.models import Visit

VISITS, TRIPS = 1200, 18
_SAID = (
    "介绍了园区条件，对方关心用电容量和厂房层高，约定两周内反馈。",
    "对方拟在华东设第二基地，正在比较三个城市，对交通和配套较满意。",
    "就租金、人才公寓和设备补贴逐项交流，对方法务将提出修改意见。",
    "参观展厅和中试线，企业负责人表示愿意来青澜区实地看场地。",
    "项目方案已过董事会，待确定投资主体和注册资本。",
    "对方提出希望缩短环评时间，需生态环境分局出具意见。",
)
_ASKS = (
    "就{name}用地需求提出选址方案",
    "为{name}测算厂房改造和接电费用",
    "协调{name}高管子女入学事宜",
    "研究{name}申报的产业扶持政策适用条款",
    "对接{name}人才公寓需求",
    "督促{name}项目备案手续",
)
# What a department is asked lies within its own field; the others take a question as it comes.
_ASKS_OF = {
    "生态环境分局": (
        "对{name}项目环评类别出具初步意见",
        "核定{name}项目污染物排放总量指标",
        "就{name}拟选地块是否涉及生态红线出具意见",
    )
}
_STAGES_UNDER_AGREEMENT = (
    "intent",
    "reviewed",
    "signed",
    "registered",
    "started",
    "completed",
    "producing",
    "full",
)


def add_meetings(world: World) -> None:
    """All of it, back-dated over the past year."""
    _add_visits(world)
    trips = _add_trips(world)
    _add_agreements(world)
    _add_follow_ups(world, trips)


def _add_visits(world: World) -> None:
    rng, rows = world.rng, []
    open_ones = [project for project in world.projects if project.stage != "lead"]
    for _ in range(VISITS):
        project = rng.choice(open_ones)
        kind = rng.choices(("visit", "reception", "negotiation", "remote"), (40, 30, 20, 10))[0]
        rows.append(
            Visit(
                kind=kind,
                part="fund_manager" if project.track == "fund" else "investor",
                held_on=world.days_ago(0, 365),
                enterprise=project.enterprise,
                place="青澜区投资促进中心" if kind == "reception" else project.enterprise.city,
                city="澜州" if kind == "reception" else project.enterprise.city,
                project=project,
                met=f"{world.names.person()}（总经理）",
                summary=rng.choice(_SAID),
                officer=project.officer,
                unit=project.officer.unit,
            )
        )
    for visit in Visit.objects.bulk_create(rows, batch_size=1000):
        visit.created_at = world.instant(visit.held_on)
        world.note(visit.officer, "visit.create", visit, visit.held_on, after={"kind": visit.kind})


def _add_trips(world: World) -> list[Trip]:
    rng, trips = world.rng, []
    for number in range(TRIPS):
        starts_on = world.as_of - timedelta(days=20 * (number + 1) + rng.randint(-6, 6))
        trips.append(_trip(world, starts_on, rng.choice(world.enterprises).city))
    for city in ("北京", "成都"):
        leader = rng.choice(world.people("bureau"))
        trips.append(Trip(title=f"赴{city}招商考察", status="planned", cities=[city], recorded_by=leader))
    trips = Trip.objects.bulk_create(trips)
    _add_members(world, trips)
    _add_stops(world, [trip for trip in trips if trip.status == "held"])
    return trips


def _trip(world: World, starts_on, city: str) -> Trip:
    officer = world.rng.choice(world.people("bureau") + world.people("manager"))
    return Trip(
        title=f"赴{city}招商考察（{starts_on.month}月）",
        status="held",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=world.rng.randint(1, 3)),
        cities=[city],
        purpose=f"走访{city}重点企业，对接在谈项目",
        recorded_by=officer,
        created_at=world.instant(starts_on),
    )


def _add_members(world: World, trips: list[Trip]) -> None:
    rows = []
    for trip in trips:
        leader = world.rng.choice(world.people("leader"))
        rows.append(TripMember(trip=trip, name=leader.name, title="区领导", is_leader=True, user=leader))
        for member in world.rng.sample(world.people("manager"), 3):
            rows.append(TripMember(trip=trip, name=member.name, title=member.unit.name, user=member))
    TripMember.objects.bulk_create(rows, ignore_conflicts=True)


def _add_stops(world: World, trips: list[Trip]) -> None:
    visits, places = [], []
    for trip in trips:
        there = [project for project in world.projects if project.enterprise.city == trip.cities[0]]
        chosen = world.rng.sample(there, min(len(there), world.rng.randint(4, 7)))
        for number, project in enumerate(chosen):
            days = (trip.ends_on - trip.starts_on).days + 1
            day = trip.starts_on + timedelta(days=number * days // len(chosen))
            visits.append(
                Visit(
                    kind="negotiation" if number % 3 == 0 else "visit",
                    part="fund_manager" if project.track == "fund" else "investor",
                    held_on=day,
                    enterprise=project.enterprise,
                    place=brand(project.enterprise.name),
                    city=trip.cities[0],
                    project=project,
                    met=f"{world.names.person()}（投资总监）",
                    summary=world.rng.choice(_SAID),
                    officer=project.officer,
                    unit=project.officer.unit,
                )
            )
            places.append((trip, number + 1))
    made = Visit.objects.bulk_create(visits)
    TripStop.objects.bulk_create(
        [
            TripStop(trip=trip, visit=visit, position=position)
            for visit, (trip, position) in zip(made, places, strict=True)
        ]
    )


def _add_agreements(world: World) -> None:
    """Each fact that an agreement proves has its agreement; a few ceremonies are still claims."""
    proving = {kind.proves: code for code, kind in stages().agreements.items() if kind.proves}
    rows, parties = [], []
    facts = ProjectFact.objects.filter(kind__in=proving).select_related(
        "project__enterprise", "project__officer"
    )
    for fact in facts:
        project, kind = fact.project, proving[fact.kind]
        claimed = world.rng.random() < 0.06
        rows.append(
            Agreement(
                title=f"{project.name}{stages().agreements[kind].zh}",
                kind="unknown" if claimed else kind,
                publicity="claimed" if claimed else "verified",
                signed_on=fact.happened_on,
                project=project,
                home_unit=project.lead_unit,
                amount_yuan=project.planned_investment_yuan,
                recorded_by=project.officer,
                created_at=world.instant(fact.happened_on),
            )
        )
        parties.append(project.enterprise)
    made = Agreement.objects.bulk_create(rows)
    AgreementParty.objects.bulk_create(
        [AgreementParty(agreement=row, enterprise=party) for row, party in zip(made, parties, strict=True)]
    )
    _add_commitments(world, made)


def _add_commitments(world: World, agreements: list[Agreement]) -> None:
    rows = []
    for agreement in agreements:
        if agreement.kind not in ("investment", "entry", "lease"):
            continue
        due = agreement.signed_on + timedelta(days=world.rng.randint(30, 200))
        kept = due - timedelta(days=5) if due < world.as_of and world.rng.random() < 0.8 else None
        rows.append(
            Commitment(agreement=agreement, side="they", text="首期资金到位", due_on=due, kept_on=kept)
        )
        rows.append(
            Commitment(
                agreement=agreement, side="we", text="完成厂房交付并接通水电", due_on=due, kept_on=kept
            )
        )
    Commitment.objects.bulk_create(rows)


def _add_follow_ups(world: World, trips: list[Trip]) -> None:
    rng, rows, links = world.rng, [], []
    departments = world.of_kind("department") + world.of_kind("section")
    for number in range(160):
        project = rng.choice(world.projects)
        asked = rng.choice(world.people("leader") + world.people("bureau"))
        done = rng.random() < 0.55
        waiting = not done and rng.random() < 0.12
        asks = rng.choice(_ASKS)
        unit = None if waiting else rng.choice(departments)
        if unit and unit.name in _ASKS_OF:
            asks = _ASKS_OF[unit.name][number % len(_ASKS_OF[unit.name])]
        rows.append(
            FollowUp(
                text=asks.format(name=brand(project.enterprise.name)),
                asked_of="有关板块和部门" if waiting else "",
                unit=unit,
                due_on=None if waiting else world.as_of + timedelta(days=rng.randint(-20, 25)),
                status="closed" if done else "open",
                answer="已办结并书面反馈企业。" if done else "",
                asked_by=asked,
                project=project,
                created_at=world.instant(world.days_ago(3, 120)),
            )
        )
        links.append(trips[number % TRIPS] if number % 3 == 0 else None)
    made = FollowUp.objects.bulk_create(rows)
    TripFollowUp.objects.bulk_create(
        [TripFollowUp(trip=trip, follow_up=row) for row, trip in zip(made, links, strict=True) if trip]
    )
    for row in made:
        world.note(row.asked_by, "follow_up.create", row, row.created_at.date(), after={"text": row.text})
