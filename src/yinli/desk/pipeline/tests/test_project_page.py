"""The project's page: who owes the next step, what was met, what is missing, what changed in words."""

from datetime import date, timedelta

import pytest

from yinli.base.history.queries import entries_for
from yinli.base.history.wording import told
from yinli.base.sources.actions import cite, keep
from yinli.domain.projects import actions
from yinli.domain.projects.models import Project

DAY = date(2026, 8, 20)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


def page_of(client, project):
    return client.get(f"/projects/{project.number}/").content.decode()


def future(days=3):
    return date.today() + timedelta(days=days)


def test_it_says_who_owes_what_and_that_it_is_late(officer, lead):
    page = page_of(officer, lead)
    assert "下一步责任" in page
    assert "林晓" in page
    assert "due-late" in page


def test_earlier_gates_that_were_never_met_are_shown_as_gaps(officer, cast, lead):
    actions.add_fact(lead, "registered", DAY, by=cast.north_officer)
    page = page_of(officer, lead)
    assert "以下环节尚无依据" in page
    assert "联审通过" in page


def test_a_fact_of_any_kind_is_recorded_in_any_order(officer, lead):
    officer.post(f"/projects/{lead.number}/facts/", {"kind": "land_acquired", "on": "2026-08-20"})
    assert lead.facts.get().kind == "land_acquired"
    assert "取得土地" in page_of(officer, lead)


def test_a_fact_that_proved_wrong_is_withdrawn_and_stays_to_be_seen(officer, cast, lead):
    actions.add_fact(lead, "contacted", DAY, by=cast.north_officer)
    told_back = {"reason": "fact_mistaken", "seen": lead.version}
    stale = officer.post(f"/projects/{lead.number}/facts/contacted/withdraw/", told_back)
    assert stale.status_code == 409
    lead.refresh_from_db()
    told_back["seen"] = lead.version
    officer.post(f"/projects/{lead.number}/facts/contacted/withdraw/", told_back)
    lead.refresh_from_db()
    assert lead.stage == "lead"
    assert "撤回：事实录入有误" in page_of(officer, lead)


def test_an_active_project_cannot_lose_its_next_step(officer, lead):
    sent = {"seen": lead.version, "next_step": "", "due_on": ""}
    assert officer.post(f"/projects/{lead.number}/next/", sent).status_code == 422


def test_the_next_step_is_not_due_in_the_past(officer, lead):
    sent = {"seen": lead.version, "next_step": "打电话", "due_on": "2020-01-01"}
    told_back = officer.post(f"/projects/{lead.number}/next/", sent)
    assert "请选今天或以后的日期" in told_back.content.decode()


def test_the_next_step_is_set_in_place(officer, lead):
    sent = {"seen": lead.version, "next_step": "寄资料", "due_on": future().isoformat()}
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/projects/{lead.number}/"}
    told_back = officer.post(f"/projects/{lead.number}/next/", sent, headers=headers)
    assert told_back.headers["HX-Redirect"] == f"/projects/{lead.number}/"
    lead.refresh_from_db()
    assert lead.next_step == "寄资料"


def test_an_edit_on_an_old_version_is_refused_with_who_changed_what(officer, cast, lead):
    form = {"name": "青禾二期", "track": "industry", "grade": "A", "officer": cast.north_officer.pk}
    form |= {"next_step": "寄资料", "next_step_due_on": future().isoformat(), "seen": lead.version}
    actions.set_next_step(lead, "打电话", future(), by=cast.north_manager, seen=lead.version)
    told_back = officer.post(f"/projects/{lead.number}/edit/", form)
    assert told_back.status_code == 409
    assert "钱主任" in told_back.content.decode()
    assert "青禾二期" in told_back.content.decode()


def test_an_edit_writes_what_was_typed(officer, cast, lead):
    form = {"name": "青禾二期", "track": "leased", "grade": "B", "officer": cast.north_officer.pk}
    form |= {"next_step": "寄资料", "next_step_due_on": future().isoformat(), "seen": lead.version}
    officer.post(f"/projects/{lead.number}/edit/", {**form, "industries": "半导体、封测"})
    lead.refresh_from_db()
    assert (lead.name, lead.track, lead.industries) == ("青禾二期", "leased", ["半导体", "封测"])


