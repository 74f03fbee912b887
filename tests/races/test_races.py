"""Two at once: one wins, the other gets a clear page with all they typed, and nothing half-done is stored."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.races.conftest import LANGUAGES, TODAY, browser, is_the_page_of_two, project_of, stepping
from yinli.base.history.models import Entry
from yinli.base.personal.actions import Reason, erase
from yinli.base.personal.keystore import is_live
from yinli.base.sources.actions import keep
from yinli.desk.intake.actions import decide_all, write
from yinli.desk.intake.models import Draft
from yinli.desk.intake.reading_actions import read_source
from yinli.desk.staff.actions import close_account
from yinli.desk.staff.handover_actions import hand_over
from yinli.desk.staff.queries import work_of
from yinli.domain.enterprises.actions import add_contact, add_enterprise, edit_contact
from yinli.domain.enterprises.models import Contact, Enterprise
from yinli.domain.follow_ups.actions import answer, ask, confirm
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.actions import edit_project, set_next_step
from yinli.domain.projects.models import Project
from yinli.domain.trips.models import Trip

NEWS = "9月3日，副区长周明一行赴苏州，走访青禾半导体有限公司，总经理沈一鸣介绍了扩产计划。双方签约，总投资5亿元。"


def closing_page(people, person):
    client = browser(people.administrator)
    return lambda: client.post(reverse("staff:close", args=[person.pk]))


def giving_page(people, project, to, language):
    form = {
        "seen": project.version,
        "name": "扩产项目二期",
        "track": "industry",
        "category": "",
        "grade": "C",
        "industries": "",
        "channel": "",
        "leader": "",
        "about": "",
        "officer": to.pk,
        "lead_unit": to.unit_id,
        "next_step": "约谈厂长",
        "next_step_due_on": "2099-01-01",
    }
    client = browser(people.boss, language)
    return lambda: client.post(reverse("pipeline:edit", args=[project.number]), form)


def open_work_of(person) -> int:
    return sum(count for _duty, count in work_of(person))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_that_is_being_closed_is_given_no_project(people, race, language):
    project = project_of(people.officer, people.boss)
    closing, giving = race(
        lambda: close_account(people.colleague, by=people.administrator),
        giving_page(people, project, people.colleague, language),
    )
    assert closing.error is None
    why = "has been closed" if language == "en" else "账号已停用"
    is_the_page_of_two(giving, 409, language, "高远", why, "约谈厂长", "扩产项目二期")
    project.refresh_from_db()
    assert (project.officer_id, project.name) == (people.officer.pk, "扩产项目")
    people.colleague.refresh_from_db()
    assert not people.colleague.is_active and open_work_of(people.colleague) == 0


def test_an_account_that_is_being_given_a_project_is_not_closed(people, race):
    project = project_of(people.officer, people.boss)
    giving, closing = race(
        lambda: edit_project(project, by=people.boss, seen=project.version, officer=people.colleague),
        closing_page(people, people.colleague),
    )
    assert giving.error is None
    assert closing.value.url == reverse("staff:hand_over", args=[people.colleague.pk])
    people.colleague.refresh_from_db()
    assert people.colleague.is_active and open_work_of(people.colleague) == 1


@pytest.mark.parametrize("kind", ["follow_up", "trip", "draft"])
def test_whoever_is_being_closed_takes_on_nothing_of_their_own(people, race, kind):
    client = browser(people.officer)
    asked = {
        "follow_up": (reverse("follow_ups:ask"), {"text": "请报送用地指标", "asked_of": ""}),
        "trip": (reverse("trips:add"), {"title": "赴苏州考察", "status": "planned"}),
        "draft": ("/intake/", {"text": NEWS}),
    }[kind]
    closing, writing = race(
        lambda: close_account(people.officer, by=people.administrator), lambda: client.post(*asked)
    )
    assert closing.error is None
    is_the_page_of_two(writing, 409, "zh-hans", "账号")
    people.officer.refresh_from_db()
    assert not people.officer.is_active and open_work_of(people.officer) == 0
    assert not FollowUp.objects.exists() and not Trip.objects.exists() and not Draft.objects.exists()


def test_whoever_just_took_something_on_is_not_closed(people, race):
    writing, closing = race(
        lambda: ask("请报送用地指标", by=people.officer), closing_page(people, people.officer)
    )
    assert writing.error is None
    assert closing.value.url == reverse("staff:hand_over", args=[people.officer.pk])
    people.officer.refresh_from_db()
    assert people.officer.is_active and open_work_of(people.officer) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_project_handed_over_meanwhile_is_not_moved_on_by_who_had_it(people, race, language):
    project = project_of(people.officer, people.boss)
    handing, moving = race(
        lambda: hand_over(people.officer, {"projects": people.colleague}, by=people.manager),
        stepping(people, project, language),
    )
    assert handing.error is None and handing.value == 1
    faster = "Somebody else was faster" if language == "en" else "这条记录刚被他人改过"
    is_the_page_of_two(moving, 409, language, faster, "扩产项目", "送合同文本", "钱主任")
    project.refresh_from_db()
    assert (project.officer_id, project.next_step) == (people.colleague.pk, "约谈")


def test_a_project_moved_on_meanwhile_is_handed_over_with_what_came_of_it(people, race):
    project = project_of(people.officer, people.boss)
    moving, handing = race(
        lambda: set_next_step(project, "送合同文本", TODAY, by=people.officer, seen=project.version),
        lambda: hand_over(people.officer, {"projects": people.colleague}, by=people.manager),
    )
    assert (moving.error, handing.error) == (None, None)
    project.refresh_from_db()
    assert (project.officer_id, project.next_step) == (people.colleague.pk, "送合同文本")


def test_nobody_is_handed_what_was_somebodys_while_their_own_account_is_closed(people, race):
    project = project_of(people.officer, people.boss)
    client = browser(people.manager, "en")
    address = reverse("staff:hand_over", args=[people.officer.pk])
    chosen = {"projects": people.colleague.pk, "confirmed": "1"}
    _closing, handing = race(
        lambda: close_account(people.colleague, by=people.administrator),
        lambda: client.post(address, chosen),
    )
    is_the_page_of_two(handing, 409, "en", "The account of 高远 has been closed")
    project.refresh_from_db()
    assert project.officer_id == people.officer.pk


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_draft_is_written_once_by_two_who_accept_it(people, race, language):
    draft, _ = read_source(keep(NEWS.encode(), "新闻.txt", by=people.boss), by=people.boss)
    draft, _ = decide_all(draft, "accepted", by=people.boss, seen=draft.version)
    address = reverse("intake:write", args=[draft.number])
    client = browser(people.other_boss, language)
    first, second = race(
        lambda: write(draft, by=people.boss, seen=draft.version, today=TODAY),
        lambda: client.post(address, {"seen": draft.version}),
    )
    assert first.error is None
    faster = "Somebody else was faster" if language == "en" else "这条记录刚被他人改过"
    is_the_page_of_two(second, 409, language, faster, "郑局长")
    assert Entry.objects.filter(action="intake.write").count() == 1
    assert Enterprise.objects.count() == 1 and Project.objects.count() <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_follow_up_is_confirmed_once_by_two(people, race, language):
    follow_up = ask("请报送用地指标", by=people.boss, unit=people.north)
    follow_up = answer(follow_up, "已报送", by=people.manager, seen=follow_up.version)
    address = reverse("follow_ups:confirm", args=[follow_up.number])
    client = browser(people.boss, language)
    first, second = race(
        lambda: confirm(follow_up, by=people.boss, seen=follow_up.version),
        lambda: client.post(address, {"seen": follow_up.version}),
    )
    assert first.error is None
    faster = "Somebody else was faster" if language == "en" else "这条记录刚被他人改过"
    is_the_page_of_two(second, 409, language, faster, "请报送用地指标")
    assert Entry.objects.filter(action="follow_up.confirm").count() == 1


@pytest.fixture
def contact(people):
    enterprise, _ = add_enterprise("青禾半导体有限公司", by=people.boss)
    return add_contact(enterprise, "沈一鸣", by=people.boss, phone="13861705923")


def erasing(people, contact):
    return lambda: erase(contact.subject, Reason("asked_by_person"), by=people.boss, now=timezone.now())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("act", ["reveal", "edit"])
def test_who_comes_after_an_erasure_learns_so_and_brings_nothing_back(people, race, contact, language, act):
    client = browser(people.other_boss, language)
    address, form = {
        "reveal": (
            reverse("personal:show", args=["enterprises.contact", contact.pk, "phone"]),
            {"reason": "call_back"},
        ),
        "edit": (
            reverse("enterprises:edit_contact", args=[contact.enterprise.number, contact.pk]),
            {"title": "新任董事长", "phone": "13900001111"},
        ),
    }[act]
    gone, late = race(erasing(people, contact), lambda: client.post(address, form))
    assert gone.error is None
    erased = "This person has been erased" if language == "en" else "此人已被抹除"
    is_the_page_of_two(late, 410, language, erased, *(["新任董事长"] if act == "edit" else []))
    assert "13861705923" not in late.value.content.decode()
    contact = Contact.objects.get(pk=contact.pk)
    assert contact.name_mark is None and contact.subject.marks == [] and not is_live(contact.subject_id)
    assert not contact.title


def test_an_erasure_that_comes_second_erases_what_was_just_written(people, race, contact):
    editing, gone = race(
        lambda: edit_contact(contact, by=people.other_boss, title="董事长", phone="13900001111"),
        erasing(people, contact),
    )
    assert (editing.error, gone.error) == (None, None)
    contact = Contact.objects.get(pk=contact.pk)
    assert contact.phone.is_erased and contact.title.is_erased and contact.subject.marks == []


def test_of_two_who_erase_the_same_person_one_is_told_that_it_is_done(people, race, contact):
    client = browser(people.other_boss, "en")
    address = reverse("personal:erase", args=[contact.subject_id])
    first, second = race(
        erasing(people, contact),
        lambda: client.post(address, {"reason": "asked_by_person", "sure": "on"}),
    )
    assert first.error is None
    is_the_page_of_two(second, 410, "en", "This person has been erased")
