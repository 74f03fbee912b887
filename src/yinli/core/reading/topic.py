"""Whether a text tells of promoting investment or talent at all."""

from .document import Document
from .lexicons import words

_SHORT = 150  # A note of a line or two is taken at its word.


def is_on_topic(doc: Document) -> bool:
    """False for a longer text with next to no word of the trade: its figures and deeds are no results."""
    if len(doc.text) < _SHORT:
        return True
    core = sum(doc.text.count(word) for word in words("trade", "topic.core"))
    around = sum(word in doc.text for word in words("trade", "topic.around"))
    return core >= 2 or (core == 1 and around >= 3)
