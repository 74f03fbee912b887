"""What a row means beside the books: known names, codes, projects of others, people and units it names."""

from datetime import date

import pytest

from yinli.base.history.actions import StaleWrite
from yinli.base.jobs.queue import run_waiting
from yinli.desk.pipeline.actions import open_lead
from yinli.desk.sheets import actions, jobs, queries
from yinli.desk.sheets.tests.conftest import FIRST, fresh
from yinli.domain.enterprises.actions import add_alias, add_enterprise
from yinli.domain.enterprises.rules import check_sign
from yinli.domain.projects.models import Project

TODAY = date(2026, 5, 1)
ROW = {"企业名称": FIRST["企业名称"], "项目名称": "甲项目"}
HEAD = ["企业名称", "统一社会信用代码", "项目名称", "招商专员", "承接单位", "下一步", "下一步时限"]
CODE = "91320211MA1ABCDE1"


def codes(found):
    """The reasons for which rows wait, by row."""
    return {row.number: [error["code"] for error in row.errors] for row in queries.rows_of(found, "waiting")}


def test_an_enterprise_is_known_by_its_code_its_name_and_its_aliases(bring, cast):
    code = CODE + check_sign(CODE)
    known, _ = add_enterprise("苏州砺石智能装备有限公司", by=cast.north_officer, credit_code=code)
    add_alias(known, "砺石装备", by=cast.north_officer)
    rows = [
        {"企业名称": "砺石装备", "项目名称": "一期"},
        {"企业名称": "改名后的公司", "统一社会信用代码": code, "项目名称": "二期"},
        {"企业名称": "苏州砺石智能装备 有限公司", "项目名称": "三期"},
    ]
    found = bring(rows, heading=HEAD)
    actions.start(found, by=cast.north_officer, seen=found.version)
    run_waiting()
    assert {project.enterprise for project in Project.objects.all()} == {known}


def test_a_code_that_contradicts_the_books_waits(bring, cast):
    code = CODE + check_sign(CODE)
    add_enterprise("无锡云帆软件有限公司", by=cast.north_officer, credit_code=code)
    add_enterprise("苏州砺石智能装备有限公司", by=cast.north_officer)
    found = bring(
        [{**ROW, "统一社会信用代码": code}, {**ROW, "项目名称": "乙期", "统一社会信用代码": CODE + "Q"}],
        heading=HEAD,
    )
    assert codes(found) == {3: ["code_of_another"], 4: ["code_wrong"]}


def test_what_another_unit_reported_first_waits_and_tells_no_more(bring, cast):
    open_lead("甲项目", FIRST["企业名称"], by=cast.south_officer, today=TODAY)
    found = bring([ROW])
    assert codes(found) == {3: ["reported_elsewhere"]}
    [row] = queries.rows_of(found, "waiting")
    assert row.changes == {} and "高远" not in str(row.errors)


def test_a_colleagues_project_is_seen_and_not_changed(bring, cast):
    project = open_lead("甲项目", FIRST["企业名称"], by=cast.north_officer, today=TODAY)
    Project.objects.filter(pk=project.pk).update(officer=cast.north_manager)
    found = bring([{**ROW, "下一步": "签约"}], heading=HEAD)
    assert codes(found) == {3: ["not_yours"]}


def test_the_same_project_twice_in_a_sheet_goes_in_once(imported):
    found = imported([ROW, ROW])
    assert codes(found) == {4: ["twice"]} and Project.objects.count() == 1


def test_people_and_units_that_are_unknown_or_not_the_senders_to_give_to_wait(bring, cast):
    rows = [
        {**ROW, "项目名称": "一期", "招商专员": "不存在"},
        {**ROW, "项目名称": "二期", "承接单位": "不存在的板块"},
        {**ROW, "项目名称": "三期", "招商专员": "高远"},
        {**ROW, "项目名称": "四期", "招商专员": "林晓", "承接单位": "北部板块"},
    ]
    found = bring(rows, heading=HEAD)
    told = codes(found)
    assert told[3] == ["officer_unknown"] and told[4] == ["lead_unit_unknown"]
    assert told[5] in (["officer_not_yours"], ["officer_unknown"]) and 6 not in told


def test_the_bureau_gives_projects_to_officers_who_are_told_once(imported, cast, client):
    from yinli.base.notices.models import Notice

    rows = [{**ROW, "项目名称": name, "招商专员": "林晓"} for name in ("一期", "二期", "三期")]
    imported(rows, by=cast.bureau_person, heading=HEAD)
    [notice] = Notice.objects.filter(to=cast.north_officer, kind="sheets.given")
    assert notice.values == {"n": 3}
    client.force_login(cast.north_officer)
    assert "台账导入的 3 个项目已交由您负责" in client.get("/notices/").content.decode()


def test_work_that_was_cut_off_goes_on_with_the_rows_that_are_left(bring, cast, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    rows = [{**ROW, "项目名称": f"项目{number}"} for number in range(5)]
    found = bring(rows)
    actions.start(found, by=cast.north_officer, seen=found.version)
    written, calls = jobs.batch_actions.write_batch, []

    def cut_off(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise ValueError("a fault")
        return written(*args, **kwargs)

    monkeypatch.setattr(jobs.batch_actions, "write_batch", cut_off)
    with pytest.raises(ValueError):
        run_waiting()
    found = fresh(found)
    assert (found.status, found.has_stopped, Project.objects.count()) == ("ready", True, 2)
    actions.start(found, by=cast.north_officer, seen=found.version)
    run_waiting()
    assert fresh(found).status == "done" and Project.objects.count() == 5


def test_nothing_is_done_in_the_name_of_a_closed_account(bring, cast):
    found = bring([ROW])
    actions.start(found, by=cast.north_officer, seen=found.version)
    type(cast.north_officer).objects.filter(pk=cast.north_officer.pk).update(is_active=False)
    run_waiting()
    found = fresh(found)
    assert (found.status, found.has_stopped, Project.objects.count()) == ("ready", True, 0)


def test_a_refused_request_asks_for_no_work(bring, cast):
    from procrastinate.contrib.django.models import ProcrastinateJob

    found = bring([ROW])
    with pytest.raises(StaleWrite):
        actions.start(found, by=cast.north_officer, seen=found.version - 1)
    assert not ProcrastinateJob.objects.exists()
