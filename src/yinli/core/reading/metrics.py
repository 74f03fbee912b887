"""Counted results of promotion: a number, its unit, what is counted and from which value class on."""

import re
from functools import cache

from yinli.core.numerals import NumberNotRead, parse_number

from .document import Document
from .found import Metric, Span
from .lexicons import table
from .thresholds import Threshold, find_threshold

_UNITS = "次(?![会要级品元代日年月])|所|人次|家次|批次|个|家|名|批|人|场|位|项|条|支|份|笔|宗|只|户"
_COUNT = re.compile(
    rf"(?P<before>不少于|不低于|超过|突破|接近|将近|大约|大概|超|(?<!附)近|(?<![签条履合预])约|逾)?"
    rf"(?<![第\d.\-])(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+万|万)?|[一二三四五六七八九十百两]{{1,4}})(?P<few>[余多])?(?P<unit>{_UNITS})"
    r"(?!月|小时|百分点|工作日|季度|亿|万|自然日|方面|环节|奖|以上的?百分|左右的|班|均|民|工$|行业|物)"
)
_REACH = 160  # how far back, in signs, words can still govern a number
_SEGMENT = re.compile(r"(?:[^,;。!?\n、:“”()]|(?<=\d),(?=\d{3}))+")
_NOT_RESULTS = re.compile(
    r"[一二三特]等奖|优胜奖|每[年月天人]?|员工|职工|工人|(?<!相关)(?<!创业)(?<![参到]会)人员|研发人员|专利|产品$|生产线|平方|第$|面积|产能|设备(?!材料|类)|户籍|常住"
    # What went, what is of another kind, what is there anyhow.
    r"|退租|退会|搬走|迁走|[迁搬]出|外迁|撤店|流失|注销|关[停门]|倒闭|停业|核减|虚报|仲裁|解约|离职|走掉|清退|限电|会员(?!企业)"
    r"|简历|[展座席学]位|新品种|新药|总量|工作站|工种"
    # By how many more or fewer than before.
    r"|(?:同比|环比|[较比][^,。;]{1,9})(?:分别)?(?:多出?|少|增加|减少|下降|增长|净增)$|^(?:少|差|尚缺|只差|净增)$"
)
_OF_ANOTHER_KIND = re.compile(r"(?:标准)?(?:问题|[座席展学]位|展馆|工种|国家|地区|省份|城市|副会长)")
# What is to come is told in the clause of the number.
_TO_COME = re.compile(
    r"(?<!即)将(?:还|于|在|赴|组织|为|有|各|再|新|集中|邀|与|推|引|举)|拟[于在逐请邀组]|预计|届时|确保|要冲|指标是|(?:今后|未来)[一二两三五\d]+年|再带"
)
_CLAUSE_ENDS = re.compile("[,。;!?\n]")
_TARGETS = re.compile(r"下一步|下阶段|力争|目标|计划(?!总投资)|确保全年|争取|未成行|尚差|明年")
_DOINGS = re.compile(
    r"签约|开工|投产|竣工|外出|接待|带队|落户|拜访|走访|毕业|引进|洽谈|入驻|新增|落地|在谈|对接|举办|招引|入选|入围|认定|培育|邀请"
    r"|到会|到场|参会|与会|组团|招聘"
)
# Who was there, told after the number by what they did.
_ATTENDED = re.compile(r"[^,。;]{0,4}(?:与会|参会|到会|出席|参加|到场)")
_ONLY_WHERE = re.compile(r"(?:为|是|达到|达|有|共)?$")
_OUTINGS = re.compile("招商|外出|组团|带队|赴外|活动|举办|推介|拜访|走访")
_LEAD = re.compile(
    r"^(?:截至目前|目前|今年以来|全[区市县省]|我[区市县省]|已经?|共计?|累计|其中|完成|合计|实现|总共|现场|有|现有|当前|本次|此次|的|到|由|再|还|又|另|先后|成功|实际)+"
)


