"""Who took part in a happening: the bodies of its clause, or those that 双方, 两家公司, 该公司 point back to."""

import re
from collections.abc import Sequence

from .found import Organisation, Span
from .gathered import guests, is_ceremony, signers
from .scene import Scene
from .sentences import Clause, Sentence
from .triggers import Trigger

_BACK = re.compile(
    r"双方|三方|各方|[两三四]校|两家|三家|几家|该公司|该企业|该集团|(?:相关|有关)公司|公司|企业|对方|项目|一行|其中|集团|客商|达成|[一二三]期|生产线|工程|基地"
)
_DOUBLE = re.compile(
    r"[两三四]校|两家|双方|分别与|每到|相关集团|相关公司|相关企业|有关企业|各企业|企业负责人|客商|达成"
)
_BUILT = {"production", "groundbreaking", "landing"}
_ACCUSED = {"visit"}
_ITSELF = re.compile(r"集团|公司|总部|我司|双方|客人|座谈会")
_BACKED = re.compile(r"(?:该)?项目由(?P<who>[^,。]{4,40}?)(?:共同|合资|联合)?(?:出资|投资|建设)")
_HELD = re.compile(r"举行|举办|召开|开启|启动")
_NEEDS_BODY = {"negotiation", "groundbreaking", "production", "landing", "recruitment", "intent", "visit"}
# A park or a bureau that signs is a side of the place that promotes.
_AGREEMENTS = {"signing", "mou", "intent", "landing", "groundbreaking", "production"}


def counterparts(
    scene: Scene, sentence: Sentence, clause: Clause, trigger: Trigger
) -> list[Organisation] | None:
    """Bodies other than the home side; an empty list for a happening without any; None when the clause
    tells no happening after all."""
    found = _in_clause(scene, clause, trigger)
    if trigger.type == "promotion_event" or _is_gathering(scene, clause, trigger):
        # A headline only announces: who came is told where the text tells of it.
        came = [] if scene.doc.is_headline(sentence) else _came(scene, sentence, clause, trigger)
        found = _once([*found, *came])
    elif not found and trigger.type in _AGREEMENTS and scene.speaker:
        found = [scene.speaker]
    elif not found and trigger.type != "meeting":
        found = _own(scene, clause) or _pointed(scene, sentence, clause, trigger)
    if found:
        return _once([*found, *_backers(scene, sentence, trigger, found)])
    return None if _empty_handed(scene, clause, trigger) else []


def _backers(
    scene: Scene, sentence: Sentence, trigger: Trigger, found: list[Organisation]
) -> list[Organisation]:
    """Who else pays for the project of which the next sentence tells (项目由甲与乙共同出资)."""
    if trigger.type not in ("signing", "groundbreaking"):
        return []
    following = next((s for s in scene.doc.sentences if s.start >= sentence.end), None)
    match = _BACKED.match(scene.doc.text, following.start, following.end) if following else None
    named = [o for _span, o in scene.bodies(match.start("who"), match.end("who"))] if match else []
    return named if any(o.name in {one.name for one in found} for o in named) else []


def _own(scene: Scene, clause: Clause) -> list[Organisation]:
    """On a firm's own pages, the firm where it speaks of itself (抵达集团总部) or of both sides."""
    text = scene.masked[clause.start : clause.end]
    return [scene.house] if scene.house and _ITSELF.search(text) else []


