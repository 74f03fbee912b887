"""The day a text was published, as its head, its signature or the stamps of a chat say, and the lines that say so."""

import re
from collections.abc import Iterator
from datetime import date

from yinli.core.numerals import NumberNotRead, parse_number

from .found import Span
from .normalise import normalise

_DAY = re.compile(
    r"(?P<y>(?:19|20)\d{2}|民国\d{2,3})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})日?"
    r"|(?P<yc>[一二三四五六七八九〇零○]{4})年(?P<mc>[一二三四五六七八九十]{1,2})月(?P<dc>[一二三四五六七八九十]{1,3})日"
)
_SAYS_SO = re.compile(r"发表于|发布|日期|发稿|更新|来源|报道|记者|通讯员|\d{1,2}:\d{2}|讯|电$|版$")
_TIME_HELD = re.compile(r"^\W*时\s*间\W")
# 新华社某地2008年4月15日电: the head of a wire, in the line where the text begins.
_WIRE = re.compile(r"^[^。,;\n]{0,30}?日电(?=\W|$)")
# What stands beside the day in a line that is only a stamp: marks, a time, a day of the week, the weather, a name.
_STAMP = re.compile(
    r"[\W_]|星期[一二三四五六日天]|周[一二三四五六日]|[上下]午|凌晨|中午|晚上|\d{1,2}:\d{2}(?::\d{2})?|晴|阴|多云|小雨"
)
_NAME_BESIDE = 8
# So many signs at most stand beside the day in a line of a head.
_BESIDE, _BESIDE_LABEL = 24, 80
_NAME_OF_MEDIUM = 12
_MEDIUM = re.compile(r"(?:报|网|台|社|刊|杂志|发布|客户端|头条|公众号)$")
_LABELLED = re.compile(r"(?:发布|更新|发稿|发文|成文|创建|上传)?(?:日期|时间)\W*$|发布\W*$|来源")
_HEAD, _TAIL = 6, 3
_MINGUO = 1911
# A year as texts write it: 2013, 二〇一三, 民国102.
YEAR = r"(?:19|20)\d{2}|民国\d{2,3}|(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}"
_DIGITS = str.maketrans("一二三四五六七八九〇零○", "123456789000")


def detect_published_on(text: str) -> date | None:
    """The publication date that a text states within its first lines, as a stamp of its own anywhere, or at its end."""
    return next((day for day, _span in _stated(normalise(text))), None)


def publication_lines(text: str) -> list[Span]:
    """The lines of normalised `text` that only say when it was published."""
    return [span for _day, span in _stated(text) if not _TIME_HELD.match(text[span[0] : span[1]])]


def _stated(text: str) -> Iterator[tuple[date, Span]]:
    lines = [match for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    for at, line in enumerate(lines):
        match = _DAY.search(line.group())
        if match is None:
            continue
        ends = at >= len(lines) - _TAIL and _DAY.fullmatch(line.group().strip())
        wired = (
            at < _HEAD and _WIRE.match(line.group()) and line.group()[match.end() : match.end() + 1] == "电"
        )
        if wired and (day := _day(match)):
            yield day, (line.start(), line.start() + match.end())
            continue
        told = ends or _is_stamp(line.group(), match) or (at < _HEAD and _heads(line.group(), match))
        if told and (day := _day(match)):
            yield day, line.span()


def _is_stamp(line: str, match: re.Match) -> bool:
    """Whether a line is nothing but a day, with its time and perhaps who wrote."""
    rest = line[: match.start()] + line[match.end() :]
    left = _STAMP.sub("", rest)
    return not left or (len(left) <= _NAME_BESIDE and bool(re.search(r"\d{1,2}:\d{2}", rest)))


def _heads(line: str, match: re.Match) -> bool:
    beside = re.sub(r"\W|\d", "", line[: match.start()] + line[match.end() :])
    if not beside or _TIME_HELD.match(line):
        return True
    # 2013-05-25 某某日报, and the other way round.
    named = match.start() == 0 and not match.group().endswith("日") or bool(_MEDIUM.search(beside))
    if named and len(beside) <= _NAME_OF_MEDIUM and not re.search(r"[。;!?]|,(?!\d{3})", line):
        return True
    most = _BESIDE_LABEL if _LABELLED.search(line[: match.start()]) else _BESIDE
    return len(beside) <= most and bool(_SAYS_SO.search(line)) and "。" not in line


def _day(match: re.Match) -> date | None:
    try:
        if match["yc"]:
            month, day = (int(parse_number(match[name])) for name in ("mc", "dc"))
            return date(year_of(match["yc"]), month, day)
        return date(year_of(match["y"]), int(match["m"]), int(match["d"]))
    except (ValueError, NumberNotRead):
        return None


def year_of(written: str) -> int:
    """2013, 二〇一三 and 民国102 are the same year."""
    if written.startswith("民国"):
        return int(written[2:]) + _MINGUO
    return int(written.translate(_DIGITS))
