"""Names of universities, their schools, institutes and laboratories, composed from lists."""

from random import Random

from training.firms import brand, coined
from training.words import chance, lists, place


def university(rng: Random) -> str:
    """A university or college."""
    if chance(rng, 0.18):
        return rng.choice(lists()["university"]["short"])
    name = place(rng, 1) + rng.choice(lists()["university"]["kinds"])
    shape = rng.random()
    if shape < 0.06:
        return name + f"（{place(rng, 1)}）" + (faculty(rng) if chance(rng, 0.4) else "")
    if shape < 0.2:
        return rng.choice((name, rng.choice(lists()["university"]["short"]))) + faculty(rng)
    if shape < 0.24:
        return name + coined(rng) + rng.choice(("校区", "学院", "分校"))
    return (rng.choice(lists()["brand"]["words"]) if shape > 0.94 else "") + name


def faculty(rng: Random) -> str:
    """A school within a university."""
    first, second = rng.choice(lists()["university"]["fields"]), rng.choice(lists()["university"]["fields"])
    return (
        first
        + (rng.choice(("与", "", "和")) + second if chance(rng, 0.5) else "")
        + rng.choice(("学院", "学院", "工程学院", "学部", "系"))
    )


def _laboratory(rng: Random) -> str:
    """A laboratory or school with a long name, a joint one of two firms, an institute of a group."""
    shape, fields = rng.random(), lists()["university"]["fields"]
    head = rng.choice(
        (rng.choice(lists()["university"]["short"]), university(rng), "中国科学院" + place(rng, 1))
    )
    if shape < 0.6:
        long = (
            rng.choice(fields)
            + rng.choice(("技术与", "科学与", "与", ""))
            + rng.choice(fields)
            + rng.choice(("系统", "工程", ""))
        )
        return (
            head
            + long
            + rng.choice(("全国重点实验室", "国家重点实验室", "重点实验室", "研究中心", "创新中心"))
        )
    if shape < 0.8:
        return (
            brand(rng) + rng.choice("·—-") + brand(rng) + rng.choice(("联合实验室", "联合创新中心", "研究院"))
        )
    return "中国" + rng.choice(lists()["trade"]["words"]) + "集团第" + rng.choice("一二三四五六") + "研究院"


def _of_a_field(rng: Random, shape: float, theme: str) -> str:
    """An institute of the Academy, of a university, a national centre for one field."""
    if shape < 0.08:
        return (
            rng.choice(("中科院", "中国科学院"))
            + place(rng, 1)[:2]
            + theme[:2]
            + rng.choice(("所", "研究所"))
        )
    if shape < 0.14:
        fields = rng.choice(lists()["university"]["fields"]), rng.choice(lists()["university"]["fields"])
        return university(rng) + "与".join(fields) + "研究所"
    return f"国家{theme}{rng.choice(('质量监督检验中心', '工程研究中心', '技术创新中心'))}（{place(rng, 1)}）"


def institute(rng: Random) -> str:
    """A research institute, a laboratory, an exchange, a news agency, a hospital."""
    if chance(rng, 0.1):
        return _laboratory(rng)
    theme, ends = rng.choice(lists()["trade"]["themes"]), rng.choice(lists()["institution"]["ends"])
    shape = rng.random()
    if shape < 0.18:
        return _of_a_field(rng, shape, theme)
    if shape < 0.34:
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
            f"第{rng.choice('一二三四五')}中学",
            "中学",
            "实验小学",
            "公证处",
            "文化馆",
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