def _is_gathering(scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """A ceremony of many that is held, whose signers are named after it."""
    text = scene.doc.text[clause.start : clause.end]
    if trigger.type not in ("signing", "groundbreaking") or _DOUBLE.search(text):
        return False
    return is_ceremony(text) and bool(_HELD.search(text))


def _came(scene: Scene, sentence: Sentence, clause: Clause, trigger: Trigger) -> list[Organisation]:
    look = guests if trigger.type == "promotion_event" else signers
    return look(scene, sentence, clause)


def _in_clause(scene: Scene, clause: Clause, trigger: Trigger) -> list[Organisation]:
    start = trigger.start if trigger.type in _ACCUSED and _active(scene, clause, trigger) else clause.start
    found = [o for span, o in scene.bodies(start, clause.end) if _guest(scene, span, o, trigger)]
    found = found or _employers(scene, clause)
    if trigger.type in _BUILT and all(scene.is_home(o) for o in found):
        # Who builds or settles is told even if it bears the place's name.
        return _once([o for o in found if o.kind in ("enterprise", "fund", "institution")])
    found = [o for o in found if not scene.is_home(o)]
    return _once(found)


def _active(scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether the visited stands after the verb (考察X), not before it (X来访)."""
    return bool(scene.bodies(trigger.end, clause.end))


def _guest(scene: Scene, span: Span, body: Organisation, trigger: Trigger) -> bool:
    if is_venue(scene, span, body):
        return False
    if body.kind not in ("government", "park"):
        return True
    if trigger.type in _AGREEMENTS or scene.is_of_home(body):
        return False
    # Elsewhere a park or a bureau is seen or talked to; one that only stands in the clause is where it happens.
    return trigger.type in ("visit", "negotiation", "meeting") and _is_object(scene, span, trigger)


def is_venue(scene: Scene, span: Span, body: Organisation) -> bool:
    """Whether a body is only where it happened (在某某酒店举行, 在开发区)."""
    text = scene.doc.text
    at = text[max(0, span[0] - 1) : span[0]] in ("在", "于")
    return at and (body.kind == "park" or bool(re.match("举行|举办|召开|签约", text[span[1] : span[1] + 2])))


def _is_object(scene: Scene, span: Span, trigger: Trigger) -> bool:
    """Whether a body stands right behind the verb, in its list, or behind a 与."""
    text = scene.doc.text
    if text[max(0, span[0] - 1) : span[0]] in ("与", "和", "同", "跟") and span[1] <= trigger.start + 2:
        return True
    between = scene.masked[trigger.end : span[0]]
    return span[0] >= trigger.end and bool(
        re.fullmatch(r"[〇、和与了以及\u4e00-\u9fff]{0,1}[〇、和与及了]*", between)
    )


def _without_own(scene: Scene, found: list[Organisation]) -> list[Organisation]:
    """Without the home side's own firms, where there are others."""
    others = [o for o in found if not scene.is_home(o)]
    return others or found


def _employers(scene: Scene, clause: Clause) -> list[Organisation]:
    names = {p.organisation for p in scene.people(clause.start, clause.end) if p.organisation}
    return [o for o in scene.organisations if o.name in names and o.kind != "government"]


def _pointed(scene: Scene, sentence: Sentence, clause: Clause, trigger: Trigger) -> list[Organisation]:
    """Bodies of the nearest clause before in the sentence, then of the sentence after, then further back."""
    for earlier in reversed([c for c in sentence.clauses if c.start < clause.start]):
        if found := _of(scene, earlier, trigger):
            return found
    if trigger.type in ("landing", "signing", "negotiation"):
        later = [c for c in sentence.clauses if c.start > clause.start]
        found = [o for c in later for o in _of(scene, c, trigger)]
        if found:
            return _once(found)
    return _further_back(scene, sentence, clause, trigger)


def _of(scene: Scene, clause: Clause, trigger: Trigger) -> list[Organisation]:
    bodies = [o for span, o in scene.bodies(clause.start, clause.end) if _guest(scene, span, o, trigger)]
    return _once(_without_own(scene, bodies or _employers(scene, clause)))


def _further_back(scene: Scene, sentence: Sentence, clause: Clause, trigger: Trigger) -> list[Organisation]:
    text = scene.masked[clause.start : clause.end]
    head = next((s for s in scene.doc.sentences if s.paragraph == sentence.paragraph), sentence)
    minute = scene.doc.text[head.start : head.start + 1] in "—–-■●◆"
    if not (_BACK.search(text) or minute):
        return []
    earlier = [
        s for s in scene.doc.sentences if s.start < sentence.start and s.paragraph >= sentence.paragraph - 1
    ]
    for previous in reversed(earlier[-3:]):
        for part in reversed(previous.clauses):
            if found := _of(scene, part, trigger):
                return found if len(found) == 1 or _DOUBLE.search(text) or minute else found[-1:]
    return []


def _empty_handed(scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether the happening cannot stand without a counterpart in this clause."""
    text = scene.masked[clause.start : clause.end]
    if trigger.type in _NEEDS_BODY:
        return True
    if trigger.type in ("signing", "mou"):
        home = any(scene.is_home(o) for _, o in scene.bodies(clause.start, clause.end))
        return not (is_ceremony(text) and "举行" in text) and not (home and "协议" in text)
    return False


def _once(bodies: Sequence[Organisation]) -> list[Organisation]:
    return list({o.name: o for o in bodies}.values())


def actors(scene: Scene, clause: Clause, sentence: Sentence) -> tuple[str, ...]:
    """The home side as said: the leader, its bodies, its sections, else the home place."""
    text = scene.doc.text
    if people := [p.name for p in scene.people(clause.start, clause.end) if _of_home(scene, p)]:
        return tuple(dict.fromkeys(people))
    own = [o.name for _, o in scene.bodies(clause.start, clause.end) if scene.is_home(o)]
    sections = re.search(
        r"[\u4e00-\u9fff]{0,4}?(?:相关|有关)(?:板块|部门)(?:和部门)?", text[clause.start : clause.end]
    )
    if own:
        return tuple(dict.fromkeys(own))
    if sections:
        return (sections.group(),)
    if people := [p.name for p in scene.people(sentence.start, sentence.end) if _of_home(scene, p)]:
        return tuple(dict.fromkeys(people[:1]))
    return (scene.home,) if scene.home else ()


def _of_home(scene: Scene, person) -> bool:
    if person.organisation is None:
        return bool(person.title) and bool(re.search("书记|长$|主席|领导|常委|主任|专员", person.title))
    return any(o.name == person.organisation and scene.is_home(o) for o in scene.organisations)
