"""Text made uniform without moving a character: offsets into the result are offsets into the original."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

from .lexicons import table

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTES = str.maketrans("「」『』﹁﹂", "“”‘’“”")
# Radicals that stand for signs in text copied out of a PDF; those of another block NFKC knows.
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰", "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙"
)


def normalise(text: str) -> str:
    """Full-width forms to half-width, traditional signs to simplified ones, forum spellings (sj for 书记) to plain words.

    Every replacement has the length of what it replaces: forums write one letter a character, and
    compatibility forms that would grow (㎡) stay as they are.
    """
    same = _simplified("".join(_compatible(c) for c in text).translate(_QUOTES).translate(_RADICALS))
    for pattern, word in _spellings():
        same = re.sub(pattern, word, same)
    return same


def as_written(original: str, text: str) -> str:
    """Words for a reader: `original` where it differs from its normalised `text` by script or width only, else `text`
    (a forum's sj is read as what it stands for)."""
    return original if _simplified("".join(_compatible(c) for c in original)) == text else text


def _simplified(text: str) -> str:
    """The same in simplified signs; words that would change their length are changed sign by sign."""
    if _LONE_SURROGATE.search(text):
        # No text at all to the converter, which takes UTF-8.
        return text
    whole = _converter().convert(text)
    if len(whole) == len(text):
        return whole
    return "".join((one if len(one := _converter().convert(sign)) == 1 else sign) for sign in text)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _compatible(char: str) -> str:
    if char < "\x7f" or "\u4e00" <= char <= "\u9fff":
        return char
    if "①" <= char <= "⑳":
        # It numbers what follows: 5 of ⑤万 would make a figure of it.
        return "、"
    flat = unicodedata.normalize("NFKC", char)
    if len(flat) != 1:
        return char
    # Körber and Müller are read as Korber and Muller: what tells Latin words apart from others is their plain letters.
    plain = unicodedata.normalize("NFKD", flat)[0] if "À" <= flat <= "ſ" else flat
    return plain if plain.isascii() else flat


def _spellings() -> list[tuple[str, str]]:
    return [(row["pattern"], row["word"]) for row in table("forum")["spelling"]]
