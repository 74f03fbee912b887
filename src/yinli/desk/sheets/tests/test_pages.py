"""The pages of sheets: a file in, a preview to correct, a bar, an outcome, a row corrected, a download brought in again."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from yinli.base.jobs.queue import run_waiting
from yinli.base.sources.models import PersonalSpan
from yinli.desk.sheets import queries
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.desk.sheets.tests.conftest import BAD, FIRST, HEADING, SECOND, fresh, workbook
from yinli.domain.enterprises.models import Contact
from yinli.domain.projects.models import Project


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


def address(name, *args):
    return reverse(f"sheets:{name}", args=args)


def upload(client, rows, where="sheets:list", name="台账.xlsx", **how):
    file = SimpleUploadedFile(name, rows if isinstance(rows, bytes) else workbook(rows, **how))
    return client.post(reverse(where), {"file": file, "text": ""})


def only() -> SheetImport:
    return SheetImport.objects.get()


def post(client, name, found, *args, **data):
    return client.post(address(name, found.number, *args), {"seen": found.version, **data})


def test_a_file_is_read_while_the_page_shows_a_bar_that_a_reload_does_not_lose(officer):
    response = upload(officer, [FIRST, SECOND])
    assert response.url == address("detail", only().number)
    for _reload in range(2):
        page = officer.get(response.url).content.decode()
        assert "<progress" in page and 'hx-trigger="every 1s"' in page
    part = officer.get(address("progress", only().number), headers={"HX-Request": "true"})
    assert "HX-Refresh" not in part
    run_waiting()
    part = officer.get(address("progress", only().number), headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"
    page = officer.get(response.url).content.decode()
    assert FIRST["企业名称"] in page and "导入 2 行" in page


def test_the_columns_are_corrected_and_remembered_for_the_sender(officer, cast):
    heading = ["甲列", "乙列"]
    rows = [{"甲列": "苏州砺石智能装备有限公司", "乙列": "砺石基地"}]
    upload(officer, rows, heading=heading)
    run_waiting()
    found = only()
    assert found.mapping == ["", ""]
    assert queries.counts(found).waiting == 1
    data = {"sheet": 0, "header_row": 2, "header_rows": 1, "column_0": "enterprise", "column_1": "project"}
    post(officer, "read", found, **data)
    run_waiting()
    assert queries.counts(only()).new == 1
    again = upload(officer, [*rows, {"甲列": "无锡云帆软件有限公司"}], heading=heading, name="又.xlsx")
    second = SheetImport.objects.latest("pk")
    assert again.url == address("detail", second.number) and second.mapping == ["enterprise", "project"]


def test_two_columns_cannot_be_the_same_and_nothing_chosen_is_lost(officer):
    upload(officer, [FIRST])
    run_waiting()
    data = {"sheet": 0, "header_row": 2, "header_rows": 1, "column_1": "project", "column_2": "project"}
    response = post(officer, "read", only(), **data)
    assert response.status_code == 422
    assert response.content.decode().count('value="project" selected') == 2
    assert only().mapping[1] == "enterprise"


def test_another_row_of_the_heading_is_looked_at_anew(officer):
    upload(officer, [FIRST])
    run_waiting()
    post(officer, "read", only(), sheet=0, header_row=3, header_rows=1)
    assert only().columns[1] == FIRST["企业名称"]


def test_rows_are_imported_and_those_that_wait_are_said_with_what_to_do(officer):
    upload(officer, [FIRST, BAD])
    run_waiting()
    post(officer, "start", only())
    run_waiting()
    page = officer.get(address("detail", only().number)).content.decode()
    assert "缺少年份，请写成 2024-05-21。" in page and "“首次对接日期”填的是“3月5日”" in page
    assert Project.objects.count() == 1


def test_a_row_that_waits_is_corrected_on_its_page(officer):
    upload(officer, [BAD])
    run_waiting()
    [row] = queries.rows_of(only(), "waiting")
    form = officer.get(address("row", only().number, row.number)).content.decode()
    assert 'value="3月5日"' in form and "远望项目" in form
    at = {name: f"c{place}" for place, name in enumerate(HEADING)}
    typed = {
        at["企业名称"]: BAD["企业名称"],
        at["项目名称"]: "远望项目",
        at["首次对接日期"]: "3月6日",
        at["联系人"]: "苏青",
    }
    response = post(officer, "row", only(), row.number, **typed)
    assert response.status_code == 422 and 'value="3月6日"' in response.content.decode()
    assert not Project.objects.exists()
    typed |= {at["首次对接日期"]: "2024-03-06", at["联系电话"]: "13900001111"}
    assert post(officer, "row", only(), row.number, **typed).status_code == 302
    assert Project.objects.get().name == "远望项目"
    assert Contact.objects.get().phone.reveal() == "13900001111"


def test_a_phone_number_typed_into_a_text_is_refused_with_a_word_where_it_belongs(officer):
    upload(officer, [BAD])
    run_waiting()
    [row] = queries.rows_of(only(), "waiting")
    at = HEADING.index("备注")
    response = post(officer, "row", only(), row.number, c1="甲公司", **{f"c{at}": "打13900001111"})
    assert response.status_code == 422 and "请填入电话列" in response.content.decode()


def test_the_rows_that_wait_are_downloaded_corrected_and_brought_in_again(officer):
    upload(officer, [FIRST, {**BAD, "备注": "=1+1", "联系人": "苏青", "联系电话": "13900001111"}])
    run_waiting()
    post(officer, "start", only())
    run_waiting()
    data = officer.get(address("waiting", only().number)).content
    book = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    [heading, line] = book.to_python()
    assert heading == [*HEADING, "错误"] and "缺少年份" in line[-1]
    assert line[HEADING.index("联系电话")] == "13900001111"
    # A text that looks like a formula is a text.
    assert line[HEADING.index("备注")] == "=1+1" and b"<f>" not in data
    line[HEADING.index("首次对接日期")] = "2024-03-05"
    fixed = {name: line[at] for at, name in enumerate(heading) if line[at] not in ("", "错误")}
    upload(officer, [fixed], heading=[*HEADING, "错误"], name="改.xlsx")
    run_waiting()
    second = SheetImport.objects.latest("pk")
    assert queries.counts(second) == queries.Counts(new=1)


def test_intake_leads_a_sheet_here(officer):
    response = upload(officer, [FIRST], where="intake:list")
    assert response.url == address("detail", only().number)


def test_what_is_no_sheet_is_refused_with_what_to_do(officer):
    response = upload(officer, b"PK\x03\x04 not a workbook", name="a.xlsx")
    assert response.status_code == 422 and "工作簿已损坏" in response.content.decode()
    assert not SheetImport.objects.exists()


def test_numbers_of_people_are_masked_in_the_document_and_lie_in_no_row(officer):
    upload(officer, [FIRST])
    run_waiting()
    found = only()
    assert (
        "13800001234" not in found.source.text
        and PersonalSpan.objects.filter(source=found.source).count() == 1
    )
    [row] = SheetRow.objects.select_related("sheet_import__source")
    assert "13800001234" not in str([row.values, row.errors, row.changes])
    assert "13800001234" not in officer.get(address("detail", found.number)).content.decode()


def test_a_project_says_from_which_row_it_came(officer, imported):
    found = imported([FIRST])
    page = officer.get(reverse("pipeline:detail", args=[Project.objects.get().number])).content.decode()
    assert address("detail", found.number) in page and "老周" in page and "2024-03-06" in page


def test_a_colleague_was_quicker(officer):
    upload(officer, [FIRST])
    run_waiting()
    found = only()
    post(officer, "start", found)
    assert post(officer, "start", found).status_code == 409
    post(officer, "put_aside", fresh(found))
    assert fresh(found).status == "writing"


def test_another_unit_neither_sees_nor_starts_it(officer, client, cast):
    upload(officer, [FIRST])
    run_waiting()
    client.force_login(cast.south_officer)
    assert client.get(address("detail", only().number)).status_code == 404
    assert post(client, "start", only()).status_code == 404
