"""The tables of figures: a line a field, a rule, or a word of a rule's list."""

from collections.abc import Iterable
from dataclasses import dataclass

from yinli.core.judged import Judged, Tally, tallies
from yinli.core.reader_rules import reader_rules
from yinli.core.reading import Off
from yinli.desk.intake.fields import FIELDS
from yinli.desk.learning.wording import field_name, name_of, said_of

TABS = ("field", "rule", "entry")


@dataclass(frozen=True)
class Line:
    """One line: what it is about, what was judged of it, and whether it is switched off."""

    key: str
    code: str
    name: str
    said: str
    tally: Tally
    is_off: bool = False


def lines_of(tab: str, rows: Iterable[Judged], off: Off, also: Iterable[str] = ()) -> list[Line]:
    """The lines of a tab: fields in the order of the review; rules and words with the most values first, and `also`."""
    found = tallies(rows, lambda row: getattr(row, tab))
    if tab == "field":
        order = [f"{record}.{field.code}" for record, fields in FIELDS.items() for field in fields]
        known = [code for code in order if code in found]
        return [Line(tab, code, field_name(code), "", found[code]) for code in known]
    codes = [code for code in dict.fromkeys([*found, *also]) if code]
    lines = [_line(tab, code, found.get(code, Tally()), off) for code in codes]
    return sorted(lines, key=lambda line: -line.tally.count("proposed"))


def to_switch(tab: str, off: Off) -> list[str]:
    """Of what nothing was judged, what can be switched: every rule, and the words that are off."""
    return list(reader_rules()) if tab == "rule" else sorted(off.entries)


def _line(tab: str, code: str, found: Tally, off: Off) -> Line:
    is_off = code in off.rules or code in off.entries
    return Line(tab, code, name_of(code), said_of(code) if tab == "rule" else "", found, is_off)
