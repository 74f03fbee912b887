"""Minutes of the last months, read and reviewed one a month: what the page Learning counts.

In each the reader takes a round of visits for a trip, which is always wrong; other mistakes come now and then.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yinli.base.sources.actions import keep
from yinli.core.dates import months_on
from yinli.demo.reports import text_of
from yinli.demo.world import World
from yinli.desk.intake.actions import correct, decide, decide_all, write
from yinli.desk.intake.reading_actions import read_source
from yinli.desk.learning.models import LearnedName, Verdict


@dataclass(frozen=True)
class Memo:
    """Who was visited: in full and in short, the second with its owner, and a third."""

    city: str
    first: str
    short: str
    manager: str
    trade: str
    second: str
    owner: str
    deputy: str
    third: str
    field: str


MEMOS = (
    Memo("苏州市", "恒翌封测股份有限公司", "恒翌封测", "贺知远", "车规级芯片封装测试", "澜珩光电", "凌越控股", "秦越", "晟野科技", "半导体"),
    Memo("杭州市", "启岚细胞科技有限公司", "启岚细胞", "沈一鸣", "细胞治疗药物", "泓岚药业", "泓岚集团", "陆书言", "砺衡创投", "生物医药"),
    Memo("合肥市", "朗沃动力系统有限公司", "朗沃动力", "顾清扬", "动力电池系统", "煦禾储能", "煦禾控股", "江望舒", "劭程智造", "新能源"),
    Memo("深圳市", "珩微传感技术有限公司", "珩微传感", "魏思远", "工业传感器", "骁图机器人", "骁图集团", "孟嘉禾", "卓睿数科", "机器人"),
    Memo("南京市", "霁诺检测技术有限公司", "霁诺检测", "范文博", "新材料检测", "翌辰新材料", "翌辰控股", "邹若曦", "铭晖资本", "新材料"),
    Memo("无锡市", "泓驰软件股份有限公司", "泓驰软件", "白宇航", "工业软件", "景帆物联网", "景帆集团", "尹亦凡", "弘集科技", "人工智能"),
)  # fmt: skip


def add_reviews(world: World) -> None:
    """One a month up to last month, decided on the day after."""
    for back, memo in zip(range(len(MEMOS), 0, -1), MEMOS, strict=True):
        _review(world, memo, months_on(world.as_of, -back).replace(day=10 + back), is_early=back > 3)


def _review(world: World, memo: Memo, on: date, is_early: bool) -> None:
    officer = world.login("officer")
    text = text_of("memo").format(published=_said(on), day=f"{on.month}月{on.day}日", **vars(memo))
    source = keep(text.encode(), f"走访纪要{on:%m%d}.txt", by=officer, published_on=on)
    draft, _ = read_source(source, by=officer)
    draft = decide(draft, "trip:held", "rejected", by=officer, seen=draft.version)
    typed = [(f"enterprise:{memo.first}", "about", f"主营{memo.trade}。")]
    if is_early:
        # Before the books knew such firms, more had to be mended.
        typed += [(f"visit:{memo.second}", "part", "partner"), (f"visit:{memo.third}", "city", memo.city)]
        draft = decide(
            draft,
            "enterprise_fact:0:subsidiary_of:" + memo.second,
            "rejected",
            by=officer,
            seen=draft.version,
        )
    for key, field, value in typed:
        draft = correct(draft, key, field, value, by=officer, seen=draft.version, today=on)
    draft, _ = decide_all(draft, "accepted", by=officer, seen=draft.version)
    draft = write(draft, by=officer, seen=draft.version, today=on)
    decided_at = datetime.combine(on + timedelta(days=1), time(10), world.zone)
    Verdict.objects.filter(draft=draft).update(decided_at=decided_at)
    LearnedName.objects.filter(item__draft=draft).update(learned_at=decided_at)


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
