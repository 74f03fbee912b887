"""Future actions of the parties, and tasks a leader asks of sections and departments."""

import re

from .found import NextStep
from .geography import city_of
from .scene import Scene
from .sentences import Clause, Sentence

_PLAN = re.compile(
    r"(?:下阶段|下一步|接下来)|(?<![必定])将(?!近|军|其|把|继续保持)|(?<!模)拟(?=[\u4e00-\u9fff])|计划(?!总投资|投资)|预计|力争|[将拟]于|\d[日号月]底?前(?=[\u4e00-\u9fff])"
)
_ASKED = re.compile(
    r"(?:要求|责成|请)(?P<who>(?:全区|各|区|市|县)?(?:相关|有关|各)?(?:板块|部门|单位|镇街|园区|街道)(?:(?:和|、|与|及)(?:相关|有关)?(?:部门|板块|单位|街道|园区))*)"
)
_WISH = re.compile(r"希望|欢迎|期待|邀请")
_JOURNEY = re.compile(r"赴(?P<where>[\u4e00-\u9fff、]{2,24}?)(?:等地|等|开展|组织|举办|招商|考察|,|。|$)")
_REFUSED = re.compile(r"原拟|原定|原计划|达成了|取消|未定|没定|不将|也将为|将近|即将到来")


def find_next_steps(scene: Scene) -> tuple[NextStep, ...]:
    """Steps in order; each clause once."""
    found: dict[tuple[int, int], NextStep] = {}
    for sentence in scene.doc.sentences:
        for clause in sentence.clauses:
            if step := _asked(scene, sentence, clause) or _planned(scene, sentence, clause):
                found.setdefault(step.span, step)
    return tuple(found.values())


def _asked(scene: Scene, sentence: Sentence, clause: Clause) -> NextStep | None:
    """要求相关板块和部门…: what follows to the end of the sentence is asked of them."""
    match = _ASKED.search(scene.doc.text, clause.start, clause.end)
    if not match:
        return None
    end = sentence.end - (scene.doc.text[sentence.end - 1] in "。!?;")
    about = _about(scene, sentence)
    span = (match.end("who"), end)
    text = scene.doc.surface(span).lstrip(",，、 ")
    span = (end - len(text), end)
    return (
        NextStep(text, span, "step.asked", "asked", scene.doc.surface(match.span("who")), about)
        if text
        else None
    )


def _about(scene: Scene, sentence: Sentence) -> tuple[str, ...]:
    """Enterprises the task concerns: those of the sentence, else those the paragraph told of before it."""
    first = next(s for s in scene.doc.sentences if s.paragraph == sentence.paragraph)
    for start, end in ((sentence.start, sentence.end), (first.start, sentence.start)):
        told = [o for _, o in scene.bodies(start, end) if o.kind == "enterprise" and o.rule != "org.owner"]
        if told:
            return tuple(dict.fromkeys(o.name for o in told))
    return ()


def _planned(scene: Scene, sentence: Sentence, clause: Clause) -> NextStep | None:
    text = scene.text(clause)
    match = _PLAN.search(text)
    if not match or _REFUSED.search(text) or _WISH.search(text):
        return None
    end = _end_of(scene, sentence, clause)
    span = (clause.start, end)
    journey = _JOURNEY.search(scene.doc.text, clause.start, end)
    cities = _cities(scene, *journey.span("where")) if journey else ()
    about = tuple(dict.fromkeys(o.name for _, o in scene.bodies(*span) if o.kind in ("enterprise", "fund")))
    return NextStep(
        scene.doc.surface(span),
        span,
        "step.trip" if cities else "step.plan",
        "trip" if cities else "plan",
        None,
        about,
        cities,
    )


def _end_of(scene: Scene, sentence: Sentence, clause: Clause) -> int:
    """A heading clause (下阶段…由区领导带队) runs on into the next."""
    following = [c for c in sentence.clauses if c.start > clause.start]
    opens = re.search("下阶段|下一步|接下来|带队$", scene.text(clause))
    return following[0].end if opens and following else clause.end


def _cities(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for m in scene.areas(start, end) if (c := city_of(m.area))))
