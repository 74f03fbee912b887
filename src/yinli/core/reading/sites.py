"""Places visited that are no bodies: bases, parks, streets; and whose they are."""

import re
from functools import cache

from .found import Organisation, Span
from .lexicons import alternation, words
from .mentions import halting, plain_words
from .scene import Scene

_JOINT = re.compile(r"、|以及|及(?!其)")
_END = re.compile(
    r"等|[两三四五六七八九十\d]+[余多]?[家个处]|,|。|;|进行|开展|学习|调研|并|,|现场|[就了解]{2}"
)
_SITES_FOLLOW = re.compile(
    r"等[\u4e00-\u9fff]{0,6}?(?:项目现场|现场|项目|点位|载体|场所|街区|园区|地$|地[,。])"
)


def visited_sites(scene: Scene, start: int, end: int) -> list[Span]:
    """Spans of the sites listed after a verb of visiting that ends at `start`, within its clause.

    A list that closes with 等项目现场 holds sites only; otherwise an item is one by its last word.
    """
    text = scene.doc.text
    start += text[start : start + 1] == "了"
    stop = _END.search(_flat(text[start:end]))
    limit = start + stop.start() if stop else end
    closed = bool(_SITES_FOLLOW.match(text, limit))
    items = [span for span in _items(scene, start, limit) if span[0] < span[1]]
    bodies = {span for span, _ in scene.bodies(start, limit)}
    # In a list closed by 等项目现场 a name that may be a firm's is a site's as well.
    return [span for span in items if closed or (span not in bodies and _is_site(scene, span))]


def _flat(text: str) -> str:
    """Brackets blanked, so that what stands in them ends no list."""
    return re.sub(r"\([^)]*\)", lambda m: "〇" * len(m.group()), text)


def _items(scene: Scene, start: int, end: int) -> list[Span]:
    spans, at = [], start
    for joint in _JOINT.finditer(_flat(scene.doc.text[start:end])):
        spans += _pair(scene, at, start + joint.start())
        at = start + joint.end()
    return spans + _pair(scene, at, end)


def _pair(scene: Scene, start: int, end: int) -> list[Span]:
    """An item, or two where 和 stands before a body or after a site's last word (禾和友 stays whole)."""
    for joint in re.compile("[和与]").finditer(scene.doc.text, start, end):
        follows = any(span[0] == joint.end() for span, _ in scene.bodies(joint.end(), end))
        if follows or _site_word().search(scene.doc.text[start : joint.start()]):
            return [(start, joint.start()), (joint.end(), end)]
    return [(start, end)]


@cache
def _site_word() -> re.Pattern:
    return re.compile(f"(?:{alternation('organisations', 'words.site')})(?:\\([^)]*\\))?$")


def _is_site(scene: Scene, span: Span) -> bool:
    text = scene.doc.text[span[0] : span[1]]
    if not 2 <= len(text) <= 24:
        return False
    if text in words("organisations", "words.site") or text in plain_words():
        return False
    tokens = scene.doc.tokens_in(*span)
    verbs = [t for t in tokens if len(t.text) > 1 and t.kind in "vdp" and halting(t)]
    return bool(_site_word().search(text)) and not verbs


def owner_of(scene: Scene, span: Span) -> Organisation | None:
    """The body a site belongs to: the one whose name, or short name, opens the site's name."""
    text = scene.doc.surface(span)
    fits = [
        (len(form), o) for o in scene.organisations for form in (o.name, *o.aliases) if text.startswith(form)
    ]
    return max(fits, key=lambda row: row[0])[1] if fits else None


def place_phrase(scene: Scene, start: int, end: int) -> Span | None:
    """X in a clause that is only 在X: where the next clause happens."""
    match = re.compile(r"在([^,。、]{2,20})$").match(scene.doc.text[:end], start)
    return match.span(1) if match else None
