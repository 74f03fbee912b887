"""The post that stands behind a name: in brackets, behind a comma, in a list with a line for each."""

import re

from .document import Document
from .found import Span
from .titles import is_title, is_whole

# What is said of a person before the post: 女, 畲族, 瑞典籍.
_ABOUT = r"(?:(?:女|男|[\u4e00-\u9fff]{1,6}[族籍国])[,、])*"
_BEHIND = re.compile(rf"\({_ABOUT}(?P<title>[^()]{{2,40}})\)")
_ASIDE_OF_NAME = r"(?:\([^()\n]{1,12}\))?"
_LISTED = re.compile(rf"{_ASIDE_OF_NAME}[ \t]{{1,6}}(?P<title>[^\n,。;:]{{2,40}})(?=\n|$)")
_APART = re.compile(rf"{_ASIDE_OF_NAME},(?P<title>[^,。;:\n]{{3,30}})(?=[,。;\n]|$)")
_RANK = re.compile("(?:副?教授|院士|博士|研究员|主任医师|博导)(?![后点生级库称站])")


def title_behind(doc: Document, name: Span) -> Span | None:
    """A post in brackets right after the name, 某某(某大学教授), behind a comma, or behind blanks in a list with a line
    for each; or a rank of learning: 某某教授."""
    start, end = name
    if rank := _RANK.match(doc.text, end):
        return rank.span()
    if (match := _BEHIND.match(doc.text, end)) and is_title(match["title"]):
        return match.span("title")
    opens_line = start == 0 or doc.text[start - 1] == "\n"
    if opens_line and (match := _LISTED.match(doc.text, end)) and is_title(match["title"]):
        return match.span("title")
    match = _APART.match(doc.text, end)
    return match.span("title") if match and is_whole(doc, match.span("title")) else None
