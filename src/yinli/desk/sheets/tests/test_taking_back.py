"""Taking a sheet back takes back what it made, and nothing that others rely on."""

from datetime import date

import pytest

from yinli.base.jobs.queue import run_waiting
from yinli.base.sources.models import PersonalSpan
from yinli.desk.sheets import actions, jobs, queries
from yinli.desk.sheets.tests.conftest import FIRST, HEADING, SECOND, fresh
from yinli.domain.enterprises.models import Contact, Enterprise
from yinli.domain.projects.models import Project

CODE = "91320594MA1W2B3C49"
CODED = [*HEADING, "统一社会信用代码"]
OTHER = {**FIRST, "项目名称": "砺石二期项目"}


@pytest.fixture
def take_back(cast):
    """Take a sheet back as its sender."""

    def run(found):
        actions.undo(fresh(found), by=found.sender, seen=fresh(found).version)
        run_waiting()
        assert fresh(found).status == "undone"
        return queries.counts(fresh(found))

    return run


def test_a_number_in_another_document_is_read_as_before(imported, take_back, cast):
    from yinli.base.sources.actions import keep

    found = imported([FIRST])
    told = keep("秦岭的电话是13800001234，请回电。".encode(), "便条.txt", by=cast.north_officer)
    span = PersonalSpan.objects.get(source=told)
    assert span.subject_id == Contact.objects.get().subject_id
    take_back(found)
    span = PersonalSpan.objects.get(source=told)
    assert span.subject_id == told.subject_id and span.value.reveal() == "13800001234"


def test_a_person_whom_another_sheet_names_too_stays(imported, take_back):
    found = imported([FIRST])
    imported([OTHER])
    take_back(found)
    assert [project.name for project in Project.objects.all()] == ["砺石二期项目"]
    assert str(Contact.objects.get().name) == "秦岭"


def test_a_fact_without_another_stage_is_a_change_that_keeps_its_project(imported, take_back, cast):
    from yinli.domain.projects.actions import add_fact

    found = imported([FIRST])
    project = Project.objects.get()
    add_fact(project, "filing", date(2024, 5, 6), by=cast.north_officer)
    assert Project.objects.get().stage == project.stage
    assert take_back(found).kept == 1 and Project.objects.get().facts.count() == 2


def test_an_enterprise_that_a_follow_up_is_about_stays(imported, take_back, cast):
    from yinli.domain.follow_ups.models import FollowUp, NamedEnterprise

    found = imported([FIRST])
    asked = FollowUp.objects.create(text="请回复企业", asked_by=cast.north_officer)
    NamedEnterprise.objects.create(followup=asked, enterprise=Enterprise.objects.get())
    take_back(found)
    assert Enterprise.objects.count() == 1 and asked.enterprises.count() == 1


def test_an_enterprise_of_which_a_document_tells_stays(imported, take_back, cast):
    from yinli.base.sources.actions import cite, keep

    found = imported([FIRST])
    told = keep("苏州砺石智能装备有限公司来访。".encode(), "记录.txt", by=cast.north_officer)
    cite(Enterprise.objects.get(), "name", told, (0, 12), "name.firm", by=cast.north_officer)
    take_back(found)
    assert Enterprise.objects.count() == 1 and not Project.objects.exists()


def test_an_enterprise_whose_projects_stand_in_several_batches_goes_with_the_last(
    imported, take_back, monkeypatch
):
    monkeypatch.setattr(jobs, "BATCH", 1)
    found = imported([FIRST, {**OTHER, "统一社会信用代码": CODE}, SECOND], heading=CODED)
    assert Enterprise.objects.get(name=FIRST["企业名称"]).credit_code == CODE
    assert take_back(found).undone == 3
    assert not Enterprise.objects.exists() and not Contact.objects.exists()


def test_a_code_given_to_a_known_enterprise_by_a_new_project_is_taken_back_with_it(imported, take_back):
    imported([FIRST])
    found = imported([{**OTHER, "统一社会信用代码": CODE}], heading=CODED)
    assert Enterprise.objects.get().credit_code == CODE
    take_back(found)
    assert Enterprise.objects.get().credit_code is None


def test_what_somebody_changed_after_the_preview_waits_and_is_not_overwritten(bring, cast):
    from yinli.domain.projects.actions import edit_project

    first = bring([FIRST])
    actions.start(first, by=cast.north_officer, seen=first.version)
    run_waiting()
    again = bring([{**FIRST, "项目内容": "改为三万平方米"}])
    project = Project.objects.get()
    edit_project(project, by=cast.north_officer, seen=project.version, about="改为四万平方米")
    actions.start(again, by=cast.north_officer, seen=again.version)
    run_waiting()
    [row] = queries.rows_of(fresh(again), "waiting")
    assert [error["code"] for error in row.errors] == ["changed_since"] and project.number in row.errors[0][
        "more"
    ]
    assert Project.objects.get().about == "改为四万平方米"


def test_whoever_is_given_a_known_project_by_a_sheet_is_told(imported, cast):
    from yinli.base.accounts.actions import add_user
    from yinli.base.accounts.models import SYSTEM
    from yinli.base.notices.models import Notice

    other = add_user("other", "许宁", role="officer", unit=cast.north, by=SYSTEM)
    imported([FIRST], by=cast.north_manager)
    imported([{**FIRST, "招商专员": "许宁"}], by=cast.north_manager)
    assert Notice.objects.filter(to=other, kind="sheets.given").count() == 1


def test_two_who_bring_the_same_sheet_each_keep_their_own(bring, cast):
    from yinli.base.accounts.actions import add_user
    from yinli.base.accounts.models import SYSTEM
    from yinli.base.accounts.viewer import viewing_as
    from yinli.desk.sheets.tests.conftest import workbook
    from yinli.domain.projects.actions import protect

    data = workbook([FIRST])
    first = bring([], data=data)
    actions.start(first, by=cast.north_officer, seen=first.version)
    run_waiting()
    project = Project.objects.get()
    protect(project, [], by=cast.north_officer, seen=project.version)
    colleague = add_user("colleague", "许宁", role="officer", unit=cast.north, by=SYSTEM)
    second = bring([], data=data, by=colleague)
    with viewing_as(colleague):
        assert [one.pk for one in queries.sheet_page(colleague)] == [second.pk]
        assert [one.pk for one in type(first).objects.all()] == [second.pk]
    with viewing_as(cast.north_officer):
        assert {one.pk for one in queries.sheet_page(cast.north_officer)} == {first.pk, second.pk}


def test_what_a_station_sends_comes_by_its_channel_and_is_taken_back_whole(imported, take_back, cast):
    from yinli.domain.channels.actions import add_channel
    from yinli.domain.channels.models import Attribution

    type(cast.north).objects.filter(pk=cast.north.pk).update(kind="station")
    channel = add_channel("驻深圳招商站", "station", cast.north, by=cast.bureau_person)
    found = imported([FIRST])
    project = Project.objects.get()
    assert (Attribution.objects.get(project=project).channel, project.channel) == (channel, "station")
    take_back(found)
    assert not Project.objects.exists() and not Attribution.objects.exists()
