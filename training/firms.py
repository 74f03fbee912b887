"""Names of firms, composed from lists.

Every maker takes a `random.Random` and gives a string; the grammar marks it.
"""

from collections.abc import Callable
from functools import cache
from random import Random

from training.real_names import real_brand, real_short, trades
from training.words import chance, lists, place
from yinli.core.reading.lexicons import rows, words

VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ia", "io", "ou"]
CODAS = ["", "", "n", "r", "s", "x", "l", "t", "m", "ck", "ch", "nd", "rt"]


def brand(rng: Random) -> str:
    """What is a firm's own in its name."""
    return rng.choices(
        (real_brand, coined, three, everyday, sounded, numbered, regional, central),
        (24, 7, 3, 3, 4, 1, 1, 1),
    )[0](rng)


def coined(rng: Random) -> str:
    """Two signs that firms like."""
    return "".join(rng.sample(lists()["brand"]["signs"], 2))


def three(rng: Random) -> str:
    """Three or four of them."""
    signs = rng.sample(lists()["brand"]["signs"], rng.choice((3, 3, 3, 4)))
    if chance(rng, 0.15):
        signs[1] = signs[0]
    return "".join(signs)


@cache
def common() -> tuple[str, ...]:
    """Two-sign nouns of everyday use."""
    return tuple(
        word
        for word, count, kind in rows("words")
        if kind in ("n", "a", "s") and len(word) == 2 and int(count) > 60
    )


def everyday(rng: Random) -> str:
    """A word of everyday use."""
    return rng.choice(lists()["brand"]["words"]) if chance(rng, 0.6) else rng.choice(common())


def sounded(rng: Random) -> str:
    """A foreign name in Chinese signs."""
    size = rng.choices((2, 3, 4, 5), (3, 6, 3, 1))[0]
    return "".join(rng.choice(lists()["brand"]["sounds"]) for _ in range(size))


def numbered(rng: Random) -> str:
    """A number and a thing (三只…, 七匹…)."""
    number = rng.choice("一二三四五六七八九十")
    return number + rng.choice(("只", "匹", "个", "棵", "叶", "点", "度", "")) + rng.choice(common())


def regional(rng: Random) -> str:
    """A region's one sign and another (浙…, 沪…)."""
    return rng.choice(sorted(words("organisations", "words.regions"))) + rng.choice(lists()["brand"]["signs"])


def central(rng: Random) -> str:
    """A national firm's name (中…, 国…, 华…)."""
    trade = lists()["more"]["national"]
    return rng.choice(("中", "中", "中国", "国", "华")) + rng.choice(trade)


def latin(rng: Random) -> str:
    """A name in Latin letters."""
    kind = rng.random()
    if kind < 0.35:
        return "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(rng.choice((2, 3, 3, 3, 4))))
    syllables = [
        rng.choice(lists()["more"]["latin"]) + rng.choice(VOWELS) + rng.choice(CODAS)
        for _ in range(rng.choice((2, 2, 3)))
    ]
    word = "".join(s if i == 0 else s.lower() for i, s in enumerate(syllables))
    if kind < 0.5:
        return word + " " + rng.choice(lists()["legal"]["latin"])
    return word + rng.choice(("Tech", "Bio", "Soft", "", "", "", " Group", "-" + word[:3].upper()))


def trade_of(rng: Random) -> str:
    """A line of business, as it stands in a registered name."""
    return rng.choice(lists()["trade"]["words"] if chance(rng, 0.7) else trades())


def full_firm(rng: Random) -> str:
    """A registered name."""
    trade, legal = trade_of(rng), rng.choice(lists()["legal"]["full"])
    own = brand(rng)
    shape = rng.random()
    if shape < 0.55:
        return place(rng, 0.75) + own + trade + legal
    if shape < 0.65:
        opened, closed = rng.choice(("（）", "()"))
        return own + trade + opened + place(rng, 1) + closed + legal
    if shape < 0.75:
        return own + trade + legal
    if shape < 0.82:
        return f"{place(rng, 1)}{trade}{legal}"
    if shape < 0.88:
        return f"{own}（中国）{rng.choice(('', trade))}{legal}"
    if shape < 0.94:
        return f"中国{own}{trade if chance(rng, 0.5) else ''}{legal}"
    return f"{place(rng, 0.6)}{own}{trade}{legal}{place(rng, 1)}{rng.choice(('分公司', '分行', '支行', '办事处'))}"


def short_firm(rng: Random) -> str:
    """How a firm is called in a news text: brand and line of business, or brand and 集团."""
    own, short = brand(rng), rng.choice(lists()["trade"]["short"])
    shape = rng.random()
    if shape < 0.55:
        return own + short
    if shape < 0.72:
        return own + "集团"
    if shape < 0.8:
        return own + trade_of(rng) + rng.choice(("集团", "公司"))
    if shape < 0.84:
        return own + rng.choice(("公司", "公司", "企业", "实业", "国际", "股份"))
    if shape < 0.86:
        return small_firm(rng)
    if shape < 0.92:
        return place(rng, 1) + short + rng.choice(("集团", "公司", "投资集团", "控股集团"))
    return place(rng, 1) + own + short


