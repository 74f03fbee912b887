"""Names of funds, parks, bureaus, chambers, universities, institutes, people and projects, composed from lists.

Every maker takes a `random.Random` and gives a string; the grammar marks it.
"""

from functools import cache
from random import Random

from training.firms import brand, coined
from training.words import chance, lists, place
from yinli.core.reading.lexicons import words


def fund(rng: Random) -> str:
    """A fund."""
    ends, theme = rng.choice(lists()["fund"]["ends"]), rng.choice(lists()["trade"]["themes"])
    shape = rng.random()
    if shape < 0.35:
        return brand(rng) + ends
    if shape < 0.65:
        return place(rng, 0.8) + theme + ends
    if shape < 0.8:
        return theme + ends
    if shape < 0.9:
        return place(rng, 0.8) + ends
    return place(rng, 1) + brand(rng) + ends + rng.choice(("", "（有限合伙）", "合伙企业（有限合伙）"))


def park(rng: Random) -> str:
    """A zone, a park, a new town."""
    ends = rng.choice(lists()["park"]["ends"])
    shape = rng.random()
    if shape < 0.5:
        return place(rng, 0.7) + ends
    if shape < 0.62:
        return place(rng, 1) + rng.choice(lists()["trade"]["themes"]) + rng.choice(lists()["park"]["themed"])
    if shape < 0.74:
        return coined(rng) + ends
    if shape < 0.82:
        return place(rng, 1) + coined(rng) + ends
    if shape < 0.9:
        return brand(rng) + rng.choice(lists()["trade"]["themes"]) + rng.choice(lists()["park"]["themed"])
    return (
        place(rng, 0.8)
        + rng.choice(("经开区", "高新区", "开发区"))
        + rng.choice(lists()["trade"]["themes"])
        + rng.choice(lists()["park"]["themed"])
    )


def bureau(rng: Random) -> str:
    """A body of a government."""
    subject, end = rng.choice(lists()["government"]["subjects"]), rng.choice(lists()["government"]["ends"])
    shape = rng.random()
    if shape < 0.4:
        return place(rng, 0.0) + subject + end
    if shape < 0.62:
        return rng.choice(["省", "市", "区", "县", "州"]) + subject + end
    if shape < 0.72:
        return place(rng, 0.1) + rng.choice(
            ("人民政府", "政府", "委员会", "人大常委会", "政协", "纪委监委", "市委", "发展改革委")
        )
    if shape < 0.78:
        office = lists()["government"]["offices"]
        return rng.choice(("省", "市", "区", "县", "州", place(rng, 0))) + rng.choice(office)
    if shape < 0.84:
        return rng.choice(lists()["government"]["national"])
    if shape < 0.92:
        return park(rng) + rng.choice(("管委会", "管理委员会", "招商局", "投资促进局", "经发局", "党工委"))
    return place(rng, 1) + rng.choice(
        (
            "街道办事处",
            "镇政府",
            "镇人民政府",
            "驻京办事处",
            "驻" + place(rng, 1) + "办事处",
            "招商服务中心",
            "招商局",
        )
    )


def association(rng: Random) -> str:
    """A chamber, an association, an alliance."""
    shape, ends = rng.random(), rng.choice(lists()["association"]["ends"])
    trade = rng.choice(lists()["association"]["industries"])
    if shape < 0.3:
        return place(rng, 0.5) + place(rng, 1) + rng.choice(("商会", "总商会", "企业商会", "同乡会"))
    if shape < 0.6:
        return place(rng, 0.6) + trade + ends
    if shape < 0.72:
        return "中国" + trade + ends
    if shape < 0.8:
        return place(rng, 0.3) + rng.choice(
            (
                "工商联",
                "贸促会",
                "侨联",
                "工商业联合会",
                "总商会",
                "科协",
                "青年联合会",
                "台商协会",
                "企业家协会",
            )
        )
    if shape < 0.9:
        return rng.choice(
            (
                "中国美国",
                "中国欧盟",
                "德国",
                "日本",
                "中国日本",
                "香港",
                "澳门",
                "台湾",
                "韩国",
                "新加坡",
                "法国",
            )
        ) + rng.choice(("商会", "工商会", "中华总商会", "贸易振兴机构", "中小企业协会", "工业总会"))
    return university(rng) + place(rng, 1) + "校友会"


def university(rng: Random) -> str:
    """A university or college."""
    if chance(rng, 0.18):
        return rng.choice(lists()["university"]["short"])
    return (
        place(rng, 1)
        + rng.choice(lists()["university"]["kinds"])
        + (rng.choice(("材料学院", "机械学院", "商学院", "医学院")) if chance(rng, 0.06) else "")
    )


def institute(rng: Random) -> str:
    """A research institute, a laboratory, an exchange, a news agency, a hospital."""
    theme, ends = rng.choice(lists()["trade"]["themes"]), rng.choice(lists()["institution"]["ends"])
    shape = rng.random()
    if shape < 0.3:
        return place(rng, 0.8) + theme + ends
    if shape < 0.5:
        return university(rng) + (place(rng, 1) if chance(rng, 0.6) else theme) + ends
    if shape < 0.65:
        return (
            rng.choice(("中科院", "中国科学院", "中国", "国家"))
            + rng.choice((place(rng, 1), ""))
            + theme
            + ends
        )
    if shape < 0.75:
        return rng.choice(lists()["institution"]["national"]) + (
            place(rng, 1) + rng.choice(("分社", "分院", "研究所", "分所")) if chance(rng, 0.35) else ""
        )
    if shape < 0.9:
        return brand(rng) + rng.choice(("", theme)) + ends
    return place(rng, 0.8) + rng.choice(
        (
            "人民医院",
            "中心医院",
            "博物馆",
            "福利院",
            "设计院",
            "规划院",
            "农科院",
            "社科院",
            "图书馆",
            "技师学院",
        )
    )


def person(rng: Random) -> str:
    """Somebody's name."""
    if chance(rng, 0.05):
        return rng.choice(lists()["person"]["foreign"])
    family = rng.choice(common_surnames()) if chance(rng, 0.75) else rng.choice(surnames())
    given = "".join(rng.choice(lists()["person"]["given"]) for _ in range(1 if chance(rng, 0.28) else 2))
    return family + (" " if len(given) == 1 and chance(rng, 0.06) else "") + given


@cache
def surnames() -> tuple[str, ...]:
    """The hundred family names and some more."""
    return tuple(sorted(words("people", "surnames") | words("people", "compound")))


@cache
def common_surnames() -> tuple[str, ...]:
    """Those that most people bear."""
    return tuple(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
    )


def project(rng: Random) -> str:
    """A project's name: of no body's."""
    what = rng.choice(lists()["trade"]["themes"])
    tail = rng.choice(lists()["more"]["projects"])
    return rng.choice((brand(rng), place(rng, 1), "")) + what + tail + "项目"
