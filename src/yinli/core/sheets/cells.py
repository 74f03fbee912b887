"""One cell as a value. What can be read in two ways is not read: whoever sent the sheet says which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from yinli.core.daytext import DayNotRead, parse_day
from yinli.core.money import MoneyNotRead, parse_yuan
from yinli.core.personal_numbers import is_phone
from yinli.core.sheets.grid import shown
from yinli.core.sheets.lexicon import FOREIGN, Field

# Money columns of the books hold 18 digits before the point.
MOST_YUAN = Decimal(10) ** 17
_BARE = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d+(\.\d+)?(e[+-]?\d{1,2})?")
_YUAN = re.compile(r"(?<![美欧港日韩澳加])元|人民币|rmb|cny|yuan|[¥￥圆圓]")
# A number with its unit or currency beside it.
_SAYS_ITS_OWN = re.compile(
    r"[亿万億萬元圆圓¥￥$€£]|usd|cny|rmb|eur|hkd|jpy|yuan|dollar|million|billion|bn|mn"
)
_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?[余多]?|[零〇一二三四五六七八九十百千两点]+[余多]?")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_TIME_BEHIND = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
# The days of Excel count from here (its 29 February 1900 included); these are the years 1954 to 2119.
_DAY_NONE, _FIRST_SERIAL, _LAST_SERIAL = date(1899, 12, 30), 20_000, 80_000
_APART = re.compile(r"[、，,;；/|\n]+")
_PEOPLE_APART = re.compile(r"[、，,;；/|\n]+| {2,}")
_PHONES_APART = re.compile(r"[、，,;；/|\n]+")
_NOTHING = {"无", "暂无", "-", "--", "—", "——", "/", "n/a", "待定", "未定", "none", "null"}


class CellWrong(ValueError):
    """A cell that cannot be read as what its column is; `code` says why, `more` what the words of it need."""

    def __init__(self, code: str, more: str = "") -> None:
        self.code, self.more = code, more
        super().__init__(code)


@dataclass(frozen=True)
class Reading:
    """What a cell is read with: its field, the unit of its heading, the district's day."""

    field: Field
    unit: str
    today: date


def read_cell(cell: str, how: Reading) -> str | list[str] | None:
    """The value as JSON keeps it: text, a day or a sum of yuan as text, a list; None for nothing. Raises CellWrong."""
    text = shown(cell).strip()
    if not text or text.lower() in _NOTHING:
        return None
    return _READERS[how.field.kind](text, how)


def _text(text: str, how: Reading) -> str:
    if len(text) > how.field.most:
        raise CellWrong("too_long", str(how.field.most))
    return text


def _name(text: str, how: Reading) -> str:
    name = " ".join(text.split())
    if len(name) < 2 or _BARE.fullmatch(name):
        raise CellWrong("no_name")
    return _text(name, how)


def _code(text: str, how: Reading) -> str:
    code = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if re.fullmatch(r"[\d.]+E\+?\d+", code):
        raise CellWrong("code_as_number")
    if not re.fullmatch(r"[0-9A-Z]{18}", code):
        raise CellWrong("code_length", str(len(code)))
    return code


def _money(text: str, how: Reading) -> str:
    flat = unicodedata.normalize("NFKC", text).replace(" ", "").lower()
    how = _in_yuan(flat, how)
    bare = _BARE.fullmatch(flat)
    if bare and not how.unit:
        raise CellWrong("no_unit")
    if bare and Decimal(flat.replace(",", "")) < 0:
        raise CellWrong("negative")
    try:
        amount = parse_yuan(_without_exponent(flat) + how.unit if bare else _with_unit(flat, how))
    except MoneyNotRead as error:
        raise CellWrong("no_money") from error
    if amount.to is not None:
        raise CellWrong("range")
    if amount.yuan is None:
        raise CellWrong("foreign", amount.currency)
    if amount.yuan >= MOST_YUAN:
        raise CellWrong("too_much")
    return f"{amount.yuan.quantize(Decimal('0.01')):f}"


def _in_yuan(text: str, how: Reading) -> Reading:
    """5000万 under （万美元） is no yuan, unless it says so. Raises CellWrong."""
    if how.unit != FOREIGN:
        return how
    if not _YUAN.search(text):
        raise CellWrong("no_unit")
    return replace(how, unit="")


def _without_exponent(figures: str) -> str:
    return f"{Decimal(figures.replace(',', '')):f}" if "e" in figures else figures


def _with_unit(text: str, how: Reading) -> str:
    """约5, 5左右 and 3-5 under （亿元） are counted in it; 5亿 says its own. Raises CellWrong where none is said."""
    if _SAYS_ITS_OWN.search(text):
        return text
    figures = list(_FIGURES.finditer(text))
    if not figures:
        raise CellWrong("no_money")
    if not how.unit:
        raise CellWrong("no_unit")
    end = figures[-1].end()
    return text[:end] + how.unit + text[end:]


def _day(text: str, how: Reading) -> str:
    flat = _TIME_BEHIND.sub("", unicodedata.normalize("NFKC", text).strip())
    found = _serial(flat) if _SERIAL.fullmatch(flat) else _written(flat, how.today)
    if not 1950 <= found.year <= 2100:
        raise CellWrong("odd_year", str(found.year))
    if how.field.past and found > how.today:
        raise CellWrong("ahead", found.isoformat())
    return found.isoformat()


def _serial(figures: str) -> date:
    number = int(float(figures))
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise CellWrong("no_day")
    return _DAY_NONE + timedelta(days=number)


def _written(flat: str, today: date) -> date:
    # 9月3日 has no year and 2024.5 no day: the nearest one would be a guess.
    if not re.search(r"\d{4}|[〇零一二三四五六七八九]{4}", flat):
        raise CellWrong("no_year")
    if re.fullmatch(r"\d{4}([-/.]|年)\d{1,2}月?", flat) or re.fullmatch(r"\d{4}年?", flat):
        raise CellWrong("no_day_of_month")
    try:
        return parse_day(flat.rstrip("."), today)
    except DayNotRead as error:
        raise CellWrong("no_day") from error


def _phone(text: str, how: Reading) -> str:
    given = [part.strip() for part in _PHONES_APART.split(text) if part.strip()]
    if len(given) > 1:
        raise CellWrong("several_phones")
    if not is_phone(given[0]) if given else True:
        raise CellWrong("no_phone")
    return given[0]


def _person(text: str, how: Reading) -> str:
    if len([part for part in _PEOPLE_APART.split(text) if part.strip()]) > 1:
        raise CellWrong("several_people")
    if re.search(r"[\d*]{3}", text):
        raise CellWrong("number_in_name")
    return _text(text, how)


def _list(text: str, how: Reading) -> list[str]:
    words = list(dict.fromkeys(part.strip() for part in _APART.split(text) if part.strip()))
    if any(len(word) > how.field.most for word in words) or len(words) > 20:
        raise CellWrong("too_long", str(how.field.most))
    return words


_READERS: dict[str, Callable[[str, Reading], str | list[str]]] = {
    "name": _name,
    "code": _code,
    "text": _text,
    "note": _text,
    "unit": _text,
    "money": _money,
    "day": _day,
    "phone": _phone,
    "person": _person,
    "list": _list,
}
