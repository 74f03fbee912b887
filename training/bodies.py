"""Names of funds, parks, bureaus, chambers and projects, composed from lists.

Every maker takes a `random.Random` and gives a string; the grammar marks it.
"""

from random import Random

from training.firms import brand, central, coined, sounded
from training.schools import university
from training.words import chance, lists, place


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
    if shape < 0.86:
        return place(rng, 0.8) + ends
    if shape < 0.94:
        return rng.choice((brand, brand, central))(rng) + rng.choice(lists()["fund"]["managers"])
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
    if shape < 0.86:
        return brand(rng) + rng.choice(lists()["trade"]["themes"]) + rng.choice(lists()["park"]["themed"])
    if shape < 0.92:
        return two_countries(rng)
    if shape < 0.95:
        return (
            place(rng, 0.8)
            + coined(rng)
            + rng.choice(("新城", "新区", "旅游度假区", "文化旅游度假区", "片区"))
        )
    return (
        place(rng, 0.8)
        + rng.choice(("经开区", "高新区", "开发区"))
        + rng.choice(lists()["trade"]["themes"])
        + rng.choice(lists()["park"]["themed"])
    )


def two_countries(rng: Random) -> str:
    """A zone that two countries or provinces made."""
    pair = rng.choice(
        ("中马", "中德", "中新", "中日", "中韩", "中意", "中法", "中白", "海峡", "苏陕", "粤桂", "闽台")
    )
    where, ends = (
        place(rng, 1),
        rng.choice(("产业园区", "产业园", "工业园区", "合作园", "生态园", "科技园", "合作区")),
    )
    if chance(rng, 0.4):
        return f"{pair}（{where}）{rng.choice(('', rng.choice(lists()['trade']['themes'])))}{ends}"
    return pair + where + ends


def foreign_body(rng: Random) -> str:
    """A ministry, an agency, a consulate of another country, or one of China's there."""
    country = rng.choice(lists()["more"]["countries"])
    shape = rng.random()
    if shape < 0.3:
        return country + rng.choice(lists()["government"]["abroad"])
    if shape < 0.5:
        return (
            sounded(rng)
            + rng.choice(("州", "州", "邦", "市", "省", "县"))
            + rng.choice(("经济部", "经济厅", "政府", "商务局", "投资局", "经济促进局", "议会"))
        )
    if shape < 0.75:
        city = rng.choice(lists()["more"]["abroad"])
        return (
            rng.choice(("中国驻", "我国驻", "驻"))
            + city
            + rng.choice(("总领事馆", "总领馆", "领事馆", "办事处"))
        )
    return (
        country
        + "驻"
        + rng.choice(("华", "上海", "广州", "成都", "沈阳"))
        + rng.choice(("大使馆", "总领事馆", "总领馆", "使馆"))
    )


def bureau(rng: Random) -> str:
    """A body of a government, of China mostly."""
    if chance(rng, 0.08):
        return foreign_body(rng)
    if chance(rng, 0.1):
        return rng.choice((place(rng, 0.2), place(rng, 1), "市", "区")) + rng.choice(
            lists()["government"]["others"]
        )
    return own_bureau(rng)


def own_bureau(rng: Random) -> str:
    """A bureau of a place, a ministry, an office of a park."""
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
    if shape < 0.84:
        return rng.choice(("", "财团法人", "社团法人", "台湾区", "台湾", place(rng, 1), "香港")) + rng.choice(
            (
                trade + "工业同业公会", "工业总会", "工业会", "商业总会", "同乡联谊会", place(rng, 1) + "社团联会",
                "海峡" + trade + "基金会", "贸易发展局", trade + "发展协会",
            )
        )  # fmt: skip
    if shape < 0.92:
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


def project(rng: Random) -> str:
    """A project's name: of no body's."""
    what = rng.choice(lists()["trade"]["themes"])
    tail = rng.choice(lists()["more"]["projects"])
    return rng.choice((brand(rng), place(rng, 1), "")) + what + tail + "项目"
