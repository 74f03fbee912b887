"""Rows as an .xlsx file. Text is always written as text, so a cell can never become a formula."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"money": 18, "number": 12, "percent": 10, "day": 12, "due": 12, "instant": 18}


def workbook(columns, rows, title):
    """The bytes of a workbook with one sheet: a frozen heading, then a line for each row."""
    out = BytesIO()
    book = new_book(out, constant_memory=True)
    sheet = book.add_worksheet(_sheet_name(title))
    head = book.add_format({"bold": True, "bottom": 1})
    looks = _looks(book)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDTHS.get(column.kind, 24))
        sheet.write_string(0, at, column.heading, head)
    own = [{**looks, "own": looks.get(column.kind)} for column in columns]
    for line, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            write(sheet, (line, at), column.for_sheet(row), own[at])
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def new_book(out, *, constant_memory=False):
    """An empty workbook in which no text becomes a formula or a link: every sheet that leaves begins as one."""
    kept = {"constant_memory": True} if constant_memory else {"in_memory": True}
    return xlsxwriter.Workbook(out, {**kept, "strings_to_formulas": False, "strings_to_urls": False})


def _looks(book):
    """Formats by what a value is; numbers by the kind of their column."""
    numbers = {"money": "#,##0.00", "number": "#,##0.##", "percent": "0.0%"}
    return {
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "instant": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        **{kind: book.add_format({"num_format": pattern}) for kind, pattern in numbers.items()},
    }


def write(sheet, place, value, looks):
    """Write one value into `place` (line, column) as what it is."""
    line, at = place
    if value is None or value == "":
        return
    if isinstance(value, date) and value.year < 1900:  # before the calendar of a sheet begins
        sheet.write_string(line, at, str(value))
    elif isinstance(value, datetime):
        sheet.write_datetime(line, at, value, looks["instant"])
    elif isinstance(value, date):
        sheet.write_datetime(line, at, datetime(value.year, value.month, value.day), looks["day"])
    elif isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(line, at, value, looks["own"])
    else:
        sheet.write_string(line, at, str(value)[:32_767])


def _sheet_name(title):
    kept = "".join(c for c in str(title) if c not in "[]:*?/\\'")
    return kept[:31] or "Sheet1"


def file_name(text):
    """`text` as the name of a download: no signs that turn its direction or hide in it, no folders, not long."""
    shown = "".join(
        sign for sign in str(text) if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    )
    kept = re.sub(r'[\\/:*?"<>|]+', " ", shown)
    return " ".join(kept.split()).strip(". ")[:120] or "download"


def sheet_response(columns, rows, title, today):
    """The workbook as a download named after the list and the day."""
    response = HttpResponse(workbook(columns, rows, title), content_type=SHEET_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{file_name(title)}-{today}.xlsx")
    response["Cache-Control"] = "no-store"
    return response
