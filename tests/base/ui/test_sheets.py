"""What leaves as a sheet is text, whatever it looks like."""

import io
import zipfile
from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from yinli.base.ui.columns import Column
from yinli.base.ui.sheets import file_name, sheet_response, workbook

EVIL = [
    "=1+1", "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0",
    "{=1+1}", "http://evil.example", "mailto:a@b.c", "internal:Sheet1!A1", "external:c:\\x.xlsx", "%0A=1", "＝1+1",
]  # fmt: skip
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def sheet():
    columns = (Column("name", "=1+1"), Column("other", "Other"))
    rows = [SimpleNamespace(name=text, other=text) for text in EVIL]
    return zipfile.ZipFile(io.BytesIO(workbook(columns, rows, "=cmd|[x]")))


def test_no_cell_is_a_formula_or_a_link_and_each_is_text(sheet):
    found = ElementTree.fromstring(sheet.read("xl/worksheets/sheet1.xml"))
    assert found.find(f".//{NAMESPACE}f") is None and found.find(f".//{NAMESPACE}hyperlink") is None
    cells = found.findall(f".//{NAMESPACE}c")
    assert len(cells) == 2 * (len(EVIL) + 1)
    assert {cell.get("t") for cell in cells} <= {"s", "inlineStr"}


def test_the_text_of_a_cell_is_what_the_record_says(sheet):
    said = "".join(sheet.read(name).decode() for name in sheet.namelist() if name.endswith(".xml"))
    words = "".join(ElementTree.fromstring(sheet.read("xl/worksheets/sheet1.xml")).itertext())
    assert "=1+1" in words and "http://evil.example" in words
    assert "TargetMode" not in said


def test_every_sheet_that_leaves_is_written_here():
    """No other module makes a workbook or a csv: what holds for this one holds for all."""
    from tests.architecture.house import modules

    others = [
        module.name
        for module in modules()
        if module.name != "base/ui/sheets.py"
        and any(
            line.startswith(("import xlsxwriter", "from xlsxwriter", "from csv"))
            or "csv.writer" in line
            or "DictWriter" in line
            for line in module.lines
        )
    ]
    assert others == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("项目", "项目"),
        ("a\u202excod.exe", "axcod.exe"),
        ("a\r\nX-Header: b", "aX-Header: b"),
        ("a\u200b\u2066b\x00", "ab"),
        ("../../etc/passwd", "etc passwd"),
        ("...", "download"),
        ("長" * 300, "長" * 120),
    ],
)
def test_the_name_of_a_download_holds_no_signs_that_turn_or_hide_it(given, kept):
    assert file_name(given) == kept.replace(":", " ").replace("  ", " ")


def test_a_title_cannot_break_out_of_the_header():
    response = sheet_response((Column("name", "Name"),), [], 'x"; evil="\r\nSet-Cookie: a', date(2026, 9, 8))
    assert "\n" not in response["Content-Disposition"] and "Set-Cookie" not in response.headers
