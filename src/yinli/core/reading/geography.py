"""Administrative places and well-known zones of a text, and the city each lies in."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from .lexicons import rows

_TAIL = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|[\u4e00-\u9fff]{1,8}族自治[州县]|自治[州县旗]|地区|林区|特区|[省市区县旗盟])$"
)
_ABBREVIATED = dict(
    zip(
        "沪京津渝深穗宁杭苏汉蓉港",
        ["上海", "北京", "天津", "重庆", "深圳", "广州", "南京", "杭州", "苏州", "武汉", "成都", "香港"],
        strict=True,
    )
)
_ABBREVIATION = re.compile(f"(?<=[赴在驻抵来到])[{''.join(_ABBREVIATED)}](?=[\\u4e00-\\u9fff,、。])")


@dataclass(frozen=True, slots=True)
class Area:
    """A place of the gazetteer: level country, region, province, city, county or zone."""

    name: str
    short: str
    level: str
    province: str
    city: str


@dataclass(frozen=True, slots=True)
class AreaMention:
    """Where a place is written; `full` when in its full form (滨江区, not 滨江)."""

    start: int
    end: int
    area: Area
    full: bool


@cache
def gazetteer() -> dict[str, tuple[Area, bool]]:
    """Written form → (place, whether the form is the full one); the higher level wins a shared form."""
    rank = {"country": 0, "province": 0, "city": 1, "region": 2, "county": 3, "zone": 2}
    forms: dict[str, tuple[Area, bool]] = {}
    for area in sorted(_areas(), key=lambda a: rank[a.level]):
        forms.setdefault(area.name, (area, True))
        if len(area.short) >= 2:
            forms.setdefault(area.short, (area, False))
    return forms


def _areas():
    for name, level, province, city in rows("places"):
        yield Area(name, _short(name), level, province, city)
    for name, level, city in rows("landmarks"):
        yield Area(name, name, level, "", city)


def _short(name: str) -> str:
    stripped = _TAIL.sub("", name)
    return stripped if len(stripped) >= 2 else name


@cache
def _by_head() -> dict[str, tuple[str, ...]]:
    heads = defaultdict(list)
    for form in gazetteer():
        heads[form[:2]].append(form)
    return {head: tuple(sorted(forms, key=len, reverse=True)) for head, forms in heads.items()}


@cache
def _common() -> frozenset[str]:
    return frozenset(row[0] for row in rows("words"))


# Cities whose names are everyday words as well.
_WORDLIKE = frozenset(["白银", "朝阳", "东方", "大同", "三明", "长治", "和田"])

# A district the gazetteer lacks (a new or an invented one) shows itself by its offices and by its bare name.
_OWN = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<short>[\u4e00-\u9fff]{2,3})(?P<tail>[区县市])(?=委|政府|人民|招商|党政|赴|举|召|与|在|投资|产业|开发)"
)


def _own_areas(text: str) -> dict[str, tuple[Area, bool]]:
    found: dict[str, tuple[Area, bool]] = {}
    for match in _OWN.finditer(text):
        short, name = match["short"], match["short"] + match["tail"]
        if (
            name not in gazetteer()
            and short not in gazetteer()
            and short not in _common()
            and text.count(short) >= 3
        ):
            area = Area(name, short, "county" if match["tail"] != "市" else "city", "", "")
            found |= {name: (area, True), short: (area, False)}
    return found


def area_mentions(text: str) -> tuple[AreaMention, ...]:
    """Places of normalised `text` from left to right. A bare county name that is also a common word (和平)
    counts only in a text that writes its full form too."""
    found, at, heads, own = [], 0, _by_head(), _own_areas(text)
    local = sorted(own, key=len, reverse=True)
    while at < len(text) - 1:
        form = next((f for f in (*local, *heads.get(text[at : at + 2], ())) if text.startswith(f, at)), None)
        if form and (form in own or _is_place(form, text)):
            area, full = own.get(form) or gazetteer()[form]
            found.append(AreaMention(at, at + len(form), area, full))
            at += len(form)
        else:
            at += 1
    taken = {m.start for m in found}
    found += [_abbreviated(m) for m in _ABBREVIATION.finditer(text) if not _in_word(text, m.start(), taken)]
    return tuple(sorted(found, key=lambda m: m.start))


def _in_word(text: str, at: int, taken: set[int]) -> bool:
    """Whether the sign at `at` opens a place or an everyday word (在深圳, 来深入)."""
    return at in taken or text[at : at + 2] in _common()


def _is_place(form: str, text: str) -> bool:
    area, full = gazetteer()[form]
    if not full and form[0] in "和与同及在对":
        return False
    if full or area.level in ("country", "region", "province", "zone"):
        return True
    wordlike = form in _common() and (area.level != "city" or form in _WORDLIKE)
    return not wordlike or area.name in text


def _abbreviated(match: re.Match) -> AreaMention:
    area, _ = gazetteer()[_ABBREVIATED[match.group()]]
    return AreaMention(match.start(), match.end(), area, False)


def city_of(area: Area) -> str | None:
    """The short name of the city `area` lies in; None for provinces, regions and countries."""
    if area.level == "city" or (area.level == "province" and area.name[-1] == "市"):
        return area.short
    if area.level in ("zone", "county") and area.city:
        return _short(area.city)
    return area.name if area.name in ("香港", "澳门") else None


def city_in(text: str) -> str | None:
    """The city named by the most exact place within a short `text` (a site's name), if any."""
    cities = [(m.area.level in ("zone", "county"), city_of(m.area)) for m in area_mentions(text)]
    named = [c for c in sorted(cities, key=lambda c: not c[0]) if c[1]]
    return named[0][1] if named else None
