"""Text made uniform without moving a character: offsets into the result are offsets into the original."""

import re
import unicodedata

from .lexicons import table

_QUOTES = str.maketrans("「」『』﹁﹂", "“”‘’“”")


def normalise(text: str) -> str:
    """Full-width forms to half-width and forum spellings (sj for 书记) to plain words.

    Every replacement has the length of what it replaces: forums write one letter a character, and
    compatibility forms that would grow (㎡) stay as they are.
    """
    same = "".join(_compatible(c) for c in text).translate(_QUOTES)
    for pattern, word in _spellings():
        same = re.sub(pattern, word, same)
    return same


def _compatible(char: str) -> str:
    if char < "\x7f" or "\u4e00" <= char <= "\u9fff":
        return char
    flat = unicodedata.normalize("NFKC", char)
    return flat if len(flat) == 1 else char


def _spellings() -> list[tuple[str, str]]:
    return [(row["pattern"], row["word"]) for row in table("forum")["spelling"]]
