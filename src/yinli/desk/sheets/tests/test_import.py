"""A sheet becomes leads: read, previewed, written, told, undone."""

from datetime import date
from decimal import Decimal

from yinli.base.history.models import Entry
from yinli.base.jobs.queue import run_waiting
from yinli.desk.sheets import actions, queries
from yinli.desk.sheets.tests.conftest import BAD, FIRST, SECOND, fresh
from yinli.domain.enterprises.models import Contact, Enterprise
from yinli.domain.projects.models import Project


def test_a_sheet_is_recognised_and_its_rows_are_told_before_anything_is_written(bring):
    found = bring([FIRST, SECOND, BAD])
    assert found.status == "ready" and found.header_row == 2
    assert found.mapping[1:5] == ["enterprise", "project", "about", "planned_investment"]
    assert queries.counts(found) == queries.Counts(new=2, waiting=1)
    [waiting] = queries.rows_of(found, "waiting")
    assert {error["code"] for error in waiting.errors} == {"no_year", "no_phone", "phone_of_nobody"} - {
        "phone_of_nobody"
    }
    assert not Project.objects.exists() and not Enterprise.objects.exists()


def test_good_rows_go_in_and_bad_rows_wait(imported, cast):
    found = imported([FIRST, SECOND, BAD])
    assert found.status == "done"
    assert queries.counts(found) == queries.Counts(new=2, waiting=1)
    project = Project.objects.get(name="砺石装备基地项目")
    assert project.enterprise.name == "苏州砺石智能装备有限公司"
    assert project.planned_investment_yuan == Decimal("550000000")
    assert (project.officer, project.reporting_unit, project.next_step) == (
        cast.north_officer,
        cast.north,
        "约见企业负责人",
    )
    assert project.industries == ["智能装备", "机器人"] and project.stage == "contact"
    assert project.next_step_due_on is not None
    contact = Contact.objects.get(enterprise=project.enterprise)
    assert str(contact.name) == "秦岭" and contact.phone.reveal() == "13800001234"
    landline = Contact.objects.get(enterprise__name="无锡云帆软件有限公司")
    assert landline.phone.reveal() == "051082701234"


def test_who_had_registered_a_row_and_when_is_kept(imported):
    found = imported([FIRST])
    project = Project.objects.get()
    entry = Entry.objects.get(action="project.create", record_id=project.pk)
    assert entry.happened_on == date(2024, 3, 6) and "老周" in entry.note and found.number in entry.note
    [(row, opens)] = queries.origins(found.sender, project)
    assert opens and row.values["reported_by"] == "老周" and row.values["stage"] == "在谈"


def test_every_row_has_its_entries_in_history(imported):
    imported([FIRST, SECOND])
    for action in ("project.create", "enterprise.create", "enterprise.add_contact"):
        assert Entry.objects.filter(action=action).count() == 2, action


def test_the_same_sheet_again_changes_nothing(imported, bring):
    imported([FIRST, SECOND])
    again = bring([FIRST, SECOND])
    assert queries.counts(again) == queries.Counts(same=2)


def test_a_known_project_is_filled_and_changed_and_blank_cells_erase_nothing(imported):
    imported([FIRST])
    found = imported(
        [{"企业名称": FIRST["企业名称"], "项目名称": FIRST["项目名称"], "计划总投资（亿元）": 8}]
    )
    assert queries.counts(found) == queries.Counts(update=1)
    project = Project.objects.get()
    assert project.planned_investment_yuan == Decimal("800000000")
    assert project.about == "建设厂房两万平方米" and project.next_step == "约见企业负责人"
    [row] = queries.rows_of(found, "written")
    assert row.changes == {"planned_investment_yuan": ["550000000.00", "800000000.00"]}


def test_undoing_takes_everything_back(imported, cast):
    imported([FIRST])
    found = imported([{**FIRST, "计划总投资（亿元）": 9}, SECOND])
    actions.undo(found, by=cast.north_officer, seen=found.version)
    run_waiting()
    found = fresh(found)
    assert found.status == "undone" and queries.counts(found).undone == 2
    project = Project.objects.get()
    assert project.planned_investment_yuan == Decimal("550000000")
    assert not Enterprise.objects.filter(name=SECOND["企业名称"]).exists()
    assert not Contact.objects.filter(enterprise__name=SECOND["企业名称"]).exists()
    assert Entry.objects.filter(action="project.remove").count() == 1


def test_what_somebody_changed_since_stays_and_is_listed(imported, cast):
    from yinli.domain.projects.actions import set_next_step

    found = imported([FIRST, SECOND])
    project = Project.objects.get(name=FIRST["项目名称"])
    set_next_step(project, "签约", date(2030, 1, 4), by=cast.north_officer, seen=project.version)
    actions.undo(found, by=cast.north_officer, seen=found.version)
    run_waiting()
    assert [project.name for project in Project.objects.all()] == [FIRST["项目名称"]]
    assert [row.values["project"] for row in queries.rows_of(fresh(found), "kept")] == [FIRST["项目名称"]]


def test_erasing_a_person_leaves_neither_name_nor_number_in_the_sheet(imported, cast):
    from datetime import UTC, datetime

    from yinli.base.personal.actions import Reason, erase
    from yinli.base.sources.models import PersonalSpan
    from yinli.desk.sheets.models import SheetRow

    found = imported([FIRST, SECOND, {**BAD, "联系人": FIRST["联系人"]}])
    contact = Contact.objects.get(enterprise__name=FIRST["企业名称"])
    now = datetime(2026, 5, 1, tzinfo=UTC)
    erase(contact.subject, Reason("asked_by_person"), by=cast.bureau_person, now=now)
    source = type(found.source).objects.get(pk=found.source_id)
    assert FIRST["联系人"] not in source.text and FIRST["企业名称"] in source.text
    assert not PersonalSpan.objects.filter(source=source, subject=contact.subject).exists()
    rows = SheetRow.objects.select_related("sheet_import__source")
    assert FIRST["联系人"] not in str([[row.values, row.errors] for row in rows])
    assert {row.values["enterprise"] for row in rows} >= {FIRST["企业名称"], SECOND["企业名称"]}
