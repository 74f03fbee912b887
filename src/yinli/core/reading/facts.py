"""What a text says about a body itself: where it is listed, whose it is, where its seat is; and the
cooperation projects spoken of by name."""

import re
from collections.abc import Iterable

from .found import Event, Fact, NamedProject
from .scene import Scene
from .sentences import Sentence

_LISTED = re.compile(
    r"在(?P<where>[^,。;在]{2,16}?)(?:主板|创业板|科创板)?(?:挂牌|成功)?上市|(?P<where2>[沪深港]股)上市"
)
_OWNED = re.compile(r"(?:全资|控股|旗下)?(?:附属公司|子公司|下属公司|下属企业)")
_SEAT = re.compile(r"(?:新)?总部(?:所在地|基地)?")
_NAMED = re.compile(r"(?:意向合作|相关合作|合作|相关|在谈|拟投资|意向)(?:的)?项目")
_MEETS = {"visit", "negotiation", "meeting"}


def find_facts(scene: Scene) -> tuple[Fact, ...]:
    """Facts in order of the text."""
    return tuple(fact for sentence in scene.doc.sentences for fact in _of(scene, sentence))


def _of(scene: Scene, sentence: Sentence) -> Iterable[Fact]:
    yield from _listings(scene, sentence)
    yield from _owners(scene, sentence)
    yield from _seats(scene, sentence)


def _listings(scene: Scene, sentence: Sentence) -> Iterable[Fact]:
    for match in _LISTED.finditer(scene.doc.text, sentence.start, sentence.end):
        subject = _subject(scene, sentence, match.start())
        clause = scene.doc.clause_at(match.start())
        if subject is None or clause is None:
            continue
        day = scene.day(clause.start, match.end())
        span = (max(clause.start, sentence.start), match.end())
        year = int(day.first[:4]) if day and day.first and len(day.first) == 10 else None
        where = match["where"] or match["where2"]
        yield Fact("listed", subject, scene.doc.surface(span), span, "fact.listed", where, year)


def _subject(scene: Scene, sentence: Sentence, end: int) -> str | None:
    """The enterprise the sentence opened with."""
    before = [o.name for _, o in scene.bodies(sentence.start, end) if o.kind == "enterprise"]
    return before[0] if before else None


def _owners(scene: Scene, sentence: Sentence) -> Iterable[Fact]:
    """A作为B全资附属公司: A belongs to B."""
    for match in _OWNED.finditer(scene.doc.text, sentence.start, sentence.end):
        owner = next(
            (o for s, o in scene.bodies(sentence.start, match.start()) if s[1] == match.start()), None
        )
        before = [
            (s, o) for s, o in scene.bodies(sentence.start, match.start()) if owner and o.name != owner.name
        ]
        if owner and before:
            (start, _), subject = before[-1]
            span = (start, match.end())
            yield Fact("subsidiary_of", subject.name, scene.doc.surface(span), span, "fact.owner", owner.name)


def _seats(scene: Scene, sentence: Sentence) -> Iterable[Fact]:
    """P是A新总部所在地; A总部位于P."""
    for match in _SEAT.finditer(scene.doc.text, sentence.start, sentence.end):
        owner = next(
            (o for s, o in scene.bodies(sentence.start, match.start()) if s[1] == match.start()), None
        )
        if owner is None:
            continue
        told = re.compile(r"(?P<place>[^,。;]{2,20})是[^,。;]*$").search(
            scene.doc.text[: match.start()], sentence.start
        )
        after = re.compile(r"(?:位于|设在|坐落于|落户)(?P<place>[^,。;]{2,16})").match(
            scene.doc.text, match.end()
        )
        if found := told or after:
            span = (min(found.start(), match.start()), max(match.end(), found.end()))
            yield Fact(
                "headquartered_at",
                owner.name,
                scene.doc.surface(span),
                span,
                "fact.seat",
                scene.doc.surface(found.span("place")),
            )


def find_projects(scene: Scene, events: tuple[Event, ...]) -> tuple[NamedProject, ...]:
    """意向合作项目, 相关项目 spoken of in a passage, with the enterprises met in that passage."""
    anywhere = {n for e in events if e.type in _MEETS for n in e.counterparts}
    found = []
    for match in _NAMED.finditer(scene.doc.text):
        sentence = scene.doc.sentence_at(match.start())
        if sentence is None:
            continue
        met = [
            (e.spans[0][0], n)
            for e in events
            if e.type in _MEETS and e.paragraph == sentence.paragraph
            for n in e.counterparts
        ]
        names = _spoken_of(scene, sentence, [n for _, n in sorted(met)], anywhere)
        if names:
            found.append(NamedProject(scene.doc.surface(match.span()), match.span(), "project.named", names))
    return tuple(found)


def _spoken_of(scene: Scene, sentence: Sentence, met: list[str], anywhere: set[str]) -> tuple[str, ...]:
    """Enterprises of the sentence itself that were met; else all that were met in the paragraph."""
    inside = [o.name for _, o in scene.bodies(sentence.start, sentence.end) if o.name in anywhere]
    return tuple(dict.fromkeys(inside or met))
