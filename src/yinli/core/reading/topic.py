"""Whether a text tells of promoting investment or talent at all."""

import re

from .document import Document
from .lexicons import words
from .told_by_model import Told

_SHORT = 150  # A note of a line or two is taken at its word.
# Names in which a word of the trade stands for something else.
_OTHERS = re.compile(r"招商(?:银行|证券|基金|信诺|蛇口|轮船)")
# (strong words, different words, words around them): each a way for a text to be about promotion.
_WAYS = ((1, 2, 2), (3, 1, 2), (1, 1, 6), (0, 3, 5))
# So many happenings, about, are enough by themselves.
_TOLD = 1.5


def is_on_topic(doc: Document, said: Told) -> bool:
    """False for a longer text with next to no word of the trade in which nothing is told that promotion brings about: its
    figures and deeds are no results. `said` is what the model makes of it."""
    return len(doc.text) < _SHORT or said.total >= _TOLD or _in_its_words(doc)


def _in_its_words(doc: Document) -> bool:
    text = _OTHERS.sub("", doc.text)
    strong = [count for word in words("trade", "topic.strong") if (count := text.count(word))]
    weak = sum(word in text for word in words("trade", "topic.weak"))
    around = sum(word in text for word in words("trade", "topic.around"))
    found = (sum(strong), len(strong) + weak, around)
    return any(all(has >= wanted for has, wanted in zip(found, way, strict=True)) for way in _WAYS)
