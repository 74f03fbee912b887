"""What stands in the slots of the templates: names with their marks, and words in which nothing is marked."""

from collections.abc import Callable
from random import Random

from training import bodies, firms, people, schools
from training.firms import common
from training.real_names import trades
from training.story import Story
from training.words import chance, lists, place
from training.written import Written, joined, plain


def slot(name: str, story: Story) -> Written:
    """What stands in a slot."""
    return _SLOTS[name](story)


def _marked(make: Callable[[Random], str], label: str) -> Callable[[Story], Written]:
    return lambda story: plain(make(story.rng)).as_a(label)


def _words(make: Callable[[Random], str]) -> Callable[[Story], Written]:
    return lambda story: plain(make(story.rng))


def _org(story: Story) -> Written:
    kinds = ("firm", "park", "inst", "univ", "assoc", "fund", "gov")
    return slot(story.rng.choices(kinds, (12, 4, 3, 2, 2, 1, 1))[0], story)


def _party(story: Story) -> Written:
    if chance(story.rng, 0.2):
        return plain(place(story.rng))
    return slot(
        story.rng.choices(("gov", "park", "firm", "univ", "inst", "bank", "assoc"), (4, 3, 8, 1, 1, 1, 1))[0],
        story,
    )


def _firms(story: Story) -> Written:
    rng = story.rng
    members = [story.firm() for _ in range(rng.choice((2, 2, 3, 3, 4, 5, 6)))]
    if chance(rng, 0.25):
        members.insert(rng.randrange(len(members)), _org(story))
    listed = joined(members[:-1], "、") + rng.choice(("、", "、", "和", "以及", "及")) + members[-1]
    tail = (
        "",
        "等",
        "等企业",
        "等公司",
        "等知名企业",
        f"等{_count(rng)}家企业",
        f"等{_count(rng)}余家企业",
        "等单位",
        "等多家企业",
    )
    return listed + rng.choice(tail)


_PEOPLE = ("党委", "市委", "区委", "县委", "省委", "州委", "工委")


def _leader(story: Story) -> Written:
    """An official with what they are; bureaus and parks in it are bodies, posts built on a place are none."""
    rng, posts = story.rng, lists()["person"]
    kind = rng.random()
    if kind < 0.45:
        seat = rng.choice(("市", "区", "县", "省", "州", place(rng, 0), place(rng, 0)))
        title = plain(
            seat + rng.choice(posts["party"]) + rng.choice(("", "", "、" + rng.choice(posts["posts"])))
        )
    elif kind < 0.6:
        title = plain(rng.choice(("", place(rng, 0), place(rng, 1))) + rng.choice(posts["posts"]))
    elif kind < 0.85:
        title = (
            plain(bodies.bureau(rng)).as_a("G")
            + rng.choice(("", "党组书记、", ""))
            + rng.choice(posts["bureau"])
        )
    else:
        title = plain(bodies.park(rng)).as_a("P") + rng.choice(
            ("党工委书记", "管委会主任", "管委会副主任", "党工委副书记、管委会主任")
        )
    return title + plain(people.person(rng)).as_a("N")


def _boss(story: Story) -> Written:
    """Somebody of a firm, a chamber or a school, with the body."""
    rng, posts = story.rng, lists()["person"]
    kind = rng.random()
    if kind < 0.68:
        body, title = story.firm(), rng.choice(posts["company"])
    elif kind < 0.82:
        body, title = slot("assoc", story), rng.choice(posts["society"])
    else:
        body, title = slot(rng.choice(("univ", "inst")), story), rng.choice(posts["school"])
    if chance(rng, 0.1):
        return plain(people.person(rng)).as_a("N") + rng.choice(("，", "（")) + body + title + "，"
    return (
        body
        + rng.choice(("", "", "", "", "创始人、", "集团", "中国区", _division(rng)))
        + title
        + plain(people.person(rng)).as_a("N")
    )


def _division(rng: Random) -> str:
    """A part of a firm, which belongs to somebody's title and not to the firm's name."""
    where = rng.choice(("华东", "华南", "东北", "西南", "华中", "亚太", "大中华", "全球", "海外", "国际"))
    what = rng.choice(("区域公司", "大区", "区", "事业部", "总部", "分部", "市场部", "研发中心", "业务部"))
    own = rng.choice((where + what, where + what, rng.choice(lists()["trade"]["short"]) + "事业部"))
    return own + rng.choice(("", "", "常务", "执行", "首席"))


def _people(story: Story) -> Written:
    rng = story.rng
    first = _leader(story)
    rest = [
        _leader(story) if chance(rng, 0.4) else plain(people.person(rng)).as_a("N")
        for _ in range(rng.choice((1, 2, 3)))
    ]
    return joined([first, *rest], rng.choice(("、", "、", "，")))


def _count(rng: Random) -> str:
    return str(
        rng.choice(
            (rng.randrange(2, 20), rng.randrange(2, 20), rng.randrange(20, 200), rng.randrange(200, 5000))
        )
    )


