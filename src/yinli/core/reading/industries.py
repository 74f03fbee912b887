"""Sector words of the bodies and projects a text tells of."""

import re
from functools import cache

from .found import Term
from .lexicons import alternation
from .scene import Scene

_DEEDS = re.compile(r"项目|合作|投资|产业|企业|基地|主要发展|致力于|业务|领域|建设|招商|专场|推介|制造")


@cache
def _sector() -> re.Pattern:
    return re.compile(alternation("industries", "sectors"))


def find_industries(scene: Scene) -> tuple[Term, ...]:
    """Each sector word once, where a sentence gives it for a deal or a firm; not inside names of bodies."""
    found: dict[str, Term] = {}
    if not scene.organisations:
        return ()
    for sentence in scene.doc.sentences:
        if not _DEEDS.search(scene.text(sentence)):
            continue
        for match in _sector().finditer(scene.masked, sentence.start, sentence.end):
            found.setdefault(match.group(), _term(scene, sentence.start, match))
    return tuple(sorted(found.values(), key=lambda t: t.span))


def _term(scene: Scene, start: int, match: re.Match) -> Term:
    before = scene.bodies(start, match.start())
    owner = before[-1][1].name if before else None
    return Term(scene.doc.surface(match.span()), match.span(), "industry.sector", owner)
