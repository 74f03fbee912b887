"""What the tagger sees of a text: for every sign the sign itself, the sign with its next one, the word it stands in, and
what a general recogniser takes it for."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from .document import Document
from .general import general_kinds
from .segment import Token

PAIRS = 1 << 14
KINDS = (
    "?", "n", "v", "vn", "a", "d", "p", "c", "u", "r", "m", "q", "f", "t", "y", "ns", "s", "latin", "digits", "mark",
    "other",
)  # fmt: skip
# Where a sign stands in its word: alone, first, inside, last.
PLACES = 4
UNKNOWN = 1


# The inputs of the network, in the order in which `features` gives them.
INPUTS = ("signs", "pairs", "words", "generals")


def features(doc: Document, signs: Mapping[str, int]) -> tuple[Sequence[int], ...]:
    """Four numbers a sign of `doc.text`: the sign by `signs` (0 is padding, 1 what is not in it), a hash of it and
    the next sign (0 to PAIRS - 1), the class of its word with its place in it (0 to 4 × len(KINDS) - 1), and what a
    general recogniser takes it for (0 to general.KINDS - 1)."""
    text = doc.text
    return *signs_and_pairs(text, signs), _words(doc.tokens, len(text)), general_kinds(text).tolist()


def signs_and_pairs(text: str, signs: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """The first two numbers of every sign of `text`."""
    own = [signs.get(sign, UNKNOWN) for sign in text]
    return own, [crc32(text[at : at + 2].encode("utf-8", "surrogatepass")) % PAIRS for at in range(len(text))]


def _words(tokens: Sequence[Token], size: int) -> list[int]:
    found = [0] * size
    for token in tokens:
        kind = KINDS.index(token.kind) if token.kind in KINDS else len(KINDS) - 1
        last = token.end - token.start - 1
        for offset in range(last + 1):
            place = 0 if last == 0 else 1 if offset == 0 else 3 if offset == last else 2
            found[token.start + offset] = kind * PLACES + place
    return found