def test_a_project_pauses_for_a_listed_reason_and_is_taken_up_again_with_a_next_step(client, cast, lead):
    client.force_login(cast.north_manager)
    at = f"/projects/{lead.number}"
    assert client.post(f"{at}/stop/paused/", {"seen": lead.version}).status_code == 422
    client.post(f"{at}/stop/paused/", {"seen": lead.version, "reason": "agreed_pause"})
    lead.refresh_from_db()
    assert lead.status == "paused"
    assert "双方商定暂缓" in page_of(client, lead)
    again = {"seen": lead.version, "next_step": "重新约访", "due_on": future().isoformat()}
    client.post(f"{at}/resume/", again)
    lead.refresh_from_db()
    assert (lead.status, lead.next_step) == ("active", "重新约访")


def test_an_amount_is_kept_as_it_was_stated(officer, lead):
    officer.post(
        f"/projects/{lead.number}/amounts/", {"basis": "planned_investment", "amount": "不低于5亿元"}
    )
    lead.refresh_from_db()
    assert lead.planned_investment_yuan == 500_000_000
    assert "≥ 5亿元" in page_of(officer, lead)


def test_a_confidential_project_is_seen_by_those_named_alone(officer, client, cast, lead):
    sent = {"seen": lead.version, "people": [cast.north_manager.pk]}
    officer.post(f"/projects/{lead.number}/protect/", sent)
    client.force_login(cast.leader)
    assert client.get(f"/projects/{lead.number}/").status_code == 404
    client.force_login(cast.north_manager)
    assert "保密" in page_of(client, lead)
    lead.refresh_from_db()
    client.post(f"/projects/{lead.number}/open-up/", {"seen": lead.version})
    client.force_login(cast.leader)
    assert client.get(f"/projects/{lead.number}/").status_code == 200


def test_the_history_speaks_in_words_and_not_in_codes(cast, lead):
    actions.add_fact(lead, "contacted", DAY, by=cast.north_officer)
    newest = told(entries_for(lead)[0])
    assert newest.title == "阶段变化"
    assert [(one.label, one.before, one.after) for one in newest.changes] == [("阶段", "线索", "对接")]


def test_a_stopped_projects_reason_is_told_in_words(cast, lead):
    actions.stop(lead, "lost", "no_reply", by=cast.north_officer, seen=lead.version)
    changes = {one.label: one.after for one in told(entries_for(lead)[0]).changes}
    assert changes == {"状态": "流失", "原因": "长期联系不上"}


def test_the_timeline_tells_a_fact_and_the_stage_it_opened_as_one(officer, cast, lead):
    actions.add_fact(lead, "contacted", DAY, by=cast.north_officer)
    timeline = page_of(officer, lead).split("动态")[1]
    assert "线索 → 对接" in timeline


def test_a_reader_sees_no_button_that_would_be_refused(client, cast, lead):
    client.force_login(cast.auditor)
    page = page_of(client, lead)
    assert "青禾封测" in page
    assert f"/projects/{lead.number}/edit/" not in page
    assert f"/projects/{lead.number}/facts/" not in page


def test_the_page_is_read_in_few_queries(officer, cast, lead, django_assert_max_num_queries):
    for kind in ("contacted", "talks_held", "mou", "investment_agreement"):
        actions.add_fact(lead, kind, DAY, by=cast.north_officer)
    # Twenty-three of the page, one of the bell.
    with django_assert_max_num_queries(23 + 1):
        assert officer.get(f"/projects/{lead.number}/").status_code == 200


def test_an_enterprises_page_shows_its_projects(officer, lead):
    page = officer.get(f"/enterprises/{lead.enterprise.number}/").content.decode()
    assert f"/projects/{lead.number}/" in page


def test_a_number_that_is_none_leads_nowhere(officer, lead):
    assert Project.objects.count() == 1
    for number in ("P999999", "X1", "board2"):
        assert officer.get(f"/projects/{number}/").status_code == 404


def test_a_value_read_in_a_text_carries_the_mark_that_opens_it_there(officer, cast, lead):
    text = "今天，青禾半导体与我区签署投资协议，计划总投资5亿元。"
    source = keep(text.encode(), "news.txt", by=cast.north_officer)
    start = text.index("5亿元")
    cite(lead, "planned_investment_yuan", source, (start, start + 3), "money", by=cast.north_officer)
    page = page_of(officer, lead)
    assert f"/sources/{source.pk}/?span={start}-{start + 3}" in page
    assert "5亿元" in page


def test_what_people_typed_is_shown_as_text_and_never_run(officer, cast):
    from yinli.desk.pipeline.actions import open_lead

    bad = open_lead(
        "<script>x</script>", "<b>公司</b>有限公司", by=cast.north_officer, today=DAY, industries=["<i>"]
    )
    page = page_of(officer, bad)
    assert "<script>x" not in page
    assert "<i>" not in page
    assert "<b>公司" not in page
