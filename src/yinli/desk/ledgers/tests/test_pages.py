"""The pages of a ledger, from the list of projects to what was taken over."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yinli.desk.ledgers.models import Ledger, LedgerReturn
from yinli.desk.ledgers.tests.conftest import Sheet, fresh


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


def test_from_the_list_over_the_file_to_what_was_taken_and_back(officer, cast, leads):
    page = officer.get("/projects/?grade=C").content.decode()
    assert 'href="/ledgers/new/?grade=C"' in page
    assert "共 3 个项目" in officer.get("/ledgers/new/?grade=C").content.decode()
    made = officer.post("/ledgers/new/?grade=C", {"title": "九月台账"}).headers["Location"]
    file = officer.get(f"{made}file.xlsx")
    assert "attachment" in file.headers["Content-Disposition"]
    sheet = Sheet(file.content).write(leads[0], "下一步", "送地块比选表")
    sent = SimpleUploadedFile("回收.xlsx", sheet.data())
    back = officer.post("/sheets/", {"file": sent}).headers["Location"]
    page = officer.get(back).content.decode()
    assert "送地块比选表" in page and f'value="{leads[0].number}.next_step" checked' in page
    found = LedgerReturn.objects.get()
    done = {
        "seen": found.version,
        "take": f"{leads[0].number}.next_step",
        "version": f"{leads[0].number}:{leads[0].version}",
    }
    officer.post(f"{back}accept/", done)
    assert fresh(leads[0]).next_step == "送地块比选表"
    assert "送地块比选表" in officer.get(back).content.decode()
    officer.post(f"{back}undo/", {"seen": found.version + 1})
    assert fresh(leads[0]).next_step == leads[0].next_step
    assert "九月台账" in officer.get("/ledgers/").content.decode()


def test_nothing_ticked_is_said_and_nothing_changes(officer, leads, handed, bring):
    found = bring(handed[1].write(leads[0], "等级", "A"))
    page = officer.post(f"/ledgers/back/{found.number}/accept/", {"seen": found.version}, follow=True)
    assert "没有勾选" in page.content.decode() and fresh(leads[0]).grade == "C"


def test_another_does_not_find_it_and_an_agent_is_not_offered_it(client, cast, leads, handed, bring):
    found = bring(handed[1])
    client.force_login(cast.bureau_person)
    assert client.get(f"/ledgers/{handed[0].number}/").status_code == 404
    assert client.get(f"/ledgers/back/{found.number}/").status_code == 404
    client.force_login(cast.agent)
    assert client.get("/ledgers/new/").status_code == 403
    assert "/ledgers/" not in client.get("/projects/").content.decode()


def test_a_project_out_of_sight_is_not_in_the_file_any_more(officer, cast, leads, handed):
    from yinli.domain.projects.models import Project

    Project.objects.filter(pk=leads[0].pk).update(
        confidential=True, officer=cast.south_officer, reported_by=None
    )
    rows = Sheet(officer.get(f"/ledgers/{handed[0].number}/file.xlsx").content).rows
    assert leads[0].number not in [row[0] for row in rows] and leads[1].number in [row[0] for row in rows]


def test_too_many_projects_are_refused_with_what_to_do(officer, leads, monkeypatch):
    from dataclasses import replace

    from yinli.core import ledger_table
    from yinli.desk.ledgers import actions, views

    small = replace(ledger_table.ledger_table(), most_rows=2)
    for module in (actions, views):
        monkeypatch.setattr(module, "ledger_table", lambda: small)
    assert "最多2个项目" in officer.get("/ledgers/new/").content.decode()
    officer.post("/ledgers/new/", {})
    assert not Ledger.objects.exists()


def test_a_text_that_looks_like_a_formula_goes_out_as_a_text(officer, leads, handed):
    from yinli.desk.ledgers.workbook import workbook

    cells = {**next(iter(handed[0].cells.values())), "next_step": "=1+1"}
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(workbook(handed[0], [cells], [])))
    assert "=1+1" in book.get_sheet_by_index(0).to_python()[1]
