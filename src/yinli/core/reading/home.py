"""The home place of a text: whose promotion it tells."""

import re
from collections import defaultdict

from .cover import Cover
from .document import Document
from .geography import AreaMention
from .mentions import Mention

_SENT = re.compile(r"(?:省|市|区|县)?(?:党政)?(?:代表团|考察团|党政代表团|党政考察团)")
_AWAY = re.compile(
    r"(?:赴|前往)[^,。]{0,18}$|(?:前往|抵达|来到|转赴|走进|驻|来自|首站|浙江人|飞往|改为在)[^,。]{0,6}$"
)
_OFFICE = re.compile(
    r"[省市区县州]?(?:委|政府|人大|政协|招商|投资促进|商务|党政|经济开发区|经济技术开发区|经开区|高新|产业园|党政代表团|区长|县长|市长)"
)
_BECKONED = re.compile(r"(?:落户|投资|深耕|落地|回|来|再到|了解)$")
_LEVEL = {"全区": "区", "全市": "市", "全县": "县旗"}


def home_of(doc: Document, mentions: list[Mention]) -> str | None:
    """The short name of the place that promotes or receives; None when no city or county stands out."""
    others = (m for m in mentions if m.kind not in ("park", "government"))
    inside = Cover(len(doc.text), ((m.start, m.end) for m in others))
    scores: dict[str, float] = defaultdict(float)
    for area in doc.areas:
        if area.area.level in ("city", "county") and not inside.is_full(area.start, area.end):
            scores[area.area.short] += _weight(doc, area)
    if not scores:
        return None
    best = max(scores, key=lambda name: (scores[name], -doc.text.find(name)))
    return best if scores[best] >= 2 else None


def _weight(doc: Document, mention: AreaMention) -> float:
    before, after = (
        doc.text[max(0, mention.start - 8) : mention.start],
        doc.text[mention.end : mention.end + 6],
    )
    # A bare county name without any other sign of home may be part of something else.
    weight = 1.0 if mention.full or mention.area.level == "city" else 0.6
    if _AWAY.search(before):
        weight -= 2.5
    if re.match(r"[省市区县]?期间", after):
        weight -= 1.5
    if _SENT.match(after):
        weight += 6
    if _OFFICE.match(after):
        weight += 3
    if _BECKONED.search(before):
        weight += 1
    for word, tails in _LEVEL.items():
        if word in doc.text and mention.area.name[-1] in tails:
            weight += 0.5
    return weight if mention.area.level == "county" else weight * 0.9


def written_forms(doc: Document, home: str | None) -> list[AreaMention]:
    """Where the home place is written, in any form."""
    return [m for m in doc.areas if home and m.area.short == home]
