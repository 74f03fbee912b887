"""What stands where in a text: the questions that events and facts ask of it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from .document import Document
from .found import Day, Organisation, Person, Span
from .geography import AreaMention, city_of
from .sentences import Clause, Sentence

# A firm's own news, by its head.
_OWN_PAGE = re.compile(
    r"(?:公司|集团|企业|[\u4e00-\u9fff]{2,4})(?:要闻|新闻中心|动态)|新闻中心|公司新闻|供稿:?\s?(?:总裁办|综合|品牌|办公室|党群)"
)
_HEAD = 160
_NUMBERED = re.compile(r"证券代码|证券简称|股票代码|公告编号")
_ANNOUNCED = re.compile(rf"公告|{_NUMBERED.pattern}")
_ANNOUNCES = re.compile(r"(?:\([^)]{1,20}\))?[^,。;\n]{0,12}(?:公告|披露)")
_ABROAD = re.compile(
    r"美国|德国|日本|韩国|法国|英国|瑞士|新加坡|加拿大|澳大利亚|以色列|意大利|俄罗斯|泰国|越南|巴西|印度"
    r"|[\u4e00-\u9fff]{2,6}州(?!市|区|县)|中国驻|驻"
)


@dataclass(frozen=True)
class Scene:
    """A document with its bodies, people and days; `home` is the short name of the home place."""

    doc: Document
    organisations: tuple[Organisation, ...]
    persons: tuple[Person, ...]
    dates: tuple[Day, ...]
    home: str | None
    counted: tuple[Span, ...] = ()

    @cached_property
    def _bodies(self) -> list[tuple[int, int, Organisation]]:
        return sorted((a, b, o) for o in self.organisations for a, b in o.mentions)

    @cached_property
    def _people(self) -> list[tuple[int, int, Person]]:
        placed = [(a, b, person) for person in self.persons for a, b in person.spans]
        return sorted(placed, key=lambda row: row[:2])

    @cached_property
    def masked(self) -> str:
        """The text with every name of a body or person blanked: verbs inside names are no verbs."""
        chars = list(self.doc.text)
        named = [(a, b) for p in self.persons for a, b in p.spans]
        for start, end in [(a, b) for a, b, _ in self._bodies] + named:
            chars[start:end] = "〇" * (end - start)
        return "".join(chars)

    @cached_property
    def speaker(self) -> Organisation | None:
        """The listed firm whose announcement the text is or retells: "the company" in it is this one."""
        if not _ANNOUNCED.search(self.doc.text):
            return None
        firms = [(b, o) for _a, b, o in self._bodies if o.kind == "enterprise"]
        told = (o for b, o in firms if _ANNOUNCES.match(self.doc.text, b))
        return next(told, firms[0][1] if firms and _NUMBERED.search(self.doc.text) else None)

    @cached_property
    def house(self) -> Organisation | None:
        """The firm on whose own pages the text stands: "the group" in it is this one, and guests come to it."""
        if not _OWN_PAGE.search(self.doc.text[:_HEAD]):
            return None
        firms = [o for o in self.organisations if o.kind == "enterprise"]
        return max(firms, key=lambda o: (len(o.mentions), -o.mentions[0][0]), default=None)

    def bodies(self, start: int, end: int) -> list[tuple[Span, Organisation]]:
        """Bodies mentioned between two offsets, in order."""
        at = bisect_left(self._bodies, start, key=lambda row: row[0])
        found = []
        for first, last, body in self._bodies[at:]:
            if first >= end:
                break
            found.append(((first, last), body))
        return found

    def people(self, start: int, end: int) -> list[Person]:
        """People named between two offsets, in order."""
        first = bisect_left(self._people, start, key=lambda row: row[0])
        last = bisect_left(self._people, end, key=lambda row: row[0])
        return [person for _a, b, person in self._people[first:last] if b <= end]

    def areas(self, start: int, end: int) -> list[AreaMention]:
        """Administrative places between two offsets, in order."""
        return self.doc.areas_between(start, end)

    def is_home(self, body: Organisation) -> bool:
        """Whether a body is of the home side: its bureaux and parks, and firms named after the home place."""
        home = self.home or "\0"
        named = home in body.name
        if body.kind in ("government", "park"):
            return named or body.name[0] in "市区县省" or body.kind == "government"
        return body.name.startswith(home)

    def is_of_home(self, body: Organisation) -> bool:
        """Whether a park or a body of government is the home place's own, as far as its name tells."""
        others = {m.area.short for a, b in body.mentions[:1] for m in self.areas(a, b)} - {self.home}
        if others and (self.home or "\0") not in body.name:
            return False
        return self.is_home(body) and not _ABROAD.match(self.doc.text[slice(*body.mentions[0])])

    def day(self, start: int, end: int) -> Day | None:
        """The date said between two offsets; the last one."""
        last = bisect_left(self.dates, end, key=lambda day: day.span[0]) - 1
        return self.dates[last] if last >= 0 and self.dates[last].span[0] >= start else None

    def is_count(self, offset: int) -> bool:
        """Whether a verb at `offset` only counts (新签约项目5个); named ones that follow a colon are told."""
        text = self.doc.text
        first = bisect_right(self.counted, offset, key=lambda span: span[1])
        last = bisect_right(self.counted, offset + 8, key=lambda span: span[0])
        return any(text[b : b + 1] != ":" and "," not in text[offset:a] for a, b in self.counted[first:last])

    def text(self, clause: Clause | Sentence) -> str:
        """The normalised words of a clause or sentence."""
        return self.doc.text[clause.start : clause.end]

    def city(self, start: int, end: int) -> str | None:
        """The city of the most exact place between two offsets that is not home."""
        away = [m for m in self.areas(start, end) if m.area.short != self.home and city_of(m.area)]
        exact = [m for m in away if m.area.level in ("zone", "county")]
        return city_of((exact or away)[-1].area) if away else None
