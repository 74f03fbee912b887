"""Six hundred projects over all stages and tracks, each with the facts that its stage stands on."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from yinli.core import names
from yinli.core.workflow import reasons, stages
from yinli.demo.names import SECTORS, brand
from yinli.demo.world import World
from yinli.domain.projects.models import Project, ProjectAmount, ProjectFact

COUNT = 600
YI = Decimal(100_000_000)
# How many stand where, those that count and nearly count included elsewhere.
_SPREAD = {
    "lead": 80, "contact": 84, "negotiating": 104, "intent": 76, "reviewed": 36, "signed": 42,
    "registered": 26, "started": 26, "completed": 10, "producing": 16, "full": 10,
}  # fmt: skip
_CONTRACT = {"fund": "partnership_agreement", "leased": "entry_agreement"}
_NEXT = {
    "lead": ("首次联系，确认投资意向", "寄送园区资料并约见"),
    "contact": ("约定登门走访时间", "了解用地用房需求"),
    "negotiating": ("反馈厂房租金方案", "组织载体现场踏勘", "提交政策匹配建议"),
    "intent": ("起草投资协议初稿", "准备联审材料"),
    "reviewed": ("敲定投资协议条款", "确定签约日期"),
    "signed": ("协助办理公司注册", "跟进项目备案"),
    "registered": ("办理施工许可", "落实装修设计"),
    "started": ("协调接电方案", "跟踪主体施工进度"),
    "completed": ("组织竣工验收", "协助设备进场"),
    "producing": ("对接用工需求", "兑现首期扶持资金"),
    "full": ("了解增资扩产打算", "开展年度走访"),
}


@dataclass
class Plan:
    """What one project of the demo is to be."""

    stage: str
    track: str = ""
    sector: str = ""
    category: str = ""
    planned: Decimal | None = None
    # The day of the last fact; None: somewhere in the past year.
    until: date | None = None
    recognised_on: date | None = None
    status: str = "active"
    extra: dict[str, date] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    values: dict = field(default_factory=dict)


def add_projects(world: World) -> None:
    """Projects, their facts, their amounts as stated, and their history."""
    from yinli.demo.counted import counted_plans

    plans = [*counted_plans(world), *_everyday_plans(world)]
    plans += [Plan(stage="negotiating") for _ in range(COUNT - len(plans))]
    built = [_build(world, plan) for plan in plans]
    _give_funds(world, [project for project, _ in built if project.track == "fund"])
    world.projects = Project.objects.bulk_create([project for project, _ in built])
    facts = []
    for project, dates in built:
        facts += [
            ProjectFact(project=project, kind=kind, happened_on=on, recorded_by=project.officer)
            for kind, on in dates.items()
        ]
    ProjectFact.objects.bulk_create(facts, batch_size=1000)
    ProjectAmount.objects.bulk_create([amount for project in world.projects for amount in _stated(project)])
    _point_expansions(world)
    for project, dates in built:
        _tell(world, project, dates)


def _give_funds(world: World, funds: list[Project]) -> None:
    """Two funds in three are moved by those who know funds."""
    officers = world.people("fund_officer")
    for number, project in enumerate(funds):
        if number % 3:
            officer = officers[number % len(officers)]
            project.officer = project.reported_by = officer
            project.reporting_unit = officer.unit


def _everyday_plans(world: World):
    for stage, count in _SPREAD.items():
        for _ in range(count):
            yield Plan(stage=stage, status=world.rng.choices(("active", "paused", "lost"), (90, 6, 4))[0])


def _build(world: World, plan: Plan) -> tuple[Project, dict[str, date]]:
    rng = world.rng
    enterprise = rng.choice(world.enterprises)
    sector = next((word for word in SECTORS if word in enterprise.name), "软件")
    track = plan.track or SECTORS[sector][1]
    until = plan.until or world.days_ago(1, 150)
    dates = _facts(world, track, plan, until)
    stage = stages().furthest(track, set(dates))
    officer = rng.choice(world.people("officer"))
    first = min([*dates.values(), until]) - timedelta(days=rng.randint(2, 20))
    name = f"{brand(enterprise.name)}{_purpose(rng, track)}"
    gate = [dates[kind] for kind in stages().gate_facts(track, stage) if kind in dates]
    project = Project(
        **{
            "name": name,
            "name_pinyin": names.pinyin(name)[:400],
            "enterprise": enterprise,
            "track": track,
            "category": plan.category,
            "grade": rng.choices("ABC", (15, 35, 50))[0],
            "stage": stage,
            "stage_since_on": max(gate, default=first),
            "status": plan.status,
            "status_reason": _reason(rng, plan.status),
            "industries": list(enterprise.industries),
            "about": f"{enterprise.name}拟在青澜区建设{_purpose(rng, track)}，{enterprise.industries[0]}方向。",
            "channel": rng.choice(
                ("trip", "station", "agent", "existing", "gathering", "referral", "portal")
            ),
            "reporting_unit": officer.unit,
            "lead_unit": officer.unit
            if officer.unit.kind == "section"
            else rng.choice(world.of_kind("section")),
            "leader": rng.choice(world.people("leader")),
            "officer": officer,
            "reported_by": officer,
            "next_step": rng.choice(_NEXT[stage]),
            "next_step_due_on": world.as_of + timedelta(days=_due(rng)),
            "planned_investment_yuan": plan.planned or _planned(rng, track),
            "registered_capital_yuan": rng.choice((Decimal(5), Decimal(10), Decimal(20))) * YI / 10,
            "created_at": world.instant(first),
            **_money(world, stage, dates),
            **plan.values,
        }
    )
    return project, dates


def _purpose(rng, track: str) -> str:
    return rng.choice(
        {
            "industry": ("智能制造基地项目", "生产基地项目", "产业园项目"),
            "leased": ("研发中试基地项目", "华东生产中心项目"),
            "service": ("区域运营中心项目", "服务平台项目"),
            "headquarters": ("区域总部项目", "结算中心项目"),
            "fund": ("产业基金项目", "创投基金项目"),
        }[track]
    )


def _due(rng) -> int:
    """Days from today: most steps lie ahead, about one in twelve is overdue."""
    return -rng.randint(1, 25) if rng.random() < 0.08 else rng.randint(0, 30)


def _reason(rng, status: str) -> str:
    if status == "active":
        return ""
    return rng.choice(sorted(reasons("pause" if status == "paused" else status)))


def _planned(rng, track: str) -> Decimal:
    low, high = {"industry": (1, 40), "fund": (1, 20), "headquarters": (1, 10)}.get(track, (0.2, 6))
    return (Decimal(str(round(rng.uniform(low, high), 1)))) * YI


def _facts(world: World, track: str, plan: Plan, until: date) -> dict[str, date]:
    """A day for each gate up to the plan's stage, the last on `until`; now and then an early gate is a gap."""
    rng, table, day, found = world.rng, stages(), until, {}
    order = table.order(track)
    last = order.index(plan.stage) if plan.stage in order else len(order) - 1
    for position in range(last, 0, -1):
        gate = table.gates(track, order[position])
        if position == last or rng.random() > 0.08:
            for alternatives in gate:
                found[_fact(rng, track, alternatives.any_of)] = day
        day -= timedelta(days=rng.randint(6, 24))
    found.update(_papers(rng, track, plan.stage, until))
    found.update(plan.extra)
    if plan.recognised_on:
        found["city_recognition"] = plan.recognised_on
    return {kind: on for kind, on in found.items() if kind not in plan.without}