def western(rng: Random) -> str:
    """A name of two or three words in Latin letters, or a figure and a word (3M…)."""
    words = [latin(rng).split(" ")[0].split("-")[0] for _ in range(rng.choice((1, 1, 2)))]
    shape = rng.random()
    if shape < 0.2:
        return f"{rng.randrange(1, 10)}{rng.choice('ABCDGMKLX')}"
    if shape < 0.35:
        return words[0] + rng.choice(("（", "(")) + sounded(rng) + "）"
    tail = rng.choice(
        (*lists()["legal"]["latin"], "Electronics", "Energy", "Pharma", "Systems", "Automotive", "Capital")
    )
    return " ".join([*words, tail])


def foreign_firm(rng: Random) -> str:
    """A firm from abroad, with its country or in its own letters."""
    if chance(rng, 0.15):
        return western(rng) + rng.choice(
            (
                "",
                "",
                "公司",
                "中国",
                "（中国）",
                "日本公司",
                "亚太",
                "中国公司",
                place(rng, 1) + "代表处",
                place(rng, 1) + "公司",
            )
        )
    country = rng.choice(lists()["more"]["countries"])
    own = rng.choice((sounded, latin, sounded, coined))(rng)
    shape = rng.random()
    if shape < 0.5:
        return (
            country
            + own
            + rng.choice(("公司", "集团", "株式会社", "", "", "国际集团", "控股", "工业集团", "中国公司"))
        )
    if shape < 0.75:
        return own + rng.choice(("中国", "（中国）", "亚太", "中国区", "")) + rng.choice(("公司", "", "集团"))
    return own


def bank(rng: Random) -> str:
    """A bank, a broker, an insurer."""
    head = rng.choice((*lists()["more"]["banks"], *(place(rng, 1) for _ in range(8))))
    tail = rng.choice(("银行", "银行", "农商银行", "农商行", "城商行", "证券", "人寿", "信托", "村镇银行"))
    branch = (
        place(rng, 1) + rng.choice(("分行", "支行", "省分行", "市分行"))
        if "行" in tail and chance(rng, 0.45)
        else ""
    )
    return head + tail + branch


def small_firm(rng: Random) -> str:
    """A shop, a workshop, a branch office."""
    own, end = brand(rng), rng.choice(lists()["legal"]["small"])
    where = place(rng, 0.7) if chance(rng, 0.6) else ""
    return where + own + (trade_of(rng) if chance(rng, 0.6) else "") + end


def bare_brand(rng: Random) -> str:
    """A brand alone, as readers know it."""
    shape = rng.random()
    if shape < 0.3:
        return known(rng)
    if shape < 0.55:
        return listed(rng)
    return rng.choice((real_brand, coined, sounded, three, everyday, latin, central, real_brand))(rng)


def listed(rng: Random) -> str:
    """A listed firm by its short name, or something of it."""
    tail = ("", "", "", "", "", "集团", "公司", place(rng, 1), place(rng, 1) + "公司", "中国", "子公司")
    return real_short(rng) + rng.choice(tail)


def known(rng: Random) -> str:
    """A firm that everybody knows, or a unit of it."""
    name = rng.choice(lists()["known"]["firms"])
    tail = rng.choice(
        ("", "", "", "集团", "中国", "公司", place(rng, 1), rng.choice(lists()["trade"]["short"]))
    )
    return place(rng, 1) + name if chance(rng, 0.08) else name + tail


def salad(rng: Random) -> str:
    """Everyday words in no order: none of them is a name."""
    chosen = [rng.choice(everything()) for _ in range(rng.randrange(4, 15))]
    return "".join(word + rng.choice(("", "", "", "", "，", "、", "的")) for word in chosen) + "。"


@cache
def everything() -> tuple[str, ...]:
    """Common words, the commoner the likelier."""
    found = []
    for word, count, kind in rows("words"):
        found += (
            [word] * min(6, 1 + int(count) // 800) if len(word) > 1 and kind not in ("ns", "nr", "nz") else []
        )
    return tuple(found)


def central_unit(rng: Random) -> str:
    """A unit of a national builder (中…三局, 中…四公司)."""
    head = central(rng) if chance(rng, 0.7) else "中国" + rng.choice(lists()["trade"]["words"])
    number = rng.choice(lists()["more"]["numbers"])
    return head + rng.choice(
        (
            f"{number}局",
            f"{number}局集团",
            f"第{number}工程局",
            f"{number}公司",
            place(rng, 1) + "公司",
            "集团" + place(rng, 1) + "分公司",
        )
    )


def firm(rng: Random) -> str:
    """Any of them, as often as texts have them."""
    makers: tuple[Callable[[Random], str], ...] = (
        full_firm,
        short_firm,
        bare_brand,
        foreign_firm,
        bank,
        central_unit,
    )
    return rng.choices(makers, (30, 34, 14, 10, 5, 4))[0](rng)
