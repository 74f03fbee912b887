"""One field of many projects at once: seen before it is done, only where one may, and taken back."""

from datetime import date

import pytest
from django.utils import timezone

from yinli.base.accounts.models import User
from yinli.base.accounts.permissions import NotAllowed
from yinli.desk.pipeline import bulk_edit_actions as actions
from yinli.domain.projects.actions import edit_project, stop
from yinli.domain.projects.models import Project

TODAY = date(2026, 9, 1)


def versions(projects):
    """key → version, as a page holds them."""
    return dict(Project.objects.filter(pk__in=[one.pk for one in projects]).values_list("pk", "version"))


def grades(projects):
    return sorted(Project.objects.filter(pk__in=[one.pk for one in projects]).values_list("grade", flat=True))


def test_those_one_may_change_are_changed_and_the_others_named(cast, sixty):
    done = actions.edit_many(versions(sixty[:4]), "grade", "A", by=cast.north_officer, today=TODAY)
    assert [key for key, _before, _after in done.changes] == [sixty[0].pk, sixty[2].pk]
    assert sorted(done.left) == [[sixty[1].pk, "not_yours"], [sixty[3].pk, "not_yours"]]
    assert grades(sixty[:4]) == ["A", "A", "C", "C"]


def test_one_that_somebody_changed_meanwhile_stays_and_is_named(cast, sixty):
    seen = versions(sixty[:4:2])
    edit_project(sixty[0], by=cast.north_officer, seen=seen[sixty[0].pk], about="刚改过")
    done = actions.edit_many(seen, "grade", "A", by=cast.north_officer, today=TODAY)
    assert done.left == [[sixty[0].pk, "changed"]]


def test_taken_back_each_has_what_it_had_but_what_was_changed_since(cast, sixty):
    done = actions.edit_many(versions(sixty[:6:2]), "grade", "A", by=cast.north_officer, today=TODAY)
    changed = Project.objects.get(pk=sixty[0].pk)
    edit_project(changed, by=cast.north_officer, seen=changed.version, grade="B")
    counts = actions.undo(done, by=cast.north_officer, seen=done.version, now=timezone.now(), today=TODAY)
    assert counts == (2, 1)
    assert grades(sixty[:6:2]) == ["B", "C", "C"]
    with pytest.raises(actions.NothingToUndo):
        actions.undo(done, by=cast.north_officer, seen=done.version + 1, now=timezone.now(), today=TODAY)


def test_an_officer_gives_none_of_them_to_another_section(cast, sixty):
    with pytest.raises(NotAllowed):
        actions.edit_many(
            versions(sixty[:4:2]), "officer", cast.south_officer, by=cast.north_officer, today=TODAY
        )
    assert not Project.objects.filter(pk=sixty[0].pk, officer=cast.south_officer).exists()


def test_handed_over_and_back_by_the_bureau(cast, sixty):
    done = actions.edit_many(
        versions(sixty[:4]), "officer", cast.park_officer, by=cast.bureau_person, today=TODAY
    )
    assert Project.objects.filter(officer=cast.park_officer).count() == 4
    actions.undo(done, by=cast.bureau_person, seen=done.version, now=timezone.now(), today=TODAY)
    assert not Project.objects.filter(officer=cast.park_officer).exists()


def test_a_day_is_set_only_where_a_project_moves(cast, sixty):
    stop(sixty[0], "paused", "agreed_pause", by=cast.north_officer, seen=versions(sixty[:1])[sixty[0].pk])
    day = date(2026, 10, 1)
    done = actions.edit_many(
        versions(sixty[:4:2]), "next_step_due_on", day, by=cast.north_officer, today=TODAY
    )
    assert done.left == [[sixty[0].pk, "stopped"]]
    assert done.changes[0][2] == "2026-10-01"


def test_only_whoever_made_it_takes_it_back(cast, sixty):
    done = actions.edit_many(versions(sixty[:2]), "grade", "A", by=cast.bureau_person, today=TODAY)
    with pytest.raises(NotAllowed):
        actions.undo(done, by=cast.north_officer, seen=done.version, now=timezone.now(), today=TODAY)


def test_from_the_list_by_a_preview_to_the_change_and_back(client, cast, sixty):
    client.force_login(cast.north_officer)
    page = client.get("/projects/").content.decode()
    assert f'value="{sixty[0].number}"' in page
    asked = f"p={sixty[0].number}&p={sixty[1].number}&field=grade&grade=A"
    preview = client.get(f"/projects/bulk/?{asked}").content.decode()
    assert "修改1个项目" in preview
    sent = {"field": "grade", "grade": "A", "versions": f"{sixty[0].pk}:{versions(sixty[:1])[sixty[0].pk]}"}
    done = client.post(f"/projects/bulk/?{asked}", sent)
    assert Project.objects.get(pk=sixty[0].pk).grade == "A"
    client.post(f"{done.headers['Location']}undo/", {"seen": 1})
    assert Project.objects.get(pk=sixty[0].pk).grade == "C"


@pytest.mark.parametrize(
    "asked", ["field=grade", "field=nonsense&grade=A", "field=next_step_due_on&next_step_due_on=2020-01-01"]
)
def test_a_change_without_a_right_value_is_asked_back(client, cast, sixty, asked):
    client.force_login(cast.north_officer)
    assert client.get(f"/projects/bulk/?p={sixty[0].number}&{asked}").status_code == 422


def test_without_ticks_the_page_says_what_to_do(client, cast):
    client.force_login(cast.north_officer)
    assert "没有勾选项目" in client.get("/projects/bulk/?p=nonsense").content.decode()


def test_an_account_closed_since_keeps_its_own_projects_back_and_no_others(cast, sixty):
    done = actions.edit_many(
        versions(sixty[:4]), "officer", cast.park_officer, by=cast.bureau_person, today=TODAY
    )
    Project.objects.filter(officer=cast.south_officer).update(officer=cast.park_officer)
    User.objects.filter(pk=cast.south_officer.pk).update(is_active=False)
    counts = actions.undo(done, by=cast.bureau_person, seen=done.version, now=timezone.now(), today=TODAY)
    assert counts == (2, 2)
    assert (
        Project.objects.filter(officer=cast.north_officer, pk__in=[one.pk for one in sixty[:4]]).count() == 2
    )
