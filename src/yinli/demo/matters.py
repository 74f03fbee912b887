"""What the department is asked: late, due, answered, sent back and accepted; some of it for confidential projects.

Written by the same actions that people use, so that the bell rings and the history tells who did what.
"""

from datetime import timedelta

from yinli.base.accounts.models import User
from yinli.demo.names import brand
from yinli.demo.world import World
from yinli.domain.follow_ups import actions
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.actions import protect
from yinli.domain.projects.models import Project

_ASKED = (
    # (what, days from today, whether for a confidential project)
    ("对{name}厂房改造的环评豁免条件出具书面意见", -3, False),
    ("核定新建产线的挥发性有机物总量指标，答复投资方", 1, True),
    ("就{name}拟选地块的土壤调查报告提出审查意见", 4, False),
    ("说明重点项目环评提前介入需要企业准备的材料", 9, True),
)
_ANSWERED = (
    "明确{name}雨污分流改造的验收要求",
    "已与企业环保负责人现场对接，验收清单已发企业，随时可以申请验收。",
)
_SENT_BACK = (
    "测算{name}二期的废水接管容量",
    "接管容量可以满足。",
    "请写明可接管的日水量、接管位置和最早接通时间，企业要据此定产能。",
)
_ACCEPTED = ("确认{name}是否适用环评告知承诺制", "该项目属告知承诺制试点行业，可当日受理、当日出具批复。")


_BLOCKED = (
    ("{name}二期主要污染物排放总量指标未落实，影响环评报批", -6),
    ("{name}拟用地块土壤污染状况调查未完成，影响供地", 3),
    ("{name}排水许可与环评批复的水量不一致，需联合复核", 12),
)


def add_matters(world: World) -> None:
    """Two confidential projects, and what the department was asked for them and for others."""
    closed, others = _close_two(world), _of_the_section(world)
    for number, (text, days, secret) in enumerate(_ASKED):
        project = (closed if secret else others)[number // 2]
        _ask(world, text, project, days)
    bureau, department = world.login("bureau"), world.login("department")
    _answer(_ask(world, _ANSWERED[0], others[2], 2), _ANSWERED[1], department)
    returned = _answer(_ask(world, _SENT_BACK[0], others[3], 6), _SENT_BACK[1], department)
    actions.send_back(returned, _SENT_BACK[2], by=bureau, seen=returned.version)
    for number, (text, days) in enumerate(_BLOCKED):
        _ask(world, text, others[5 + number], days, FollowUp.Kind.BLOCKER)
    accepted = _answer(_ask(world, _ACCEPTED[0], others[4], 5), _ACCEPTED[1], department)
    actions.confirm(accepted, by=bureau, seen=accepted.version)


def _close_two(world: World) -> list[Project]:
    """Projects of the officer in talks, which only the people named on them see."""
    named = [world.login(username) for username in ("bureau", "manager", "officer")]
    bureau = world.login("bureau")
    talks = [
        project
        for project in world.projects
        if project.officer == world.login("officer") and project.stage in ("negotiating", "intent")
    ]
    return [
        protect(project, named, by=bureau, seen=project.version)
        for project in [project for project in talks if project.status == "active"][:2]
    ]


def _of_the_section(world: World) -> list[Project]:
    unit = world.units["澜湖高新园"]
    return [
        project for project in world.projects if project.lead_unit == unit and project.track == "industry"
    ]


def _ask(world: World, text: str, project: Project, days: int, kind: str = FollowUp.Kind.TASK) -> FollowUp:
    asked = text.format(name=brand(project.enterprise.name))
    return actions.ask(
        asked,
        kind=kind,
        by=world.login("bureau"),
        unit=world.login("department").unit,
        due_on=world.as_of + timedelta(days=days),
        project=project,
    )


def _answer(follow_up: FollowUp, words: str, by: User) -> FollowUp:
    return actions.answer(follow_up, words, by=by, seen=follow_up.version)
