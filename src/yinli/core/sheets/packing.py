"""What kind of sheet a file is, and the checks of a packed one before anything reads it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from yinli.core.sheets.limits import MOST_COLUMNS, MOST_PARTS, MOST_ROWS, MOST_SHEETS, MOST_UNPACKED
from yinli.core.sheets.refusal import SheetRefused

Kind = Literal["workbook", "text"]
OLD_BOOK = b"\xd0\xcf\x11\xe0"
_BOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb")
_TEXTS = (".csv", ".tsv")
_PARTS_OF_A_BOOK = ("xl/workbook.xml", "xl/workbook.bin")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# A document type is where entities are declared; no program that writes sheets writes one.
_DECLARED = [
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
]
_MACROS = re.compile(r"vbaproject|vbadata|activex/|macrosheets/", re.IGNORECASE)
_PLACE = re.compile(rb"""[\s"']r\s*=\s*["']([A-Z]{0,3})([0-9]{1,10})["']""")


def kind_of(data: bytes, file_name: str) -> Kind | None:
    """Whether a file is meant as a sheet: by what it is, and by its name where bytes alone do not tell."""
    name = file_name.lower()
    if data.startswith(b"PK\x03\x04"):
        return "workbook" if name.endswith(_BOOKS) or _holds_a_book(data) else None
    if data.startswith(OLD_BOOK):
        return "workbook" if name.endswith(_BOOKS) else None
    if name.endswith(_BOOKS):
        # Programs of the house next door export web pages and csv under this name.
        return "text"
    return "text" if name.endswith(_TEXTS) else None


def _holds_a_book(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist()[:MOST_PARTS])
            is_ods = "mimetype" in names and parts.getinfo("mimetype").file_size < 200
            return bool(names.intersection(_PARTS_OF_A_BOOK)) or (
                is_ods and parts.read("mimetype").strip() == _ODS
            )
    except Exception:
        return False


def check_packed(data: bytes) -> None:
    """Raise SheetRefused for what unpacks too large, declares entities, holds macros or spans too wide a grid."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            members = parts.infolist()
            _check_size(members)
            for member in members:
                _check_part(member.filename, parts.read(member))
    except SheetRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError) as error:
        raise SheetRefused("damaged") from error
    except (RuntimeError, NotImplementedError, EOFError, IndexError) as error:
        # Packed with a password, by a method nobody uses, or cut off.
        raise SheetRefused("locked") from error


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or len(members) > MOST_PARTS:
        raise SheetRefused("unpacks_too_large", unpacked)
    if any(_MACROS.search(member.filename) for member in members):
        raise SheetRefused("macros")
    if sum(member.filename.startswith("xl/worksheets/sheet") for member in members) > MOST_SHEETS:
        raise SheetRefused("too_many_sheets", MOST_SHEETS)


def _check_part(name: str, content: bytes) -> None:
    # What a part unpacks to was checked by its sum: the size that its header states is the true one.
    if not name.endswith((".xml", ".rels")):
        return
    if any(word in content for word in _DECLARED):
        raise SheetRefused("entities")
    if name.startswith("xl/worksheets/"):
        _check_span(content)


def _check_span(content: bytes) -> None:
    """A cell far out makes a reader hold all the empty ones before it."""
    for letters, number in set(_PLACE.findall(content)):
        if int(number) > MOST_ROWS + 100:
            raise SheetRefused("too_many_rows", MOST_ROWS)
        if column_number(letters.decode()) > 4 * MOST_COLUMNS:
            raise SheetRefused("too_many_columns", MOST_COLUMNS)


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27; "" is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
