"""What stands for a body that was named before: its people, and words such as 该公司, 双方, 后者, 两家企业."""

import re
from collections.abc import Iterator

from .found import Span
from .scene import Scene

_ANY = frozenset(["enterprise", "fund", "association", "university", "institution", "park"])
_FIRMS, _LEARNED = frozenset(["enterprise", "fund"]), frozenset(["university", "institution"])
# Words for a body, alone or with the other side, and what kinds of bodies they may stand for.
_FOR_ONE = (
    (re.compile("后者|对方|双方|两边|宾主"), _ANY),
    (
        re.compile(
            r"(?<!应)该(?:公司|企业(?!家)|集团|基金)|企业方(?![便案面])"
            r"|(?:(?<=[,。;:\n“])|^)(?:公司(?!法)|企业(?!家)|集团)(?=[\u4e00-\u9fff])"
        ),
        _FIRMS,
    ),
    (re.compile("(?<!应)该(?:校(?![方区])|院(?!士)|所|机构|团队)"), _LEARNED),
    (re.compile("(?<!应)该(?:商会|协会)"), frozenset(["association"])),
)
_FOR_SEVERAL = re.compile(
    "(?<![十百千万第其另近余有他外\\d])(?P<many>[两二三四五六])(?P<what>家(?:企业|公司|机构|单位)?|所高校|校(?![区企]))"
    "(?![\u4e00-\u9fff]{0,2}[:、])"
)
_NUMBERS = {sign: number for number, sign in enumerate("二三四五六", 2)} | {"两": 2}
# Further back than this nothing is stood for.
_REACH = 240


def stand_ins(scene: Scene) -> list[tuple[int, Span]]:
    """(number of the body in `scene.organisations`, where its stand-in stands), in the order of the text."""
    people = list(_people(scene))
    return sorted([*people, *_words(scene, people)], key=lambda one: one[1])


def _people(scene: Scene) -> Iterator[tuple[int, Span]]:
    numbers = {body.name: at for at, body in enumerate(scene.organisations)}
    for person in scene.persons:
        if person.organisation in numbers:
            yield from ((numbers[person.organisation], span) for span in person.spans)


def _words(scene: Scene, people: list[tuple[int, Span]]) -> Iterator[tuple[int, Span]]:
    guests = [at for at, one in enumerate(scene.organisations) if one.kind in _ANY and not scene.is_home(one)]
    named = [(span[1], at) for at in guests for span in scene.organisations[at].mentions]
    named = sorted([*named, *((span[1], at) for at, span in people if at in guests)])
    for pattern, kinds in _FOR_ONE:
        for match in pattern.finditer(scene.masked):
            found = _before(scene, named, match.start(), kinds)
            yield from ((at, match.span()) for at in found[:1])
    for match in _FOR_SEVERAL.finditer(scene.masked):
        kinds = _FIRMS if match["what"].startswith("家") else _LEARNED
        found = _before(scene, named, match.start(), kinds)
        yield from ((at, match.span()) for at in found[: _NUMBERS[match["many"]]])


def _before(scene: Scene, named: list[tuple[int, int]], start: int, kinds: frozenset[str]) -> list[int]:
    """The bodies of these kinds named before an offset, the last one first."""
    near = [
        at for end, at in named if start - _REACH <= end <= start and scene.organisations[at].kind in kinds
    ]
    return list(dict.fromkeys(reversed(near)))