def _fact(rng, track: str, any_of: tuple[str, ...]) -> str:
    if "investment_agreement" in any_of:
        return _CONTRACT.get(track, "investment_agreement")
    return rng.choice(any_of)


def _papers(rng, track: str, stage: str, until: date) -> dict[str, date]:
    """Facts that open no gate and show that a project moves."""
    if track != "industry" or stage not in ("started", "completed", "producing", "full"):
        return {}
    kinds = ("filing", "environmental_approval", "land_acquired", "planning_permit", "construction_permit")
    return {
        kind: until - timedelta(days=20 + 15 * (5 - number))
        for number, kind in enumerate(kinds)
        if rng.random() < 0.8
    }


def _money(world: World, stage: str, dates: dict[str, date]) -> dict:
    """Capital paid in and due, fixed assets: for projects under contract only."""
    order = list(_SPREAD)
    if order.index(stage) < order.index("signed"):
        return {}
    due = Decimal(world.rng.randint(1, 20)) * YI / 10
    found = {
        "paid_in_due_yuan": due,
        "completion_due_on": world.as_of + timedelta(days=world.rng.randint(-200, 300)),
    }
    if world.rng.random() < 0.7:
        dates.setdefault("capital_paid_in", world.days_ago(1, 420))
        found["paid_in_yuan"] = (due * Decimal(world.rng.randint(30, 100)) / 100).quantize(Decimal("0.01"))
        if world.rng.random() < 0.15:
            found["used_foreign_capital_yuan"] = found["paid_in_yuan"]
    if stage in ("started", "completed", "producing", "full"):
        dates.setdefault("fixed_assets_recorded", world.days_ago(1, 420))
        found["fixed_asset_investment_yuan"] = due * 2
    return found


def _stated(project: Project):
    if project.planned_investment_yuan:
        yield ProjectAmount(
            project=project,
            basis="planned_investment",
            yuan=project.planned_investment_yuan,
            original=project.planned_investment_yuan,
            stated_on=project.created_at.date(),
        )


def _point_expansions(world: World) -> None:
    """An increase belongs to an earlier project of the demo."""
    earlier = [project for project in world.projects if project.stage == "full" and not project.expands_id]
    marked = [project for project in world.projects if project.channel == "expansion"]
    for number, project in enumerate(marked):
        project.expands, project.channel = earlier[number % len(earlier)], "existing"
    Project.objects.bulk_update(marked, ["expands", "channel"])


def _tell(world: World, project: Project, dates: dict[str, date]) -> None:
    by = project.officer
    world.note(by, "project.create", project, project.created_at.date(), after={"name": project.name})
    for kind, on in sorted(dates.items(), key=lambda item: item[1]):
        world.note(by, "project.fact", project, on, after={"fact": kind, "on": str(on)})
