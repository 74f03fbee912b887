"""Lead sheets as offices keep them: titles above, merged headings, sums and notes below, dates as numbers, any encoding."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yinli.core.sheets.cells import CellWrong, Reading, read_cell
from yinli.core.sheets.columns import columns, guess_columns
from yinli.core.sheets.grid import Grid, as_text, cleaned, from_text, uncovered
from yinli.core.sheets.header import Header, body, guess_header, titles
from yinli.core.sheets.lexicon import FOREIGN, lexicon, unit_in
from yinli.core.sheets.opening import open_sheets
from yinli.core.sheets.packing import kind_of
from yinli.core.sheets.refusal import SheetRefused
from yinli.core.sheets.rows import read_row

TODAY = date(2026, 5, 1)
TABLE = "企业名称,项目名称,计划总投资（亿元）,联系电话\n甲公司,甲项目,5,13800001234\n乙公司,乙项目,6,13800005678\n"


def book(rows, **options) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    sheet = made.add_worksheet()
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(at, place, value, day)
            elif value is not None:
                sheet.write(at, place, value)
    made.close()
    return out.getvalue()


def read(field: str, cell: str, unit: str = ""):
    return read_cell(cell, Reading(lexicon().fields[field], unit, TODAY))


def refused(data: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(SheetRefused) as caught:
        open_sheets(data, name)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_the_encodings_and_with_the_signs_that_offices_use(encoding, delimiter):
    [grid] = open_sheets(TABLE.replace(",", delimiter).encode(encoding), "台账.csv")
    assert [line.cells[0] for line in grid.lines] == ["企业名称", "甲公司", "乙公司"]
    assert len(grid.lines[0].cells) == 4


def test_cells_of_a_workbook_are_what_people_would_type():
    data = book(
        [
            ["企业名称", "登记日期", "数", "码"],
            ["甲公司", datetime(2024, 5, 21), 5.50, 13812345678],
            ["乙\n公司", None, 3, ""],
        ]
    )
    [grid] = open_sheets(data, "a.xlsx")
    assert grid.lines[1].cells == ("甲公司", "2024-05-21", "5.5", "13812345678")
    assert grid.lines[2].cells == ("乙\u2028公司", "", "3")


def test_a_formula_is_what_it_last_showed_and_a_text_that_looks_like_one_stays_a_text():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet()
    sheet.write_formula(0, 0, "=1+1", None, 2)
    sheet.write_string(0, 1, "=1+1")
    made.close()
    [grid] = open_sheets(out.getvalue(), "a.xlsx")
    assert grid.lines[0].cells == ("2", "=1+1")


def test_hidden_sheets_are_not_read():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for name in ("台账", "下拉项", "参数"):
        made.add_worksheet(name).write_row(0, 0, ["企业名称", "项目名称"])
    made.get_worksheet_by_name("下拉项").hide()
    made.get_worksheet_by_name("参数").very_hidden()
    made.close()
    assert [grid.name for grid in open_sheets(out.getvalue(), "台账.xlsx")] == ["台账"]


def test_a_title_above_and_sums_and_notes_below_are_no_rows():
    rows = [
        ["滨江区招商台账"],
        [],
        ["序号", "企业名称", "项目名称", "联系人"],
        ["1", "甲公司", "甲", "张三"],
        [],
        ["2", "乙公司", "乙"],
        ["合计", "", "2"],
        ["注：以上为统计口径"],
        ["填表人：李四"],
    ]
    grid = Grid.of("", rows)
    header = guess_header(grid)
    assert header == Header(3)
    assert [line.number for line in body(grid, header)] == [4, 6]


def test_a_sheet_without_a_heading_keeps_its_first_row_and_is_known_by_its_cells():
    rows = [
        ["苏州砺石智能装备有限公司", "13800001234", "来电咨询"],
        ["无锡云帆软件有限公司", "13800005678", "展会上认识"],
    ]
    grid = Grid.of("", rows)
    header = guess_header(grid)
    assert header == Header(1, 0) and titles(grid, header) == ["", "", ""]
    lines = body(grid, header)
    assert [line.number for line in lines] == [1, 2]
    assert guess_columns(["", "", ""], [line.cells for line in lines]) == ["enterprise", "phone", ""]


def test_a_firm_whose_name_begins_like_a_sum_is_no_sum():
    rows = [
        ["企业名称", "项目名称", "投资（万元）"],
        ["Sumtech", "研发中心", "500"],
        ["TotalE", "充电站", "900"],
        ["总和科技", "软件园", "300"],
        ["Total: 2", "", "1700"],
        ["合计3家", "", "1700"],
    ]
    grid = Grid.of("", rows)
    assert [line.number for line in body(grid, guess_header(grid))] == [2, 3, 4]


def test_a_heading_of_two_rows_with_merged_cells_is_read_together():
    rows = [
        ["台账"],
        ["序号", "投资方", "项目情况", "", "投资（万元）", "", "联系方式", ""],
        ["", "", "项目名称", "简介", "总投资", "注册资本", "姓名", "电话"],
        ["1", "甲公司", "甲", "建厂", "5", "1", "张三", "13812345678"],
    ]
    grid = Grid.of("", rows)
    header = guess_header(grid)
    assert header == Header(2, 2)
    named = titles(grid, header)
    mapping = guess_columns(named, [line.cells for line in body(grid, header)])
    assert mapping == [
        "",
        "enterprise",
        "project",
        "about",
        "planned_investment",
        "registered_capital",
        "contact",
        "phone",
    ]
    assert [one.unit for one in columns(named, mapping) if one.unit] == ["万元", "万元"]


def test_a_column_without_a_heading_is_known_by_what_it_holds():
    rows = [
        ("91320211MA1ABCDE1J", "甲科技有限公司", "13812345678"),
        ("91320211MA1ABCDE1J", "乙贸易公司", "13912345678"),
    ]
    assert guess_columns(["一", "二", "三"], rows) == ["credit_code", "enterprise", "phone"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("计划总投资（亿元）", "亿元"),
        ("投资额(单位：万元)", "万元"),
        ("投资额/万元", "万元"),
        ("总投资", ""),
        ("投资（万美元）", FOREIGN),
        ("元器件投资", ""),
    ],
)
def test_the_unit_of_a_sum_is_read_from_its_heading(title, unit):
    assert unit_in(title) == unit


@pytest.mark.parametrize(
    ("cell", "unit", "yuan"),
    [
        ("5000左右", "万元", "50000000.00"),
        ("五千", "万元", "50000000.00"),
        ("500万元", FOREIGN, "5000000.00"),
        ("5.5", "亿元", "550000000.00"),
        ("1,200", "万元", "12000000.00"),
        ("5亿元", "", "500000000.00"),
        ("3000万", "亿元", "30000000.00"),
        ("约2", "亿元", "200000000.00"),
        ("1e3", "万元", "10000000.00"),
    ],
)
def test_a_sum_is_decimal_yuan(cell, unit, yuan):
    assert read("planned_investment", cell, unit) == yuan


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("planned_investment", "5.5", "no_unit"),
        ("planned_investment", "3-5亿元", "range"),
        ("planned_investment", "若干", "no_money"),
        ("planned_investment", "500万美元", "foreign"),
        ("planned_investment", "-5", "no_unit"),
        ("first_contact_on", "3月5日", "no_year"),
        ("first_contact_on", "2024.5", "no_day_of_month"),
        ("first_contact_on", "2099-01-01", "ahead"),
        ("first_contact_on", "上周", "no_year"),
        ("phone", "12", "no_phone"),
        ("phone", "13800001111/13800002222", "several_phones"),
        ("contact", "张三、李四", "several_people"),
        ("contact", "张三13800001111", "number_in_name"),
        ("credit_code", "9.13E+17", "code_as_number"),
        ("credit_code", "123", "code_length"),
        ("enterprise", "5", "no_name"),
        ("next_step", "长" * 201, "too_long"),
    ],
)
def test_what_can_be_read_in_two_ways_is_an_error_that_says_which(field, cell, code):
    with pytest.raises(CellWrong) as caught:
        read(field, cell)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05",
        "2024/3/5",
        "2024.3.5",
        "20240305",
        "2024年3月5日",
        "45356",
        "2024-03-05 14:30",
        "二〇二四年三月五日",
    ],
)
def test_a_day_is_read_however_it_is_written(cell):
    assert read("first_contact_on", cell) == "2024-03-05"


@pytest.mark.parametrize("cell", ["", "无", "/", "—", "暂无", "N/A"])
def test_nothing_is_nothing(cell):
    assert read("phone", cell) is None


def test_a_row_needs_an_enterprise_and_a_phone_needs_somebody():
    read_columns = columns(["企业名称", "联系电话"], ["enterprise", "phone"])
    row = read_row(("", "***********"), ("", "13800001234"), read_columns, TODAY)
    assert [error["code"] for error in row.errors] == ["no_enterprise", "phone_of_nobody"]


def test_no_error_repeats_a_personal_number():
    read_columns = columns(["企业名称", "联系电话"], ["enterprise", "phone"])
    row = read_row(("甲公司", "*"), ("甲公司", "13800001111、13800002222"), read_columns, TODAY)
    assert "1380000" not in str(row.errors)


def test_numbers_are_laid_over_their_masks_again():
    [grid] = from_text("\n甲公司\t***********\t备注\n")
    line = grid.lines[0]
    assert uncovered(line, [(*line.place(1), "051082701234")]) == ("甲公司", "051082701234", "备注")


@given(st.lists(st.lists(st.text(max_size=8).map(cleaned), max_size=4), min_size=1, max_size=5))
def test_a_sheet_as_one_text_comes_back_cell_by_cell_in_its_place(rows):
    grid = Grid.of("表", rows)
    text = as_text([grid, grid])
    back = from_text(text)
    assert [[list(line.cells) or [""] for line in one.lines] for one in back] == [
        [row or [""] for row in rows]
    ] * 2
    for one in back:
        for line in one.lines:
            for at, cell in enumerate(line.cells):
                start, end = line.place(at)
                assert text[start:end] == cell


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def with_part(name: str, change) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book([["企业名称"], ["甲公司"]]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member.filename, change(content) if member.filename == name else content)
    return out.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked():
    huge = packed(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * (201 * 1024 * 1024)})
    assert len(huge) < 1_000_000
    assert refused(huge) == "unpacks_too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_external_entities_are_refused(encoding):
    declared = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'.encode(encoding)
    assert refused(with_part("xl/sharedStrings.xml", lambda content: declared + content)) == "entities"


def test_a_cell_far_out_is_refused_and_not_filled_up_to():
    far = with_part("xl/worksheets/sheet1.xml", lambda content: content.replace(b'r="A2"', b'r="XFD1048576"'))
    assert refused(far) in ("too_many_rows", "too_many_columns")


def test_macros_are_refused():
    assert refused(packed(**{"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"})) == "macros"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "empty"),
        (b"PK\x03\x04 no", "a.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "a.xls", "damaged"),
        (b"<html><table></table>", "a.xls", "web_page"),
        (b"\x00\x01\x02\x03" * 99, "a.csv", "not_text"),
        (b"words", "a.txt", "no_sheet"),
    ],
)
def test_what_is_no_sheet_says_why(data, name, code):
    assert refused(data, name) == code


def test_a_workbook_is_known_by_its_bytes_whatever_its_name_says():
    assert kind_of(book([["甲"]]), "report.docx") == "workbook"
    assert kind_of(packed(**{"word/document.xml": b"<x/>"}), "report.docx") is None


BOOK = book(
    [["台账"], ["企业名称", "项目名称", "投资（万元）"], *[[f"甲{n}公司", f"项目{n}", n] for n in range(20)]]
)
HARD = settings(max_examples=60, deadline=5000, suppress_health_check=[HealthCheck.too_slow])


def is_answered(data: bytes, name: str) -> None:
    try:
        grids = open_sheets(data, name)
    except SheetRefused:
        return
    for grid in grids:
        header = guess_header(grid)
        named = titles(grid, header)
        lines = body(grid, header)
        read_columns = columns(named, guess_columns(named, [line.cells for line in lines]))
        for line in lines:
            read_row(line.cells, line.cells, read_columns, TODAY)


@HARD
@given(st.binary(max_size=2000), st.sampled_from(["a.xlsx", "a.csv", "a.xls", "a.ods"]))
def test_random_bytes_are_a_sheet_or_refused(data, name):
    is_answered(data, name)


@HARD
@given(
    st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 400),
)
def test_a_damaged_workbook_is_a_sheet_or_refused(changes, cut):
    data = bytearray(BOOK)
    for at, value in changes:
        data[at] = value
    is_answered(bytes(data[: len(data) - cut]), "a.xlsx")


@HARD
@given(st.integers(0, 3000), st.binary(max_size=60))
def test_a_workbook_whose_sheet_is_altered_before_it_is_packed_is_a_sheet_or_refused(at, junk):
    def change(content: bytes) -> bytes:
        place = at % (len(content) + 1)
        return content[:place] + junk + content[place + len(junk) :]

    is_answered(with_part("xl/worksheets/sheet1.xml", change), "a.xlsx")


@HARD
@given(st.text(max_size=300))
def test_any_text_is_a_csv_or_refused(text):
    is_answered(text.encode("utf-8", "replace"), "a.csv")
