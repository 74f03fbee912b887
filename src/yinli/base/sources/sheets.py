"""Sheets as documents: what kind of file is one, its text, and why another is refused."""

from django.utils.translation import gettext as _

from yinli.base.sources.apart import take_apart
from yinli.base.sources.extract import MOST_BYTES, Extracted, SourceRefused, too_large
from yinli.base.sources.unreadable import Unreadable
from yinli.core.sheets.limits import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from yinli.core.sheets.packing import kind_of

MEDIA_TYPES = {
    "workbook": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text": "text/csv",
}


def is_sheet(data: bytes, file_name: str) -> bool:
    """Whether a file is a workbook or csv."""
    return kind_of(data, file_name) is not None


def extract_sheets(data: bytes, file_name: str) -> Extracted:
    """All sheets of a workbook or csv as one text (core.sheets.grid); raises SourceRefused with words for people."""
    if len(data) > MOST_BYTES:
        raise SourceRefused(too_large(len(data)))
    kind = kind_of(data, file_name)
    if kind is None:
        raise SourceRefused(_words("no_sheet"))
    try:
        text, _title = take_apart(kind, data)
    except Unreadable as refused:
        raise SourceRefused(_words(refused.code)) from refused
    return Extracted(text, MEDIA_TYPES[kind])


def _words(code: str) -> str:
    """Why a file gives no sheet, and what to do."""
    count = {"rows": f"{MOST_ROWS:,}", "columns": MOST_COLUMNS, "sheets": MOST_SHEETS}
    return {
        "no_sheet": _("This is no sheet. Upload xlsx, xls, ods or csv."),
        "empty": _("The sheet is empty, or all of its sheets are hidden. Choose another file."),
        "damaged": _("This workbook is damaged. Open it, save it anew as .xlsx and upload it again."),
        "damaged_text": _(
            "This csv is damaged: a quotation mark is opened and never closed. Save it as .xlsx."
        ),
        "locked": _("This workbook is protected by a password. Save it without one and upload it again."),
        "macros": _("This workbook holds macros. Save it as a plain .xlsx without them and upload it again."),
        "entities": _(
            "This workbook declares entities, as no program for sheets does. Save it anew in Excel or WPS."
        ),
        "unpacks_too_large": _("This workbook unpacks to more than 200 MB. Split it and upload the parts."),
        "too_long": _("The sheet has more than %(most)s signs. Split it.") % {"most": f"{MOST_CHARACTERS:,}"},
        "too_many_rows": _(
            "The sheet has more than %(rows)s rows, or a cell stands far below the table. Split it."
        )
        % count,
        "too_many_columns": _(
            "The sheet has more than %(columns)s columns, or a cell stands far beside the table. Take out what is not needed."
        )
        % count,
        "too_many_sheets": _(
            "The workbook has more than %(sheets)s sheets. Keep the one that is to be imported."
        )
        % count,
        "web_page": _("This is a web page under the name of a sheet. Open it in Excel and save it as .xlsx."),
        "not_text": _("This csv is in no encoding that is known. Save it as .xlsx, or as csv in UTF-8."),
        "too_hard": _(
            "This file takes more time or memory to read than any sheet should. Save it anew as .xlsx."
        ),
    }[code]