def find_metrics(doc: Document) -> tuple[tuple[Metric, ...], list[Span]]:
    """Counted results in order, and the spans of their value classes (which are no amounts)."""
    found: list[Metric] = []
    classes: list[Span] = []
    for match in _COUNT.finditer(doc.text):
        phrase = _Phrase(doc, match)
        if phrase.threshold:
            classes.append(phrase.threshold.span)
        if phrase.counts(found):
            found.append(phrase.metric(found))
    return tuple(m for m in found if not _heads_again(doc, m, found)), classes


def _heads_again(doc: Document, metric: Metric, found: list[Metric]) -> bool:
    """A headline's figure that the text gives again."""
    sentence = doc.sentence_at(metric.span[0])
    if sentence is None or not doc.is_headline(sentence):
        return False
    return any(
        m is not metric and (m.count, m.unit, m.of) == (metric.count, metric.unit, metric.of) for m in found
    )


@cache
def _nouns() -> tuple[tuple[str, str], ...]:
    pairs = [(word, code) for code, listed in table("counts")["of"].items() for word in listed.split()]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


def _noun(phrase: str) -> tuple[int, str] | None:
    """(end, code) of the last counted word in `phrase`, the longer word where two end together."""
    ends = [(phrase.rfind(word) + len(word), len(word), code) for word, code in _nouns() if word in phrase]
    return (max(ends)[0], max(ends)[2]) if ends else None


def _first_noun(phrase: str) -> tuple[int, str] | None:
    """(end, code) of the first counted word in `phrase`, the longer word where two begin together."""
    starts = [(phrase.find(word), -len(word), code) for word, code in _nouns() if word in phrase]
    if not starts:
        return None
    start, size, code = min(starts)
    return start - size, code


