"""Names of people, composed from lists."""

from functools import cache
from random import Random

from training.firms import latin, sounded
from training.words import chance, lists
from yinli.core.reading.lexicons import words


def person(rng: Random) -> str:
    """Somebody's name."""
    if chance(rng, 0.1):
        return foreigner(rng)
    family = rng.choice(common_surnames()) if chance(rng, 0.75) else rng.choice(surnames())
    given = "".join(rng.choice(lists()["person"]["given"]) for _ in range(1 if chance(rng, 0.28) else 2))
    return family + (" " if len(given) == 1 and chance(rng, 0.06) else "") + given


def foreigner(rng: Random) -> str:
    """Somebody from abroad, in their own letters or in Chinese signs."""
    shape, people = rng.random(), lists()["person"]
    given, family = rng.choice(people["latin_given"]), rng.choice(people["latin_family"])
    if shape < 0.08:
        return rng.choice(people["minority"]) + rng.choice(people["minority"])
    if shape < 0.1:
        return rng.choice(people["hyphenated"]) + "·" + sounded(rng)
    if shape < 0.25:
        return f"{given} {family}"
    if shape < 0.35:
        pieces = [rng.choice(people["romanised"]) for _ in range(rng.choice((2, 3)))]
        return " ".join(pieces) if chance(rng, 0.6) else f"{given} {pieces[0]}"
    if shape < 0.4:
        return latin(rng).split(" ")[0] + " " + family
    if shape < 0.6:
        return f"{sounded(rng)}·{sounded(rng)}"
    if shape < 0.85:
        return rng.choice(people["japanese"]) + rng.choice(people["japanese_given"])
    return rng.choice(people["foreign"])


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