def _amount(rng: Random) -> str:
    head = rng.choice(("", "", "", "约", "近", "超", "逾", "超过", "不低于", "达"))
    number = rng.choice(
        (
            str(rng.randrange(1, 100)),
            f"{rng.uniform(1, 90):.1f}",
            f"{rng.uniform(1, 20):.2f}",
            "百",
            "十",
            str(rng.randrange(1, 60) * 1000),
        )
    )
    unit = (
        rng.choice(
            ("亿元", "亿元", "亿元", "万元", "亿美元", "万美元", "亿", "亿元人民币", "亿港元", "亿欧元")
        )
        if number not in "百十"
        else "亿元"
    )
    return head + number + unit + rng.choice(("", "", "", "以上", "左右"))


def _date(rng: Random) -> str:
    month, day = rng.randrange(1, 13), rng.randrange(1, 29)
    year = rng.randrange(2003, 2026)
    return rng.choice(
        (
            f"{month}月{day}日",
            f"{month}月{day}日",
            f"{year}年{month}月{day}日",
            f"{month}月{day}日至{min(day + 3, 28)}日",
            "近日",
            "日前",
            f"{day}日",
            f"{year}年{month}月",
            f"{month}月{day}日上午",
            "今天",
            "昨日",
            "去年底",
            f"{month}月中旬",
        )
    )


def _theme(rng: Random) -> str:
    """A line of business or a product: of no body's, though two words of it may look like a brand."""
    if chance(rng, 0.6):
        return rng.choice(lists()["trade"]["themes"])
    two = rng.choice((trades(), common()))
    return rng.choice((*lists()["trade"]["short"], rng.choice(common()))) + rng.choice(two)


def _verb(rng: Random) -> str:
    """Words that stand right before a name and are none of it."""
    return rng.choice(lists()["more"]["verbs"])


def _nick(rng: Random) -> str:
    """How people are called in chats: no full name."""
    family = rng.choice(people.common_surnames())
    short = family + rng.choice("总局处科主董工书市区县")
    return rng.choice(
        (short, "老" + family, "小" + family, family + "主任", family + "部长", family + "经理")
    )


def _delegation(rng: Random) -> str:
    home = rng.choice((place(rng, 0.5), "市", "区", "县", "我市", "我区", ""))
    return home + rng.choice(lists()["more"]["delegations"])


def _site(rng: Random) -> str:
    own = rng.choice((place(rng, 1), firms.coined(rng), firms.brand(rng), ""))
    return own + rng.choice(lists()["more"]["sites"])


def _agreement(rng: Random) -> str:
    return rng.choice(lists()["more"]["agreements"])


def _media(rng: Random) -> str:
    return rng.choice(lists()["more"]["media"])


def _area(rng: Random) -> str:
    return f"{_count(rng)}{rng.choice(('亩', '平方米', '公顷', '万平方米', '平方公里'))}"


def _alias(story: Story) -> Written:
    return story.again()


def _percent(rng: Random) -> str:
    return rng.choice(
        (
            f"{rng.uniform(1, 60):.1f}%",
            f"{rng.uniform(1, 60):.2f}%",
            f"{rng.randrange(2, 90)}%",
            f"{rng.randrange(1, 9)}倍",
        )
    )


_SLOTS: dict[str, Callable[[Story], Written]] = {
    "firm": Story.firm, "again": Story.again, "alias": _alias, "firms": _firms, "org": _org, "party": _party,
    "bank": _marked(firms.bank, "E"), "fund": _marked(bodies.fund, "F"), "park": _marked(bodies.park, "P"),
    "gov": _marked(bodies.bureau, "G"), "foreign": _marked(bodies.foreign_body, "G"),
    "assoc": _marked(bodies.association, "A"), "univ": _marked(schools.university, "U"),
    "inst": _marked(schools.institute, "I"), "person": _marked(people.person, "N"),
    "leader": _leader, "leaders": _people, "guest": _boss,
    "exchange": lambda story: plain(story.rng.choice(lists()["more"]["exchanges"])).as_a("I"),
    "line": lambda story: plain("\n"),
    "place": _words(place), "project": _words(bodies.project), "theme": _words(_theme), "amount": _words(_amount),
    "count": _words(_count), "date": _words(_date), "delegation": _words(_delegation), "site": _words(_site),
    "agreement": _words(_agreement), "media": _words(_media), "area": _words(_area), "percent": _words(_percent),
    "year": _words(lambda rng: str(rng.randrange(1985, 2026))), "code": _words(lambda rng: f"{rng.randrange(1, 999999):06}"),
    "bosstitle": _words(lambda rng: rng.choice(lists()["person"]["company"])),
    "verb": _words(_verb), "nick": _words(_nick),
    "post": _words(lambda rng: rng.choice((*lists()["person"]["company"], *lists()["person"]["bureau"]))),
    "abroad": _words(lambda rng: rng.choice(lists()["more"]["abroad"])),
    "society": _words(lambda rng: rng.choice(lists()["person"]["society"])),
    "schooltitle": _words(lambda rng: rng.choice(lists()["person"]["school"])),
}  # fmt: skip