class _Phrase:
    """A count with the words of its segment before and after it."""

    def __init__(self, doc: Document, match: re.Match) -> None:
        self.doc, self.match = doc, match
        segment = next(
            (s for s in _SEGMENT.finditer(doc.text, self._floor()) if s.end() >= match.end()), match
        )
        self.start, self.end = max(segment.start(), self._floor()), max(segment.end(), match.end())
        self.before = doc.text[self.start : match.start()] or self._quoted()
        self.after = doc.text[match.end() : self.end]
        self.sentence = doc.sentence_at(match.start())
        self.following = self._noun_after()
        self.threshold = (
            find_threshold(doc.text, self.start, match.start()) or self._class_after() or self._class_shared()
        )

    def _quoted(self) -> str:
        """What stands in quotes right before the number (“双创人才”21名)."""
        at = self.match.start()
        opened = self.doc.text.rfind("“", max(0, at - 12), at) if self.doc.text[at - 1 : at] == "”" else -1
        return self.doc.text[opened + 1 : at - 1] if opened >= 0 else ""

    def _floor(self) -> int:
        sentence = self.doc.sentence_at(self.match.start())
        clause = self.doc.clause_at(self.match.start())
        start = clause.start if clause else sentence.start if sentence else self.match.start()
        start = max(start, self.match.start() - _REACH)
        earlier = [
            m.end()
            for m in re.finditer(
                r"[、“”()]|(?<=[\u4e00-\u9fffA-Za-z])等$|\d[余多]?(?:家|名|个|人次|批次|场|位)",
                self.doc.text[start : self.match.start()],
            )
        ]
        return start + (earlier[-1] if earlier else 0)

    def _class_after(self) -> Threshold | None:
        found = find_threshold(self.doc.text, self.match.end(), self.end)
        return found if found and found.span[0] - self.match.end() <= 2 and _noun(self.after) else None

    def _class_shared(self) -> Threshold | None:
        """The class that the sentence named for a number told only by its place (亿元以上项目最多的是甲区,为9个,乙县4个)."""
        if self.following or self.sentence is None:
            return None
        said = self.before
        for area in self.doc.areas_between(self.start, self.match.start()):
            said = said.replace(self.doc.text[area.start : area.end], "")
        start = max(self.sentence.start, self.doc.text.rfind(";", 0, self.start) + 1)
        if not _ONLY_WHERE.fullmatch(said) or not self.before or "其中" in self.doc.text[start : self.start]:
            return None
        return find_threshold(self.doc.text, start, self.start)

    def _noun_after(self) -> tuple[int, str] | None:
        """The counted word after the number; none across a verb's object or too far off."""
        if self.match["unit"] in ("人", "位", "名") and (
            _ATTENDED.match(self.after) or self._closes_a_list()
        ):
            return 0, "participant"
        end = self.match.end()
        quoted = self.doc.text[end : end + 1] == "“"
        after = self.doc.text[end + 1 : end + 10] if quoted else self.after
        near = re.split(r"[^\u4e00-\u9fffA-Za-z0-9]", after)[0]
        found = _first_noun(near[:18])
        if found and found[0] > 8 + 3 and not find_threshold(self.doc.text, self.match.end(), self.end):
            return None
        return found if found and not re.match(r"[的是为]", self.after) else None

    def _closes_a_list(self) -> bool:
        """…等40余人: more came than were named."""
        at = self.match.start()
        return self.doc.text[at - 1 : at] == "等" and self.match["n"].isdigit() and int(self.match["n"]) >= 10

    def counts(self, earlier: list[Metric]) -> bool:
        """Whether this number is a result of promotion that is claimed, and not a target or a quantity."""
        opening = max(self.sentence.start, self.match.start() - _REACH) if self.sentence else self.start
        said = self.doc.text[opening : self.match.end()]
        if (_NOT_RESULTS.search(self.before) and "安置" not in self.before) or not self._number_fits():
            return False
        if not self._unit_fits() or self._is_to_come() or _OF_ANOTHER_KIND.match(self.after):
            return False
        # Jobs are always told of what is to come.
        if _TARGETS.search(said) and "job" not in (self.following or _noun(self.before) or ()):
            return False
        if self.threshold or self.following:
            return True
        if _noun(self.before) or _DOINGS.search(self.before):
            return self.match["unit"] not in "项条" or bool(_noun(self.before)) or self._goes_on(earlier)
        if self.match["unit"] in ("批次", "人次"):
            return bool(earlier)
        if self._in_brackets(earlier) or self._of_those(earlier):
            return True
        near = self._is_near(earlier)
        listed = near or bool(earlier) and (self._in_sentence(earlier[-1]) or self._breaks_down())
        # In 分别为33个、24个、19个 a number stands alone between its neighbours.
        return listed and (bool(self.before) or near and self.doc.text[self.match.start() - 1] == "、")

    def _unit_fits(self) -> bool:
        """次 counts outings, 户 enterprises; else they count something else."""
        if self.match["unit"] == "次":
            return bool(_OUTINGS.search(self.before))
        return self.match["unit"] != "户" or (_noun(self.before) or (0, ""))[1] == "enterprise"

    def _is_to_come(self) -> bool:
        """Whether its clause tells what will be; jobs are always told of what is to come."""
        opening = max(self.sentence.start if self.sentence else self.start, self.match.start() - 40)
        clause = _CLAUSE_ENDS.split(self.doc.text[opening : self.match.end()])[-1]
        return bool(_TO_COME.search(clause)) and "job" not in (self.following or _noun(self.before) or ())

    def _is_near(self, earlier: list[Metric]) -> bool:
        """Whether the number stands shortly after another of its unit, as in a list of shares."""
        return (
            bool(earlier)
            and self.match.start() - earlier[-1].span[1] <= 14
            and self.match["unit"] == earlier[-1].unit
        )

    def _in_brackets(self, earlier: list[Metric]) -> bool:
        """甲区(31个)、乙县(24个): alone in brackets, where the sentence says what is counted, or one before did."""
        start, end = self.match.span()
        alone = self.doc.text[start - 1 : start] == "(" and self.doc.text[end : end + 1] == ")"
        if not alone or self.sentence is None:
            return False
        told = self.doc.text[max(self.sentence.start, start - _REACH) : start]
        return bool(re.search(r"数(?:量)?(?:排名|居|列|前|后|为|最)", told)) or self._goes_on(earlier)

    def _of_those(self, earlier: list[Metric]) -> bool:
        """33批、291人: how many people came in so many groups."""
        groups = bool(earlier) and earlier[-1].unit in ("批", "批次", "场", "次")
        return groups and self.match["unit"] == "人" and self.match.start() - earlier[-1].span[1] <= 1

    def _goes_on(self, earlier: list[Metric]) -> bool:
        """Whether its sentence counted in this unit before."""
        return bool(earlier) and earlier[-1].unit == self.match["unit"] and self._in_sentence(earlier[-1])

    def _breaks_down(self) -> bool:
        """Whether the sentence is a list of shares (长三角5个、珠三角3个), counting what was counted before."""
        near = slice(max(0, self.match.start() - _REACH), self.match.end() + _REACH)
        text = self.doc.text[near] if self.sentence else ""
        return self.match["unit"] in ("个", "家", "项") and len(_COUNT.findall(text)) >= 2

    def _in_sentence(self, metric: Metric) -> bool:
        return self.sentence is not None and self.sentence.start <= metric.span[0]

    def _number_fits(self) -> bool:
        """Two, one and vague numerals in words (两家企业) only take up what was named."""
        try:
            value = self.value()
        except NumberNotRead:
            return False
        return self.match["n"][0].isdigit() or (value >= 5 and bool(self.following))

    def value(self) -> int:
        """The number; raises NumberNotRead."""
        return int(parse_number(self.match["n"]))

    def metric(self, earlier: list[Metric]) -> Metric:
        """The result, with what it takes over from the `earlier` ones of its list."""
        of = self._of(earlier)
        start = self.start + (m.end() if (m := _LEAD.match(self.before)) else 0)
        end = self.match.end() + (self.following[0] if self.following else 0)
        if re.search("入围|入选|获评", self.after):
            end = self.end
        span = (start, end)
        qualifier = self.match["before"] or self.match["few"]
        threshold, readings = self._classes(of)
        return Metric(
            self.doc.surface(span),
            self.value(),
            self.doc.surface(self.match.span("unit")),
            of,
            self._what(earlier, end),
            threshold,
            span,
            "metric.class" if threshold else "metric.count",
            qualifier,
            readings,
        )

    def _of(self, earlier: list[Metric]) -> str:
        unit = self.match["unit"]
        if unit in ("批次", "人次"):
            return table("counts")["unit"][unit]
        found = self.following or _noun(self.before)
        of = found[1] if found else None
        if of == "talent" and unit == "个" or of is None and unit in ("个", "家", "名"):
            inherited = earlier[-1].of if earlier and unit == earlier[-1].unit else None
            return inherited or ("team" if of else table("counts")["unit"][unit])
        return "talent" if of == "team" and unit in ("人", "名") else of or table("counts")["unit"][unit]

    def _classes(self, of: str) -> tuple[dict | None, tuple[dict, ...]]:
        if not self.threshold:
            return None, ()
        basis = self.threshold.basis or ("investment" if of == "project" else None)
        stated = {"basis": basis, "op": self.threshold.op, "value": self.threshold.value}
        return stated, (stated, {**stated, "op": ">="}) if stated["op"] == "=" else ()

    def _what(self, earlier: list[Metric], end: int) -> str:
        """The words counted, without number and class; a list's later members keep its verb."""
        words = self.doc.text[self.match.end() : end] if self.following else self.before
        if self.threshold:
            words = words.replace(self.doc.text[slice(*self.threshold.span)], "")
        words = _LEAD.sub("", words)
        verb = re.match("落户|引进|新增|新签约|新开工", earlier[-1].what) if earlier else None
        same_clause = earlier and "," not in self.doc.text[earlier[-1].span[1] : self.match.start()]
        return verb.group() + words if verb and same_clause and not _DOINGS.search(words) else words
