"""The checklists of docs/security, read as data: which requirement is answered by what.

`python -m tests.architecture.checklists` writes the counts into docs/security.md.
"""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.house import ROOT

ENTRY = ROOT / "docs/security.md"
STANDARDS = Path(__file__).parent / "standards"
# Kinds of answer, in English and in Chinese; the one list speaks each language alone.
KINDS = {
    "test": "test",
    "page": "page",
    "rule": "rule",
    "open": "open",
    "operator": "operator",
    "n/a": "n/a",
    "测试": "test",
    "页面": "page",
    "文件": "rule",
    "未做": "open",
    "使用单位": "operator",
    "不适用": "n/a",
}
PART = re.compile(r"^(?P<kind>[^:：]+)[:：]\s*(?P<what>.+)$")
# The row counts as its weakest part: what is partly open is open.
STRENGTH = ("open", "operator", "n/a", "rule", "page", "test")
COLUMNS = {"shown": ("test", "page", "rule"), "operator": ("operator",), "n/a": ("n/a",), "open": ("open",)}
COUNTS = re.compile(r"(?<=<!-- counts -->\n).*?(?=<!-- end of counts -->)", re.S)


@dataclass(frozen=True)
class Part:
    """One part of an answer: its kind and what it names."""

    kind: str
    what: str

    def named(self) -> str:
        """The name in backticks; "" where the answer names nothing."""
        found = re.match(r"`([^`]+)`", self.what)
        return found.group(1) if found else ""


@dataclass(frozen=True)
class Row:
    """One requirement: its number, its short words and what answers it."""

    number: str
    words: str
    parts: tuple[Part, ...]

    def kind(self) -> str:
        """The kind under which the row counts."""
        return min((part.kind for part in self.parts), key=STRENGTH.index)


@dataclass(frozen=True)
class Checklist:
    """One standard's page and the list of its numbers."""

    title: str
    page: Path
    numbers: Path

    def rows(self) -> list[Row]:
        """The rows of every table of the page whose first cell is a number of the standard."""
        lines = self.page.read_text(encoding="utf-8").splitlines()
        cells = (line.strip().strip("|").split("|") for line in lines if line.startswith("|"))
        return [
            row(*map(str.strip, found)) for found in cells if re.match(r"\s*(V\d|\d+\.\d+\.\d)", found[0])
        ]

    def required(self) -> dict[str, str]:
        """Number → what the data file says of it: the level, or the control point."""
        with self.numbers.open(encoding="utf-8") as file:
            return {line[0]: line[1] for line in list(csv.reader(file))[1:]}


ASVS = Checklist("OWASP ASVS 5.0.0", ROOT / "docs/security/asvs.md", STANDARDS / "asvs_5_0_0.csv")
MLPS = Checklist("GB/T 22239-2019", ROOT / "docs/security/mlps3.md", STANDARDS / "gbt_22239_2019_level_3.csv")


def row(number: str, words: str, answer: str) -> Row:
    """A table's line as a row; a part without a kind that we know keeps the kind ""."""
    parts = []
    for text in answer.split("<br>"):
        found = PART.match(text.strip())
        kind = KINDS.get(found["kind"].strip(), "") if found else ""
        parts.append(Part(kind, found["what"].strip() if found else text.strip()))
    return Row(number, words, tuple(parts))


def named_tests(path: Path) -> Iterator[str]:
    """The names of the tests in a file, without importing it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name


def counts() -> str:
    """The table of docs/security.md: rows by standard and by kind of answer."""
    lines = ["| standard | rows | shown | operator's | not applicable | open |", "|---|---|---|---|---|---|"]
    for label, found in _groups():
        by_kind = Counter(each.kind() for each in found)
        cells = [sum(by_kind[kind] for kind in kinds) for kinds in COLUMNS.values()]
        lines.append(f"| {label} | {len(found)} | " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines) + "\n"


def _groups() -> Iterator[tuple[str, list[Row]]]:
    levels = ASVS.required()
    for level in ("1", "2"):
        yield f"{ASVS.title} level {level}", [r for r in ASVS.rows() if levels.get(r.number) == level]
    yield f"{MLPS.title} (等保2.0) 第三级", MLPS.rows()


if __name__ == "__main__":
    ENTRY.write_text(COUNTS.sub(counts(), ENTRY.read_text(encoding="utf-8")), encoding="utf-8")
