"""What the model of happenings sees of a text beside its signs: bodies and people, verbs of the trade, and what the
rules make of both."""

from collections.abc import Iterator, Sequence

import numpy as np

from .features import PAIRS, signs_and_pairs
from .found import Event, Span
from .scene import Scene
from .stand_ins import stand_ins
from .triggers import verbs

TYPES = (
    "visit", "negotiation", "signing", "mou", "intent", "promotion_event", "groundbreaking", "production", "landing",
    "meeting", "recruitment",
)  # fmt: skip
KINDS = (
    "enterprise", "fund", "park", "government", "association", "university", "institution", "person",
)  # fmt: skip
# A sign of a name: its kind, whether it is the first, whether the body is of the home side; 0 for none.
NAMES = 1 + 4 * len(KINDS)
# A sign of a verb of the trade: its type, and whether the words before leave it standing; 0 for none.
VERBS = 1 + 2 * len(TYPES)
# A sign of a body that the rules give a part in a happening of a type; 0 for none.
PARTS = 1 + len(TYPES)
# The inputs, in the order of `happening_features`, and how many different numbers each has (0: as many as signs).
INPUTS = {"signs": 0, "pairs": PAIRS, "names": NAMES, "verbs": VERBS, "parts": PARTS}

# What may stand between a body and words that tell of it, and up to how many of it are told apart; distance in steps.
BETWEEN = {"sentences": 4, "clauses": 6, "bodies": 6, "distance": 8}
# A body asks so many numbers of the words around it, and every sign answers as many: where both meet, the words tell of it.
# Where they stand in what the network gives of a sign.
MEET = 16
ASKS = slice(2 * len(TYPES) + 2, 2 * len(TYPES) + 2 + MEET)
ANSWERS = slice(ASKS.stop, ASKS.stop + MEET)
# Words further away say nothing of a body.
REACH = 160
_STEPS = np.array([0, 4, 8, 16, 32, 64, 100, REACH])
_SENTENCE_ENDS, _CLAUSE_ENDS = frozenset("。!?;\n"), frozenset(",:")


def between(
    text: str, mentions: Sequence[Span], begins: np.ndarray, first: int, last: int
) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """For mentions × the signs from `first` to `last` of normalised `text`: (what stands between, by BETWEEN; whether
    the sign comes after; whether it is near enough to count and no part of the mention), each [mentions, signs].
    `begins` says of every sign of the text whether a body's name, or what stands for it, begins there."""
    signs = np.arange(first, last)
    starts, ends = (np.array([span[at] for span in mentions], int)[:, None] for at in (0, 1))
    after = signs[None] >= ends
    edge = np.where(after, ends - 1, starts)
    part = text[first:last]
    there: dict[str, np.ndarray] = {
        "sentences": np.array([sign in _SENTENCE_ENDS for sign in part], bool),
        "clauses": np.array([sign in _CLAUSE_ENDS for sign in part], bool),
        "bodies": begins[first:last],
    }
    found = {}
    for name, marks in there.items():
        passed = np.concatenate([[0], np.cumsum(marks)])
        found[name] = np.abs(passed[edge - first] - passed[signs - first + after]).clip(0, BETWEEN[name] - 1)
    far = np.abs(signs[None] - edge)
    found["distance"] = np.searchsorted(_STEPS, far, side="right") - 1
    inside = (signs[None] >= starts) & (signs[None] < ends)
    return found, after, (far < REACH) & ~inside


def happening_features(
    scene: Scene, told: Sequence[Event], signs: dict[str, int]
) -> tuple[np.ndarray, list[tuple[int, Span]]]:
    """(int32 [5, size] in the order of INPUTS, [(number of the body in `scene.organisations`, mention or stand-in)])."""
    size = len(scene.doc.text)
    mentions = [(at, span) for at, body in enumerate(scene.organisations) for span in body.mentions]
    mentions += stand_ins(scene)
    found = np.zeros((len(INPUTS), size), np.int32)
    found[0], found[1] = signs_and_pairs(scene.doc.text, signs)
    for span, kind, home in _named(scene):
        base = 1 + 4 * KINDS.index(kind) + 2 * home
        found[2, slice(*span)] = base
        found[2, span[0]] = base + 1
    for verb, stands in verbs(scene):
        found[3, verb.start : verb.end] = 1 + 2 * TYPES.index(verb.type) + stands
    for span, kind in _parts(scene, told):
        found[4, slice(*span)] = 1 + TYPES.index(kind)
    return found, mentions


def _named(scene: Scene) -> Iterator[tuple[Span, str, bool]]:
    for person in scene.persons:
        yield from ((span, "person", False) for span in person.spans)
    for body in scene.organisations:
        home = scene.is_home(body)
        yield from ((span, body.kind, home) for span in body.mentions)


def _parts(scene: Scene, told: Sequence[Event]) -> Iterator[tuple[Span, str]]:
    """Mentions of counterparts in the sentences of their happening; all of them where none stands there."""
    by_name = {body.name: body for body in scene.organisations}
    for event in told:
        around = [s for a, _b in event.spans if (s := scene.doc.sentence_at(a))]
        for name in event.counterparts:
            mentions = by_name[name].mentions if name in by_name else ()
            near = [m for m in mentions if any(s.start <= m[0] < s.end for s in around)]
            yield from ((span, event.type) for span in near or mentions)
