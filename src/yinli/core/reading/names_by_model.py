"""Bodies and people that the model tells, where it is sure and the words do not speak against it."""

from functools import cache

from .document import Document
from .lexicons import words
from .mentions import Mention, plain_words
from .tagger import Tagged, tagged

# Below these shares the model guesses: for a body, for a person, for a body of everyday words alone.
SURE = 0.9
SURE_PERSON = 0.9
SURE_OF_WORDS = 0.95
_PUNCTUATION = frozenset(" \n\t,。、;:!?“”‘’\"'《》<>·…—-|/")
_OPEN_CLOSED = (("(", ")"), ("[", "]"))


def by_model(doc: Document) -> list[Mention]:
    """Mentions of bodies by the model alone."""
    return [
        Mention(*one.span, one.kind, "org.model")
        for one in tagged(doc)
        if one.kind != "person" and one.sure >= SURE and _can_be_a_body(doc, one)
    ]


def corrected(told: list[Mention], sure: list[Mention]) -> list[Mention]:
    """Mentions told by rules, with those of the model: where both end together or the model's is the longer one, the
    model knows better where the name begins. A rule that says the same keeps its word: it says why."""
    same = {(one.start, one.end): one for one in told}
    kept = [one for one in told if not any(_is_overruled(one, other) for other in sure)]
    return kept + [same.get((other.start, other.end), other) for other in sure]


def _is_overruled(one: Mention, other: Mention) -> bool:
    within = other.start <= one.start and one.end <= other.end
    return within or (other.end == one.end and one.start < other.start)


def people_by_model(doc: Document) -> list[tuple[int, int]]:
    """Spans of names of people by the model alone."""
    return [
        one.span
        for one in tagged(doc)
        if one.kind == "person" and one.sure >= SURE_PERSON and _is_whole(doc.text[slice(*one.span)])
    ]


def _can_be_a_body(doc: Document, one: Tagged) -> bool:
    text = doc.text[slice(*one.span)]
    if not _is_whole(text) or len(text) < 2 or text in _no_names() or (text.isascii() and text[0].islower()):
        return False
    tokens = doc.tokens_in(*one.span)
    if all(token.text in plain_words() for token in tokens):
        return False
    # Everyday words and places alone are a name only where hardly anything speaks against it.
    return one.sure >= SURE_OF_WORDS or any(
        token.kind in ("?", "latin") or len(token.text) == 1 for token in tokens
    )


@cache
def _no_names() -> frozenset[str]:
    return plain_words() | words("people", "heads") | words("organisations", "words.skip")


def _is_whole(text: str) -> bool:
    """Whether it neither begins nor ends with a mark, and its brackets close."""
    if text[0] in _PUNCTUATION or text[-1] in _PUNCTUATION or "\n" in text or "。" in text:
        return False
    return all(text.count(opened) == text.count(closed) for opened, closed in _OPEN_CLOSED)
