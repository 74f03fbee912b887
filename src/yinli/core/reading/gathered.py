"""Who came: bodies whose people a text names as guests of a fair, a ceremony or a meeting, there or in what follows."""

import re
from collections.abc import Iterable

from .found import Organisation
from .scene import Scene
from .sentences import Clause, Sentence

_CAME = re.compile(
    r"参加|出席|到会|与会|应邀|致辞|致词|发言|参会|讲话|赴会|作客|到场|嘉宾|牵线|围坐|等\d*[余多]?家"
)
# In the sentence that tells of the gathering, less is enough.
_TOOK_PART = re.compile(
    rf"{_CAME.pattern}|主持|带来|代表|介绍|推介|协办|承办|支持|厂商|企业|等\d+[余多]?人|叙乡情|齐聚|相聚"
)
_SIGNED = re.compile(r"签约|签订|签署|项目|投资|落户|协议|代表")
_SAID = re.compile(r"集聚|引进|累计|截至|入驻|中说|表示|指出|告诉|强调|[说称],|介绍(?:,|说)")
_ANOTHER = re.compile(r"(?:举行|举办|召开)[^,]{0,20}(?:会|专场|活动|仪式)")
_OTHER_DOINGS = re.compile(
    r"(?:会[上中]|活动中|仪式上),|走访|拜访|考察了|参观|会见|次日|随后|此前|去年|前往|赴"
)
_CEREMONY = re.compile(r"集中签约|云签约|隔空签约|签约(?:仪式|活动|大会|会)|集中开工|开工(?:仪式|活动)")
Part = Clause | Sentence
_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"\W{0,2}(?:\d{1,2}[.、)]|[、●■◆▲*]|——)\s*(?P<head>[^:,;。—]+)")
# So many signs after a ceremony a list of it may begin.
_LIST_BEGINS = 400
# So many sentences after its own still tell of a gathering.
_SENTENCES_ON = 6


def is_ceremony(text: str) -> bool:
    """Whether the words are of a ceremony at which several sign or begin."""
    return bool(_CEREMONY.search(text))


def guests(scene: Scene, sentence: Sentence, clause: Clause) -> list[Organisation]:
    """Bodies that took part in a gathering told in `clause`: told so in its sentence or in those after it."""
    own, later = _parts(scene, sentence, clause)
    for parts, came_by in ((own, _TOOK_PART), (later, _CAME)):
        told = [(part, scene.text(part)) for part in parts]
        came = [part for part, text in told if came_by.search(text) and not _SAID.search(text)]
        if found := {o.name: o for part in came for o in _bodies(scene, part)}:
            return list(found.values())
    return []


def signers(scene: Scene, sentence: Sentence, clause: Clause) -> list[Organisation]:
    """Bodies that signed or began at a ceremony told in `clause`, in the sentences after it."""
    own, later = _parts(scene, sentence, clause)
    told = [part for part in [*own, *later] if _SIGNED.search(scene.text(part))]
    named = [o for part in told for o in _bodies(scene, part) if o.kind in ("enterprise", "fund")]
    return list({o.name: o for o in _itemised(scene, sentence) or named}.values())


def _itemised(scene: Scene, sentence: Sentence) -> list[Organisation]:
    """Who heads the items of a list that follows a ceremony (1.某集团——某项目,20亿元;)."""
    found: list[Organisation] = []
    for line in _LINE.finditer(scene.doc.text, sentence.end):
        item = _ITEM.match(line.group())
        if item is None and (found or line.start() - sentence.end > _LIST_BEGINS):
            break
        if item is not None:
            found += _bodies(
                scene, Clause(line.start() + item.start("head"), line.start() + item.end("head"))
            )
    return found


def _parts(scene: Scene, sentence: Sentence, clause: Clause) -> tuple[list[Part], list[Part]]:
    """What still tells of the gathering: later clauses of its sentence, and sentences until another doing begins."""
    own = _until(scene, [c for c in sentence.clauses if c.start > clause.start], _ANOTHER)
    after = [
        s for s in scene.doc.sentences if s.start > sentence.start and s.paragraph <= sentence.paragraph + 1
    ]
    return own, _until(scene, after[:_SENTENCES_ON], _OTHER_DOINGS)


def _until(scene: Scene, parts: Iterable[Part], ends: re.Pattern) -> list[Part]:
    """The parts before the first in which `ends` stands."""
    found: list[Part] = []
    for part in parts:
        if ends.search(scene.text(part)):
            break
        found.append(part)
    return found


def _bodies(scene: Scene, part: Part) -> list[Organisation]:
    named = [o for _span, o in scene.bodies(part.start, part.end)]
    return [o for o in named if not scene.is_home(o) and o.kind not in ("park", "government")]
