"""Whether a text tells of promoting investment or talent at all."""

import re

from .document import Document
from .lexicons import words

_SHORT = 150  # A note of a line or two is taken at its word.
# Names in which a word of the trade stands for something else.
_OTHERS = re.compile(r"招商(?:银行|证券|基金|信诺|蛇口|轮船)")
# (different words of the core, all of them, words around it): each a way for a text to be about promotion.
_WAYS = ((2, 2, 3), (1, 3, 2), (1, 1, 6), (3, 3, 0))


def is_on_topic(doc: Document) -> bool:
    """False for a longer text with next to no word of the trade: its figures and deeds are no results."""
    if len(doc.text) < _SHORT:
        return True
    text = _OTHERS.sub("", doc.text)
    core = [count for word in words("trade", "topic.core") if (count := text.count(word))]
    around = sum(word in text for word in words("trade", "topic.around"))
    found = (len(core), sum(core), around)
    return any(all(has >= wanted for has, wanted in zip(found, way, strict=True)) for way in _WAYS)
